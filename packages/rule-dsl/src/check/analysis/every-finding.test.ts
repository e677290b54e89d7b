/** Every code of the check: what is proven is shown by a definition, its witness evaluated, and each fix applied. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { checkCodes } from "../../codes/check-codes.ts";
import type { Facts } from "../../expression/values.ts";
import { evaluateByReference, holdsByReference } from "../../reference/evaluate-decision.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Condition } from "../../schema/condition.ts";
import type { DecisionDefinition, RulesDecision, TableDecision } from "../../schema/decision.ts";
import type { Definition } from "../../schema/definition.ts";
import { check } from "../check.ts";
import type { CheckContext } from "../check-context.ts";
import { applyFix } from "../fixes/apply-fix.ts";
import { valueAt } from "../fixes/edits.ts";
import { hitRows } from "./table-view.ts";
import { factsOfWitness } from "./testing/facts-of-witness.ts";
import { end, fork, large, leaf, rules, small, table, tmall, workflow } from "./testing/finding-cases.ts";

interface Example {
  readonly definition: Definition;
  readonly context?: CheckContext;
  readonly path: string;
  /** Whether the witness shows it, by the reference; absent where no order can. */
  readonly isSeen?: (facts: Facts) => boolean;
  /** How many ways to mend it are offered. */
  readonly fixes: number;
}

const valueOf = (decision: DecisionDefinition, facts: Facts): JsonValue | string => {
  const found = evaluateByReference(decision, facts);
  return found.kind === "value" ? found.value : found.kind === "incident" ? found.incident : found.kind;
};
const withoutRow = (decision: TableDecision, id: string): TableDecision => ({
  ...decision,
  rows: decision.rows.filter((row) => row.id !== id),
});
const withoutRule = (decision: RulesDecision, id: string): RulesDecision => ({
  ...decision,
  rules: decision.rules.filter((rule) => rule.id !== id),
});
const holds = (condition: Condition, facts: Facts): boolean => holdsByReference(condition, facts);
const given = { default: { days: "0" } };
const ranked = { outputs: [{ id: "days", name: { en: "Days" }, type: "number" as const, values: [60, 30] }] };

const gap = table("UNIQUE", [["r1", '"gold"', "-", "60"]]);
const touching = (hitPolicy: "UNIQUE" | "ANY"): TableDecision =>
  table(
    hitPolicy,
    [
      ["r1", '"gold"', "<= 7", "60"],
      ["r2", '"gold"', ">= 7", "30"],
    ],
    given,
  );
const behind = table("FIRST", [
  ["r1", "-", "-", "60"],
  ["r2", '"gold"', "> 7", "30"],
]);
const listed = table(
  "OUTPUT ORDER",
  [
    ["r1", "-", "-", "60"],
    ["r2", '"gold"', "-", "30"],
  ],
  ranked,
);
const narrow = rules([
  ["wide", tmall],
  ["narrow", { all: [tmall, large] }],
]);
const two = rules(
  [
    ["one", tmall],
    ["two", large],
  ],
  { policy: "all" },
);
const impossible: Condition = { all: [large, small] };
const sure: Condition = { any: [large, small] };
const jd = leaf("$.channel", "equal", "jd");
const ends = { x: end("x"), y: end("y") };
const lone = table("UNIQUE", [["r1", "-", "-", "60"]], {
  id: "credit",
  outputs: [
    { id: "days", name: { en: "Days" }, type: "number" },
    { id: "review", name: { en: "Review" }, type: "boolean" },
  ],
  rows: [{ id: "r1", when: {}, then: { days: "60", review: "true" } }],
});
const asking = workflow({
  a: { type: "decision", decision: "credit", output: "vars.credit", ports: { done: "b" } },
  b: fork([["yes", { feel: "vars.credit.days > 1" }]], { yes: "x", otherwise: "y" }),
  ...ends,
});

