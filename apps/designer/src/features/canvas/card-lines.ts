import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  catalogueFor,
  type Condition,
  conditionText,
  type ConnectorDefinition,
  type EventHandler,
  type LocalizedText,
  type PortSources,
  type QuotaDefinition,
  quotaOf,
  type WorkflowDefinition,
  type WorkflowNode,
} from "@orderloom/rule-dsl";
import { NOT_CHOSEN } from "../../document/new-node.ts";
import { pickText } from "../../shared/format/text.ts";
import { useDurationWords } from "../../shared/format/duration-words.ts";

/** What a card says beyond its own definition: names of what it refers to. */
export interface CanvasSources {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  /** Workflows that this one uses as parts. */
  readonly workflows: ReadonlyMap<string, WorkflowDefinition>;
  readonly decisions: ReadonlyMap<string, { readonly name: LocalizedText; readonly type: string | undefined }>;
  readonly groups: ReadonlyMap<string, LocalizedText>;
  readonly quotas: ReadonlyMap<string, QuotaDefinition>;
}

export const portSourcesOf =
  ({ connectors, workflows, quotas }: CanvasSources) =>
  (node: WorkflowNode): PortSources => {
    if (node.type === "action") {
      const { connector, name } = node.action;
      return { action: connectors.get(connector)?.actions[name], quota: quotas.get(quotaOf(node) ?? "") };
    }
    return node.type === "subworkflow" ? { child: workflows.get(node.workflow) } : {};
  };

export interface CardText {
  readonly title: string;
  /** What kind of node it is, in words. */
  readonly kind: string;
  /** Up to two lines below the title. */
  readonly lines: readonly string[];
  /** Whether the last line is a time limit. */
  readonly hasLimit: boolean;
}

export interface CardTexts {
  readonly ofNode: (id: string, node: WorkflowNode, definition: WorkflowDefinition) => CardText;
  readonly ofHandler: (handler: EventHandler) => CardText;
  readonly port: (port: string) => string;
}

export function useCardTexts(sources: CanvasSources): CardTexts {
  const { t, i18n } = useTranslation();
  const duration = useDurationWords();
  const language = i18n.language;
  return useMemo(() => {
    const text = (authored: LocalizedText) => pickText(authored, language);
    const asked = (condition: Condition, definition: WorkflowDefinition) =>
      conditionText(condition, { catalogue: catalogueFor(definition) }, language === "zh-CN" ? "zh-CN" : "en");
    const words = lineWords({ t, text, duration, sources, asked });
    return {
      ofNode: (id, node, definition) => {
        const kind = t(`canvas.type.${node.type}`);
        const lines = words(node, definition).filter((line) => line !== "");
        const title = node.name === undefined ? "" : text(node.name);
        return {
          title: title === "" ? id : title,
          kind,
          lines,
          hasLimit: node.type === "task" && node.due !== undefined,
        };
      },
      ofHandler: ({ id, name, event, interrupts }) => ({
        title: name === undefined ? id : text(name),
        kind: t("canvas.type.handler"),
        lines: [t(interrupts === true ? "canvas.line.interrupts" : "canvas.line.beside", { event })],
        hasLimit: false,
      }),
      port: (port) => {
        switch (port) {
          case "done":
          case "each":
          case "next":
          case "error":
          case "timeout":
          case "otherwise":
            return t(`canvas.port.${port}`);
          default:
            return port;
        }
      },
    };
  }, [duration, language, sources, t]);
}

interface Words {
  readonly t: TFunction;
  readonly text: (authored: LocalizedText) => string;
  readonly duration: (value: string) => string;
  readonly sources: CanvasSources;
  readonly asked: (condition: Condition, definition: WorkflowDefinition) => string;
}

