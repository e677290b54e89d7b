import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "@orderloom/rule-dsl";
import { type ChangeGroup, changesOf, groupChanges } from "../../document/changes/changes.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/paths.ts";
import { type ChangeLine, useChangeWords } from "./change-words.ts";
import "./versions.css";

interface ChangeListProps {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Shows a node on the drawing. */
  readonly onShow?: (nodeId: string) => void;
}

const marks: Readonly<Record<ChangeGroup["kind"], IconName>> = { added: "plus", removed: "cross", changed: "pencil" };

/** What differs between two versions, in words: by node, rule or row, the old beside the new. */
export function ChangeList({ before, after, onShow }: ChangeListProps) {
  const { t } = useTranslation();
  const groups = useMemo(() => groupChanges(changesOf(before, after)), [after, before]);
  const words = useChangeWords(before, after);
  if (groups.length === 0) return <p className="quiet">{t("versions.noChanges")}</p>;
  return (
    <ul className="change-groups">
      {groups.map((group) => {
        const { part, id, kind } = group;
        const title = words.title(group);
        const canShow = onShow !== undefined && part === "nodes" && kind !== "removed" && id !== undefined;
        return (
          <li key={`${part ?? ""}/${id ?? ""}`} className={`change-group change-${kind}`}>
            <p className="change-title">
              <Icon name={marks[kind]} size={14} />
              {canShow ? (
                <button type="button" className="link-button" onClick={() => onShow(id)}>
                  {title}
                </button>
              ) : (
                <b>{title}</b>
              )}
              <span className="quiet">{t(`versions.kind.${kind}`)}</span>
            </p>
            {kind === "changed" && (
              <ul>
                {group.changes.map((change) => (
                  <Line key={change.path.join("/")} line={words.line(change)} />
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Line({ line }: { line: ChangeLine }) {
  const { t } = useTranslation();
  return (
    <li className="change-line">
      <span className="change-what">{line.what}</span>
      {line.before !== undefined && (
        <span className="change-before">
          <span className="visually-hidden">{t("versions.before")}</span>
          {line.before}
        </span>
      )}
      {line.after !== undefined && (
        <span className="change-after">
          <span className="visually-hidden">{t("versions.after")}</span>
          {line.after}
        </span>
      )}
    </li>
  );
}