const proven = {
  "table-gap": { definition: gap, path: "/rows", isSeen: (facts) => valueOf(gap, facts) === null, fixes: 2 },
  "rows-overlap": {
    definition: touching("UNIQUE"),
    path: "/rows/1",
    isSeen: (facts) => valueOf(touching("UNIQUE"), facts) === "several-rows",
    fixes: 2,
  },
  "rows-disagree": {
    definition: touching("ANY"),
    path: "/rows/1",
    isSeen: (facts) => valueOf(touching("ANY"), facts) === "rows-differ",
    fixes: 2,
  },
  "row-shadowed": {
    definition: behind,
    path: "/rows/1",
    isSeen: (facts) =>
      hitRows(behind, behind.rows, facts)?.includes("r2") === true &&
      JSON.stringify(valueOf(behind, facts)) === JSON.stringify(valueOf(withoutRow(behind, "r2"), facts)),
    fixes: 2,
  },
  "row-never-first": {
    definition: listed,
    path: "/rows/1",
    isSeen: (facts) => JSON.stringify(valueOf(listed, facts)) === '[{"days":60},{"days":30}]',
    fixes: 1,
  },
  "rule-shadowed": {
    definition: narrow,
    path: "/rules/1",
    isSeen: (facts) =>
      holds({ all: [tmall, large] }, facts) &&
      JSON.stringify(valueOf(narrow, facts)) === JSON.stringify(valueOf(withoutRule(narrow, "narrow"), facts)),
    fixes: 2,
  },
  "case-shadowed": {
    definition: workflow({
      a: fork(
        [
          ["tmall", tmall],
          ["large", { all: [tmall, large] }],
        ],
        { tmall: "x", large: "y", otherwise: "y" },
      ),
      ...ends,
    }),
    path: "/nodes/a/cases/1",
    isSeen: (facts) => holds({ all: [tmall, large] }, facts),
    fixes: 2,
  },
  "branch-unreachable": {
    definition: workflow({
      a: fork([["tmall", tmall]], { tmall: "b", otherwise: "y" }),
      b: fork([["jd", jd]], { jd: "x", otherwise: "y" }),
      ...ends,
    }),
    path: "/nodes/b/cases/0",
    isSeen: (facts) => holds(tmall, facts) && !holds(jd, facts),
    fixes: 1,
  },
  "otherwise-unreachable": {
    definition: workflow({
      a: fork(
        [
          ["large", large],
          ["small", small],
        ],
        { large: "x", small: "y", otherwise: "y" },
      ),
      ...ends,
    }),
    path: "/nodes/a",
    isSeen: (facts) => holds(sure, facts),
    fixes: 0,
  },
  "never-true": {
    definition: rules([["never", impossible]]),
    path: "/rules/0/conditions",
    isSeen: (facts) => !holds(impossible, facts),
    fixes: 1,
  },
  "always-true": {
    definition: rules([["tmall", { all: [tmall, sure] }]]),
    path: "/rules/0/conditions/all/1",
    isSeen: (facts) => holds(sure, facts),
    fixes: 1,
  },
  "no-rule-takes": {
    definition: rules([["large", large]]),
    path: "/rules",
    isSeen: (facts) => valueOf(rules([["large", large]]), facts) === null,
    fixes: 0,
  },
  "rules-conflict": {
    definition: two,
    path: "/rules/1/event/params/to",
    isSeen: (facts) => holds({ all: [tmall, large] }, facts),
    fixes: 0,
  },
  "conflicting-writers": {
    definition: workflow({
      a: { type: "parallel", branches: [{ id: "l" }, { id: "r" }], ports: { l: "b", r: "c" } },
      b: { type: "assign", set: { "vars.risk": "low" }, ports: { next: "j" } },
      c: fork([["large", large]], { large: "w", otherwise: "j" }),
      w: { type: "assign", set: { "vars.risk": "high" }, ports: { next: "j" } },
      j: { type: "join", of: "a", ports: { done: "d" } },
      d: fork([["low", { feel: 'vars.risk = "low"' }]], { low: "x", otherwise: "y" }),
      ...ends,
    }),
    path: "/nodes/w/set/vars.risk",
    isSeen: (facts) => holds(large, facts),
    fixes: 1,
  },
  "unit-mix": {
    definition: rules([["odd", { feel: "order.total > order.payment.termDays" }]]),
    path: "/rules/0/conditions/feel",
    isSeen: (facts) =>
      holds({ feel: "order.total > order.payment.termDays or order.total <= order.payment.termDays" }, facts),
    fixes: 0,
  },
  "cannot-decide": {
    definition: table("UNIQUE", [["r1", "-", "> order.payment.termDays * 2", "60"]], given),
    path: "/rows/0/when",
    fixes: 0,
  },
  "findings-left-out": {
    definition: table(
      "UNIQUE",
      Array.from({ length: 9 }, (_, index) => [`r${String(index)}`, "-", "-", "60"] as const),
    ),
    path: "/rows",
    fixes: 0,
  },
  "unused-output": {
    definition: lone,
    context: { all: () => [lone, asking] },
    path: "/outputs/1",
    fixes: 1,
  },
  "unused-condition": {
    definition: rules([["one", tmall]], { conditions: { lost: large } }),
    path: "/conditions/lost",
    fixes: 1,
  },
  "unused-fact": {
    definition: rules([["one", tmall]], { facts: [{ id: "level", action: { connector: "crm", name: "level" } }] }),
    path: "/facts/0",
    fixes: 1,
  },
  "changes-nothing": {
    definition: {
      kind: "decision",
      schemaVersion: 1,
      id: "s",
      name: { en: "S" },
      type: "score",
      candidates: { of: "=vars.carriers", as: "carrier", id: "=carrier.code" },
      criteria: [{ id: "cost", value: "=carrier.cost", better: "lower", weight: 100 }],
      adjust: [{ id: "rain", when: tmall, multiply: 1 }],
    },
    path: "/adjust/0",
    fixes: 1,
  },
  "value-never-given": {
    definition: {
      kind: "decision",
      schemaVersion: 1,
      id: "m",
      name: { en: "M" },
      type: "mapping",
      from: ["code"],
      to: { id: "status", values: ["paid", "lost"] },
      entries: [{ id: "a", from: { code: "1" }, to: "paid" }],
      unknown: "incident",
    },
    path: "/to/values/1",
    fixes: 1,
  },
} satisfies Partial<Record<keyof typeof checkCodes, Example>>;

