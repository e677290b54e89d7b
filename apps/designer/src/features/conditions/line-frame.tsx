import { useTranslation } from "react-i18next";
import { duplicateAt, negateAt, nudge, removeAt, wrapAt } from "../../document/conditions/edit-condition.ts";
import type { Condition } from "@orderloom/rule-dsl";
import { Icon } from "../../shared/icons/icon.tsx";
import { type Builder, useBuilder } from "./builder.ts";
import { LineProblems } from "./line-problems.tsx";
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
      onKeyDown={(event) => onLineKey(event, at, builder)}
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

/** Alt with an arrow moves a line, Ctrl D copies it, Alt G groups it, Alt Delete takes it away. */
function onLineKey(event: React.KeyboardEvent, at: string, { root, readOnly, change }: Builder): void {
  if (readOnly) return;
  const command = event.ctrlKey || event.metaKey;
  const done = (next: Condition, focus?: string): void => {
    event.preventDefault();
    event.stopPropagation();
    change(next, focus);
  };
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const moved = nudge(root, at, event.key === "ArrowUp" ? -1 : 1);
    done(moved.condition, moved.at);
  } else if (command && event.key === "d") done(duplicateAt(root, at), at);
  else if (event.altKey && event.code === "KeyG") done(wrapAt(root, at, "all"), at);
  else if (event.altKey && event.code === "KeyN") done(negateAt(root, at), at);
  else if (event.altKey && (event.key === "Delete" || event.key === "Backspace")) done(removeAt(root, at));
}
