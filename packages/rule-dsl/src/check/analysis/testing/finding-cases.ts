/** Small definitions in which one thing is wrong, and what must be said of it. */
import { describe, expect, test } from "vitest";
import { parseOrder } from "../../../order/receive-order.ts";
import type { JsonValue } from "../../../schema/common.ts";
import type { Condition } from "../../../schema/condition.ts";
import type { RulesDecision, TableDecision } from "../../../schema/decision.ts";
import type { Definition } from "../../../schema/definition.ts";
import type { WorkflowDefinition, WorkflowNode } from "../../../schema/workflow.ts";
import { check } from "../../check.ts";
import type { CheckContext } from "../../check-context.ts";
import { applyFix } from "../../fixes/apply-fix.ts";
import { valueAt } from "../../fixes/edits.ts";

const head = { schemaVersion: 1, id: "d", name: { en: "D" } };

type Cells = readonly [id: string, level: string, overdue: string, days: string];
export function table(
  hitPolicy: TableDecision["hitPolicy"],
  rows: readonly Cells[],
  more: Partial<TableDecision> = {},
): TableDecision {
  return {
    kind: "decision",
    ...head,
    type: "table",
    hitPolicy,
    inputs: [
      {
        id: "level",
        name: { "zh-CN": "客户等级", en: "Level" },
        expression: "order.customer.level",
        type: "string",
        values: ["gold", "silver"],
      },
      {
        id: "overdue",
        name: { "zh-CN": "逾期天数", en: "Overdue" },
        expression: "order.attributes.daysOverdue",
        type: "number",
        unit: "day",
      },
    ],
    outputs: [{ id: "days", name: { en: "Days" }, type: "number" }],
    rows: rows.map(([id, level, overdue, days]) => ({ id, when: { level, overdue }, then: { days } })),
    ...more,
  };
}

export const leaf = (path: string, operator: string, value: JsonValue): Condition => ({
  fact: "order",
  path,
  operator,
  value,
});
export const tmall = leaf("$.channel", "equal", "tmall");
export const large = leaf("$.total", "greaterThanInclusive", 500);
export const small = leaf("$.total", "lessThan", 500);

export function rules(
  parts: readonly (readonly [string, Condition, number?])[],
  more: Partial<RulesDecision> = {},
  each: Partial<RulesDecision["rules"][number]> = {},
): RulesDecision {
  return {
    kind: "decision",
    ...head,
    type: "rules",
    rules: parts.map(([id, conditions, priority]) => ({
      id,
      conditions,
      event: { type: "route", params: { to: id, kind: "x" } },
      ...(priority === undefined ? {} : { priority }),
      ...each,
    })),
    ...more,
  };
}

export const end = (outcome: string): WorkflowNode => ({ type: "end", outcome });
export function fork(cases: readonly (readonly [string, Condition])[], ports: Record<string, string>): WorkflowNode {
  return { type: "switch", cases: cases.map(([id, when]) => ({ id, when })), ports };
}
export function workflow(
  nodes: Record<string, WorkflowNode>,
  more: Partial<WorkflowDefinition> = {},
): WorkflowDefinition {
  const start: WorkflowNode = { type: "start", ports: { next: "a" } };
  return { kind: "workflow", ...head, role: "main", nodes: { start, ...nodes }, ...more };
}

export interface Finding {
  readonly name: string;
  readonly definition: Definition;
  readonly context?: CheckContext;
  readonly code: string;
  readonly path: string;
  readonly says: string;
  /** Pointers into the witness, and what stands there. */
  readonly shows?: Readonly<Record<string, JsonValue>>;
}

export function showFindings(findings: readonly Finding[]): void {
  describe.each(findings.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const found = check(one.definition, one.context).find(({ code, path }) => code === one.code && path === one.path);

    test("is found and said in both languages", () => {
      expect(found?.message["zh-CN"] ?? check(one.definition, one.context)).toContain(one.says);
      expect(found?.message.en).toMatch(/[a-z]{3}/);
      expect(found?.message.en).not.toMatch(/undefined|[{}]/);
    });

    test("is shown by an order that could come", () => {
      const order = found?.witness?.order;
      if (order !== undefined) expect(parseOrder(order).ok).toBe(true);
      const shown = Object.entries(one.shows ?? {}).map(([pointer]) => [pointer, valueAt(found?.witness, pointer)]);
      expect(Object.fromEntries(shown)).toEqual(one.shows ?? {});
    });

    test("is gone after each fix it offers", () => {
      for (const fix of found?.fixes ?? []) {
        const mended = applyFix(one.definition as unknown as JsonValue, fix) as unknown as Definition; // JSON both ways
        const left = check(mended, one.context);
        expect(left.map(({ message }) => message.en)).not.toContain(found?.message.en);
        expect(left.filter(({ severity }) => severity === "error")).toEqual([]);
      }
    });
  });
}

export function showNoFindings(clean: readonly (readonly [string, Definition])[]): void {
  test.each(clean)("no false alarm: %s", (_, definition) => {
    expect(check(definition).map(({ code, path, message }) => `${code} ${path} ${message.en}`)).toEqual([]);
  });
}