describe.each(Object.entries<Example>(proven))("%s", (code, { definition, context, path, isSeen, fixes }) => {
  const found = check(definition, context).find((one) => one.code === code && one.path === path);

  test("its witness shows it when the reference evaluates it", () => {
    expect(found?.code).toBe(code);
    if (isSeen === undefined) expect(found?.witness).toBeUndefined();
    else expect(found?.witness === undefined ? undefined : isSeen(factsOfWitness(found.witness))).toBe(true);
  });

  test("each fix leaves nothing of it behind", () => {
    expect(found?.fixes ?? []).toHaveLength(fixes);
    for (const fix of found?.fixes ?? []) {
      const mended = applyFix(definition as unknown as JsonValue, fix) as unknown as Definition; // JSON both ways
      const left = check(mended, context);
      expect(left.filter((one) => one.message.en === found?.message.en)).toEqual([]);
      expect(left.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(valueAt(mended, "/id")).toBe(definition.id);
    }
  });
});

test("nothing is proven, or told unused, that is not shown here", () => {
  const folders = [new URL("./", import.meta.url), new URL("../unused/", import.meta.url)];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => readFileSync(new URL(name, folder), "utf8")),
  );
  const told = sources.flatMap((text) =>
    [...text.matchAll(/diagnostic\(\s*[^,"]*"\w+",\s*"([a-z-]+)"/g)].map(([, code]) => code ?? ""),
  );
  expect(told.length).toBeGreaterThan(10);
  expect([...new Set(told)].filter((code) => !Object.hasOwn(proven, code))).toEqual([]);
});
