import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/icons/icon.tsx";
import { useBuilder } from "./builder.ts";
import { LineProblems } from "./line-problems.tsx";
import { onPartKey } from "./part-keys.ts";
import { PartMenu } from "./part-menu.tsx";
import { SeenMark } from "./verdict-mark.tsx";

interface LineFrameProps {
  readonly at: string;
  /** The line as a sentence. */
  readonly label: string;
  readonly canMove: boolean;
  readonly children: React.ReactNode;
}

/** A line with what the sample says below it, its problems, and its handle: by mouse and by keyboard. */
export function LineFrame({ at, label, canMove, children }: LineFrameProps) {
  const { t } = useTranslation();
  const builder = useBuilder();
  const { readOnly, drag, dragged } = builder;
  return (
    <div
      className={dragged === at ? "condition-line condition-line-dragged" : "condition-line"}
      role="group"
      aria-label={label}
      data-at={at}
      tabIndex={-1}
      onKeyDownCapture={(event) => onPartKey(event, at, builder)}
    >
      {children}
      <div className="line-foot">
        <SeenMark at={at} />
        {!readOnly && (
          <span className="line-tools">
            {canMove && (
              <span
                className="line-grip"
                draggable
                title={t("conditions.drag")}
                onDragStart={(event) => {
                  event.dataTransfer.setData("text/plain", at);
                  event.dataTransfer.setDragImage(
                    event.currentTarget.closest(".condition-line") ?? event.currentTarget,
                    8,
                    8,
                  );
                  drag(at);
                }}
                onDragEnd={() => drag(undefined)}
              >
                <Icon name="grip" size={14} />
              </span>
            )}
            <PartMenu at={at} isGroup={false} />
          </span>
        )}
      </div>
      <LineProblems at={at} />
    </div>
  );
}
