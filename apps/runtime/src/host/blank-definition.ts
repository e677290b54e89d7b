import {
  CURRENT_SCHEMA_VERSION,
  type DecisionType,
  type DefinitionKind,
  type JsonObject,
  type LocalizedText,
} from "@orderloom/rule-dsl";

export interface BlankAsked {
  readonly kind: DefinitionKind;
  readonly name: LocalizedText;
  /** Of a decision; `rules` when absent. */
  readonly type?: DecisionType;
  /** Of a workflow; `main` when absent. */
  readonly role?: "main" | "side" | "part" | "own";
}

/** The least that the schema of a kind accepts, to be written on. Undefined for kinds that are not drawn by people. */
export function blankDefinition(
  { kind, name, type = "rules", role = "main" }: BlankAsked,
  id: string,
): JsonObject | undefined {
  const head = { kind, schemaVersion: CURRENT_SCHEMA_VERSION, id, name };
  switch (kind) {
    case "workflow":
      return {
        ...head,
        role,
        nodes: {
          start: { type: "start", name: { "zh-CN": "开始", en: "Start" }, ports: { next: "done" } },
          done: { type: "end", name: { "zh-CN": "完成", en: "Done" }, outcome: "done" },
        },
      };
    case "decision":
      return { ...head, type, ...blankDecision(type) };
    case "form":
      return { ...head, fields: [{ id: "note", name: { "zh-CN": "说明", en: "Note" }, type: "text" }] };
    case "metric":
      return {
        ...head,
        of: { event: "order.received", aggregate: "count", by: ["=order.channel"] },
        window: { length: "PT1H" },
        against: { baseline: "same-hour", days: 7, atLeast: 50 },
        lines: { hold: { above: 500 }, release: { below: 300, for: "PT10M" } },
      };
    case "quota":
      return { ...head, allow: [{ id: "campaign", amount: 100 }] };
    case "connector":
    case "template":
      return undefined;
  }
}

function blankDecision(type: DecisionType): JsonObject {
  const result = { id: "result", name: { "zh-CN": "结果", en: "Result" } };
  switch (type) {
    case "rules":
      return { rules: [] };
    case "table":
      return { hitPolicy: "FIRST", inputs: [], outputs: [{ ...result, type: "string" }], rows: [] };
    case "score":
      return {
        candidates: { of: "=vars.candidates", as: "candidate", id: "=candidate.id" },
        criteria: [
          { id: "cost", name: { "zh-CN": "成本", en: "Cost" }, value: "=candidate.cost", better: "lower", weight: 100 },
        ],
      };
    case "mapping":
      return { from: ["source", "code"], to: { id: "code" }, entries: [], unknown: "incident" };
    case "expression":
      return { entries: [{ id: "result", value: "=order.total" }] };
  }
}
