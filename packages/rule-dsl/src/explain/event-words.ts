import type { BothLanguages, Language } from "../codes/codes.ts";
import { languages } from "../codes/codes.ts";
import type { Facts } from "../compile/evaluation.ts";
import type { LocalizedText } from "../schema/common.ts";
import type { ActionManifest } from "../schema/connector.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";

/** Where the names in a timeline come from. What cannot be looked up is shown by its id. */
export interface EventContext {
  /** The version the event's instance runs on. */
  readonly workflow?: WorkflowDefinition;
  readonly workflowName?: (id: string) => LocalizedText | undefined;
  readonly metricName?: (id: string) => LocalizedText | undefined;
  readonly decision?: (id: string, version: number) => DecisionDefinition | undefined;
  readonly connectorName?: (id: string) => LocalizedText | undefined;
  readonly action?: (connector: string, action: string) => ActionManifest | undefined;
  readonly groupName?: (id: string) => LocalizedText | undefined;
  readonly channelName?: (id: string) => LocalizedText | undefined;
  /** The order's facts, for values a trace refers to; masked when shown. */
  readonly facts?: Facts;
  readonly timeZone?: string;
}

export const says = (zh: string, en: string): BothLanguages => ({ "zh-CN": zh, en });

/** Both languages of an authored text, each falling back on what there is (S41). */
export function both(text: LocalizedText | undefined, fallback: string): BothLanguages {
  const any = text === undefined ? fallback : (text["zh-CN"] ?? text["en"] ?? Object.values(text)[0] ?? fallback);
  return says(text?.["zh-CN"] ?? any, text?.["en"] ?? any);
}

/** Fills `{0}`, `{1}` ... of a sentence with texts of the same language. One space stands between Chinese and Latin or digits. */
export function phrase(template: BothLanguages, ...parts: readonly (BothLanguages | string | number)[]): BothLanguages {
  const filled = (language: Language): string => {
    const text = template[language].replace(/\{(\d)\}/g, (_, place: string) => {
      const part = parts[Number(place)] ?? "";
      return typeof part === "object" ? part[language] : String(part);
    });
    return language === "zh-CN" ? spaced(text) : text;
  };
  return { "zh-CN": filled("zh-CN"), en: filled("en") };
}

const han = "\\u4e00-\\u9fff";
const beforeLatin = new RegExp(`([${han}])([A-Za-z0-9¥#])`, "g");
const afterLatin = new RegExp(`([A-Za-z0-9%])([${han}])`, "g");

/** One space between Chinese and Latin letters or digits. */
export function spaced(text: string): string {
  return text.replace(beforeLatin, "$1 $2").replace(afterLatin, "$1 $2");
}

/** A list in words. */
export function listed(parts: readonly BothLanguages[]): BothLanguages {
  const join = (language: Language): string =>
    parts.map((part) => part[language]).join(language === "en" ? ", " : "、");
  return { "zh-CN": join("zh-CN"), en: join("en") };
}

export function joined(...sentences: readonly (BothLanguages | undefined)[]): BothLanguages | undefined {
  const said = sentences.filter(
    (sentence) => sentence !== undefined && languages.some((language) => sentence[language] !== ""),
  );
  if (said.length === 0) return undefined;
  return says(
    said.map((sentence) => sentence?.["zh-CN"] ?? "").join("；"),
    said.map((sentence) => sentence?.en ?? "").join("; "),
  );
}

/** Names of the parts of one event. */
export class Names {
  readonly #context: EventContext;

  constructor(context: EventContext) {
    this.#context = context;
  }

  nodeOf(id: string): WorkflowNode | undefined {
    return this.#context.workflow?.nodes[id];
  }

  node(id: string): BothLanguages {
    return both(this.nodeOf(id)?.name, id);
  }

  workflow(id: string): BothLanguages {
    const { workflow, workflowName } = this.#context;
    return both(workflow !== undefined && workflow.id === id ? workflow.name : workflowName?.(id), id);
  }

  metric(id: string): BothLanguages {
    return both(this.#context.metricName?.(id), id);
  }

  connector(id: string): BothLanguages {
    return both(this.#context.connectorName?.(id), id);
  }

  action(connector: string, action: string): BothLanguages {
    return both(this.#context.action?.(connector, action)?.name, action);
  }

  /** A business answer of an action, by its name. */
  answer(connector: string, action: string, outcome: string): BothLanguages {
    const outcomes = this.#context.action?.(connector, action)?.outcomes ?? [];
    return both(outcomes.find(({ id }) => id === outcome)?.name, outcome);
  }

  group(id: string): BothLanguages {
    return both(this.#context.groupName?.(id), id);
  }

  channel(id: string): BothLanguages {
    return both(this.#context.channelName?.(id), id);
  }

  outcome(nodeId: string, outcome: string): BothLanguages {
    const node = this.nodeOf(nodeId);
    return both(node?.type === "task" ? node.outcomes.find(({ id }) => id === outcome)?.name : undefined, outcome);
  }

  port(nodeId: string, port: string): BothLanguages {
    const node = this.nodeOf(nodeId);
    if (port === "otherwise")
      return node?.type === "switch" && node.otherwise !== undefined
        ? both(node.otherwise, port)
        : says("其余", "otherwise");
    const found =
      node?.type === "switch"
        ? node.cases
        : node?.type === "parallel"
          ? node.branches
          : node?.type === "raise"
            ? (node.remedies ?? [])
            : [];
    return both(found.find(({ id }) => id === port)?.name, port);
  }

  handler(id: string): BothLanguages {
    return both(this.#context.workflow?.on?.find((handler) => handler.id === id)?.name, id);
  }

  /** Date and time in the business time zone, as data is written: 2026-11-11 20:14:32. */
  instant(at: number): string {
    const parts = new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
      timeZone: this.#context.timeZone ?? "Asia/Shanghai",
    });
    return parts.format(at);
  }
}