function lineWords(words: Words): (node: WorkflowNode, definition: WorkflowDefinition) => readonly string[] {
  const { t, text, duration, sources, asked } = words;
  return (node, definition) => {
    switch (node.type) {
      case "start":
        if (definition.takes !== undefined) return [asked(definition.takes, definition)];
        if (definition.role === "part") return [t("canvas.line.called")];
        return [t(definition.role === "own" ? "canvas.line.started" : "canvas.line.allOrders")];
      case "end":
        return [];
      case "raise":
        return [node.message === undefined ? t("canvas.line.raise") : text(node.message)];
      case "switch": {
        const conditions = node.cases.reduce((sum, { when }) => sum + leaves(when), 0);
        return [t("canvas.line.switch", { count: conditions, ways: node.cases.length + 1 })];
      }
      case "decision": {
        const known = sources.decisions.get(node.decision);
        if (node.decision === NOT_CHOSEN) return [t("canvas.line.chooseDecision")];
        const name = known === undefined ? node.decision : text(known.name);
        const type = decisionType(known?.type);
        return [type === undefined ? name : t("canvas.line.decision", { type: t(`canvas.decision.${type}`), name })];
      }
      case "assign": {
        const names = Object.keys(node.set).map((path) => {
          const known = definition.variables?.[path];
          return known === undefined ? path.replace(/^vars\./, "") : text(known.name);
        });
        return [
          names.length === 0
            ? t("canvas.line.assignNothing")
            : t("canvas.line.assign", { names: names.join(t("canvas.line.comma")) }),
        ];
      }
      case "amend":
        return [amendLine(node, t)];
      case "action":
        return [actionLine(node, words)];
      case "task":
        return taskLines(node, words);
      case "wait":
        return waitLines(node, words);
      case "parallel":
      case "foreach":
        return [];
      case "join":
        return [];
      case "subworkflow": {
        if (node.workflow === NOT_CHOSEN) return [t("canvas.line.chooseWorkflow")];
        const child = sources.workflows.get(node.workflow);
        const name = child === undefined ? node.workflow : text(child.name);
        return [t("canvas.line.subworkflow", { name })];
      }
      case "emit":
        return [node.event];
    }
  };
  function taskLines(node: WorkflowNode & { type: "task" }, { t: say }: Words): readonly string[] {
    const known = sources.groups.get(node.group);
    const group = known === undefined ? node.group : text(known);
    const count = node.approvals?.count;
    const first =
      count === undefined
        ? group
        : typeof count === "number"
          ? say("canvas.line.people", { group, count })
          : say("canvas.line.peopleByRule", { group });
    if (node.due === undefined) return [first];
    const after = duration(node.due.after);
    const to = node.due.escalate?.[0]?.to;
    if (to === undefined) return [first, say("canvas.line.due", { after })];
    const knownTo = sources.groups.get(to);
    return [first, say("canvas.line.escalates", { after, to: knownTo === undefined ? to : text(knownTo) })];
  }
  function waitLines(node: WorkflowNode & { type: "wait" }, { t: say }: Words): readonly string[] {
    const { for: length, until, timeout } = node;
    const first =
      until === undefined
        ? length === undefined || length.startsWith("=")
          ? say("canvas.line.waitComputed")
          : duration(length)
        : "event" in until
          ? say("canvas.line.waitEvent", { event: until.event })
          : "metric" in until
            ? say("canvas.line.waitMetric", { metric: until.metric })
            : "quota" in until
              ? say("canvas.line.waitQuota", { quota: until.quota })
              : say("canvas.line.waitInstant");
    return [timeout === undefined ? first : say("canvas.line.waitMost", { first, timeout: duration(timeout) })];
  }
}

const decisionTypes = ["rules", "table", "score", "mapping", "expression"] as const;
const decisionType = (type: string | undefined) => decisionTypes.find((known) => known === type);

function leaves(condition: Condition): number {
  if ("all" in condition) return condition.all.reduce((sum, member) => sum + leaves(member), 0);
  if ("any" in condition) return condition.any.reduce((sum, member) => sum + leaves(member), 0);
  return "not" in condition ? leaves(condition.not) : 1;
}

function actionLine({ action, retry }: WorkflowNode & { type: "action" }, { t, text, sources }: Words): string {
  if (action.connector === NOT_CHOSEN) return t("canvas.line.chooseAction");
  const connector = sources.connectors.get(action.connector);
  const named = connector?.actions[action.name];
  const where = connector === undefined ? action.connector : text(connector.name);
  const what = named === undefined ? action.name : text(named.name);
  const line = t("canvas.line.action", { where, what });
  return retry === undefined ? line : t("canvas.line.retries", { line, count: retry.attempts - 1 });
}

function amendLine(node: WorkflowNode & { type: "amend" }, t: Words["t"]): string {
  const parts = [
    node.add !== undefined && t("canvas.amend.add"),
    node.cancel !== undefined && t("canvas.amend.cancel"),
    node.attributes !== undefined && t("canvas.amend.attributes"),
    node.tags !== undefined && t("canvas.amend.tags"),
    node.fulfilment !== undefined && t("canvas.amend.fulfilment"),
    node.hold !== undefined && t(node.hold === false ? "canvas.amend.unhold" : "canvas.amend.hold"),
    node.cancelOrder !== undefined && t("canvas.amend.cancelOrder"),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t("canvas.amend.nothing") : parts.join(t("canvas.line.comma"));
}
