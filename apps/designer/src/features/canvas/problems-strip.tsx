import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic, Fix, LocalizedText, WorkflowDefinition, WorkflowNode } from "@orderloom/rule-dsl";
import { NOT_CHOSEN } from "../../document/new-node.ts";
import { sourceKey } from "../../document/edited-document.ts";
import { pickText } from "../../shared/format/text.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/paths.ts";

interface ProblemsStripProps {
  readonly definition: WorkflowDefinition;
  /** Undefined until the first check has answered. */
  readonly checked:
    { readonly diagnostics: readonly Diagnostic[]; readonly tookMs: number; readonly at: number } | undefined;
  readonly onShow: (key: string) => void;
  /** Puts a finding right, as one step that can be undone. */
  readonly onFix?: ((fix: Fix) => void) | undefined;
  readonly children?: React.ReactNode;
}

const icons: Readonly<Record<Diagnostic["severity"], IconName>> = {
  error: "alert",
  warning: "alert",
  info: "question",
};

/** What the check says of the drawing, below it: where, what, and the way there. */
export function ProblemsStrip({ definition, checked, onShow, onFix, children }: ProblemsStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(true);
  const diagnostics = checked?.diagnostics ?? [];
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return (
    <section className="problems" aria-label={t("canvas.problem.title")}>
      <div className="problems-head">
        <b>
          {t("canvas.problem.title")}
          {diagnostics.length > 0 && (
            <span className={errors > 0 ? "problems-count problems-count-error" : "problems-count"}>
              {diagnostics.length}
            </span>
          )}
        </b>
        {children}
        {checked !== undefined && (
          <span className="problems-done">
            <Icon name="check" size={14} />
            {t("canvas.problem.checked", {
              at: format.clock(checked.at),
              seconds: Math.max(0.1, checked.tookMs / 1000).toFixed(1),
            })}
          </span>
        )}
        {diagnostics.length > 0 && (
          <Button
            type="text"
            size="small"
            aria-expanded={isOpen}
            aria-label={t(isOpen ? "canvas.problem.close" : "canvas.problem.open")}
            icon={<Icon name={isOpen ? "chevron-down" : "chevron-up"} size={14} />}
            onClick={() => setOpen(!isOpen)}
          />
        )}
      </div>
      {isOpen && diagnostics.length > 0 && (
        <ul className="problems-list">
          {diagnostics.map((found) => (
            <ProblemLine
              key={`${found.code} ${found.path} ${JSON.stringify(found.data)}`}
              found={found}
              definition={definition}
              onShow={onShow}
              onFix={onFix}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

const MOST_FIXES = 2;

interface ProblemLineProps {
  readonly found: Diagnostic;
  readonly definition: WorkflowDefinition;
  readonly onShow: (key: string) => void;
  readonly onFix: ((fix: Fix) => void) | undefined;
}

function ProblemLine({ found, definition, onShow, onFix }: ProblemLineProps) {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  const key = boxOfPath(found.path, definition);
  const name = useBoxName(definition)(key);
  return (
    <li className={`problem problem-${found.severity}`}>
      <Icon name={icons[found.severity]} />
      {name !== undefined && <b>{name}</b>}
      <span className="problem-words">{words(found, definition)}</span>
      <span className="problem-actions">
        {key !== undefined && (
          <Button size="small" icon={<Icon name="target" size={14} />} onClick={() => onShow(key)}>
            {t("canvas.problem.show")}
          </Button>
        )}
        {onFix !== undefined &&
          (found.fixes ?? []).slice(0, MOST_FIXES).map((fix) => (
            <Button key={fix.title.en} className="problem-fix" size="small" onClick={() => onFix(fix)}>
              {pickText(fix.title, i18n.language)}
            </Button>
          ))}
      </span>
    </li>
  );
}

/** Which box a finding is at: its path begins `/nodes/<id>` or `/on/<index>`. */
export function boxOfPath(path: string, { nodes, on }: WorkflowDefinition): string | undefined {
  const [, part, at = ""] = path.split("/");
  if (part === "nodes" && Object.hasOwn(nodes, at)) return at;
  const handler = part === "on" ? on?.[Number(at)] : undefined;
  return handler === undefined ? undefined : sourceKey({ handler: handler.id });
}

function useBoxName(definition: WorkflowDefinition): (key: string | undefined) => string | undefined {
  const { i18n } = useTranslation();
  return (key) => {
    if (key === undefined) return undefined;
    const name =
      definition.nodes[key]?.name ?? definition.on?.find(({ id }) => sourceKey({ handler: id }) === key)?.name;
    return name === undefined ? key.replace(/^on:/, "") : pickText(name, i18n.language);
  };
}

/** The check speaks in ids; people gave their steps and ways out names. */
function useProblemWords(): (found: Diagnostic, definition: WorkflowDefinition) => string {
  const { t, i18n } = useTranslation();
  return (found, { nodes }) => {
    const { data } = found;
    if (Object.values(data).includes(NOT_CHOSEN)) return t("canvas.problem.notChosen");
    const said = pickText(found.message, i18n.language);
    const node = typeof data["node"] === "string" ? nodes[data["node"]] : undefined;
    return Object.entries(data).reduce<string>((text, [field, id]) => {
      if (typeof id !== "string") return text;
      const name = field === "port" && node !== undefined ? choiceName(node, id) : nodes[id]?.name;
      if (name === undefined) return text;
      const words = pickText(name, i18n.language);
      return text.replaceAll(`「${id}」`, `「${words}」`).replaceAll(`“${id}”`, `“${words}”`);
    }, said);
  };
}

/** What the person who drew it called a way out. */
function choiceName(node: WorkflowNode, port: string): LocalizedText | undefined {
  if (node.type === "switch" && port === "otherwise") return node.otherwise;
  const choices =
    node.type === "switch"
      ? node.cases
      : node.type === "task"
        ? node.outcomes
        : node.type === "parallel"
          ? node.branches
          : node.type === "raise"
            ? (node.remedies ?? [])
            : [];
  return choices.find(({ id }) => id === port)?.name;
}
