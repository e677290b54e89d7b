import { expect, test } from "vitest";
import type { DecisionDefinition, MappingDecision, ScoreDecision, TableDecision } from "../schema/decision.ts";
import { Memo } from "./analysis/memo.ts";
import { checkDecisionStructure } from "./decision-structure.ts";

const head = { kind: "decision", schemaVersion: 1, id: "d", name: { en: "D" } } as const;
const holds = { all: [] };
const rule = (id: string) => ({ id, conditions: holds, event: { type: "gift" } });
const table: Omit<TableDecision, "rows"> = {
  ...head,
  type: "table",
  hitPolicy: "FIRST",
  inputs: [{ id: "level", name: { en: "Level" }, expression: "order.customer.level", type: "string" }],
  outputs: [{ id: "days", name: { en: "Days" }, type: "number" }],
};
const score: Omit<ScoreDecision, "criteria"> = {
  ...head,
  type: "score",
  candidates: { of: "=warehouses", as: "warehouse", id: "=warehouse.code" },
};
const criterion = (id: string, weight: number) => ({ id, value: "=1", better: "lower", weight }) as const;
const mapping: Omit<MappingDecision, "entries"> = {
  ...head,
  type: "mapping",
  from: ["channel", "code"],
  to: { id: "status", values: ["ORD_001"] },
  unknown: "incident",
};
const entry = (id: string, code: string, to: string) => ({ id, from: { channel: "jd", code }, to });
const facts = [{ id: "stock", action: { connector: "wms", name: "reserve-stock" } }];

const cases: [string, DecisionDefinition, string[]][] = [
  ["rules with ids of their own", { ...head, type: "rules", rules: [rule("a"), rule("b")] }, []],
  ["two rules with one id", { ...head, type: "rules", rules: [rule("a"), rule("a")] }, ["duplicate-id /rules/1/id"]],
  [
    "a cell in a column that is not there",
    { ...table, rows: [{ id: "r1", when: { colour: "-" }, then: { days: "30" } }] },
    ["unknown-column /rows/0/when/colour"],
  ],
  [
    "a row without a result",
    { ...table, rows: [{ id: "r1", when: { level: "-" }, then: {} }] },
    ["missing-output /rows/0/then"],
  ],
  [
    "a default row with a column that is not there",
    { ...table, rows: [], default: { days: "0", review: "true" } },
    ["unknown-column /default/review"],
  ],
  [
    "weights that do not make a hundred",
    { ...score, criteria: [criterion("cost", 60), criterion("time", 35)] },
    ["weights-not-hundred /criteria"],
  ],
  [
    "a tie broken by nothing",
    { ...score, criteria: [criterion("cost", 100)], tieBreak: ["speed"] },
    ["tie-break-unknown /tieBreak/0"],
  ],
  [
    "a code mapped to a status that is none",
    { ...mapping, entries: [entry("a", "shipped", "ORD_999")] },
    ["not-in-list /entries/0/to"],
  ],
  [
    "one code mapped twice",
    { ...mapping, entries: [entry("a", "shipped", "ORD_001"), entry("b", "shipped", "ORD_001")] },
    ["duplicate-id /entries/1/from"],
  ],
  [
    "a rule of a group that is not there",
    { ...head, type: "rules", groups: [{ id: "season" }], rules: [{ ...rule("a"), group: "person" }] },
    ["unknown-group /rules/0/group"],
  ],
  [
    "a call of a decision that is not there",
    { ...head, type: "rules", rules: [], calls: [{ id: "level", decision: "nothing" }] },
    ["unknown-decision /calls/0/decision"],
  ],
  [
    "a call that leads back",
    { ...head, type: "rules", rules: [], calls: [{ id: "level", decision: "round" }] },
    ["decision-cycle /calls/0/decision"],
  ],
  [
    "a fact fetched by an action that changes things",
    { ...head, type: "rules", rules: [], facts },
    ["not-a-read /facts/0/action"],
  ],
];

test.each(cases)("%s", (_name, decision, expected) => {
  const action = () => ({ name: { en: "Reserve" }, idempotency: "idempotent", input: {}, output: {} }) as const;
  const round: DecisionDefinition = {
    ...head,
    id: "round",
    type: "rules",
    rules: [],
    calls: [{ id: "d", decision: "d" }],
  };
  const definition = (_kind: string, id: string) => (id === "round" ? round : undefined);
  expect(
    checkDecisionStructure(decision, { action, definition }, new Memo()).map(({ code, path }) => `${code} ${path}`),
  ).toEqual(expected);
});
