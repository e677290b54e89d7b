import { describe, expect, it } from "vitest";
import { fixture, fixtureDefinitions } from "../testing/fixtures.ts";
import { definitionKinds, schemaOf } from "./definition.ts";
import { CasesDocument } from "./cases.ts";
import { Condition, conditionDefs } from "./condition.ts";
import { exampleOf } from "./examples.ts";
import { asJsonSchema, isRecord } from "./json-schema.ts";
import { LayoutDocument } from "./layout.ts";
import { Order, OrderInput } from "./order.ts";
import { validate } from "./validate.ts";
import { WaitUntil, WorkflowDefinition } from "./workflow.ts";

const workflow = (nodes: object, rest: object = {}): unknown => ({
  kind: "workflow",
  schemaVersion: 1,
  id: "w",
  name: { en: "W" },
  role: "main",
  nodes,
  ...rest,
});
const found = (schema: Parameters<typeof validate>[0], value: unknown): string[] =>
  validate(schema, value).map((one) => `${one.code} ${one.pointer}`);

describe("one problem where one thing is wrong", () => {
  const rows: [string, unknown, string[]][] = [
    ["a workflow without nodes", workflow({}), []],
    ["a node without a type", workflow({ a: { ports: {} } }), ["missing-field /nodes/a/type"]],
    ["a node of an unknown type", workflow({ a: { type: "ends" } }), ["not-in-list /nodes/a/type"]],
    ["an end without an outcome", workflow({ a: { type: "end" } }), ["missing-field /nodes/a/outcome"]],
    ["a field no start has", workflow({ a: { type: "start", ports: {}, x: 1 } }), ["unknown-field /nodes/a/x"]],
    ["a node id with a space", workflow({ "my node": { type: "end", outcome: "x" } }), ["wrong-format /nodes/my node"]],
    ["a role that is none", workflow({}, { role: "boss" }), ["not-in-list /role"]],
    [
      "a leaf without a value",
      workflow({}, { takes: { all: [{ fact: "order", operator: "equal" }] } }),
      ["missing-field /takes/all/0/value"],
    ],
    ["an empty condition", workflow({}, { takes: {} }), ["missing-one-of /takes"]],
    ["a group of two kinds", workflow({}, { takes: { all: [], any: [] } }), ["unknown-field /takes/any"]],
    ["a condition that is a text", workflow({}, { takes: "yes" }), ["wrong-type /takes"]],
    ["a wait for a month", workflow({ a: { type: "wait", for: "P1M", ports: {} } }), ["wrong-format /nodes/a/for"]],
    ["a wait for an expression", workflow({ a: { type: "wait", for: "=vars.pause", ports: {} } }), []],
    [
      "approvals by none",
      workflow({ a: { type: "task", group: "g", outcomes: [{ id: "ok" }], approvals: { count: 0 }, ports: {} } }),
      ["out-of-range /nodes/a/approvals/count"],
    ],
    [
      "a join of half",
      workflow({ a: { type: "join", of: "p", when: "half", ports: {} } }),
      ["not-in-list /nodes/a/when"],
    ],
    ["no text in any language", workflow({}, { name: {} }), ["too-short /name"]],
    ["nothing but a number", 3, ["wrong-type "]],
  ];
  it.each(rows)("%s", (_title, value, problems) => {
    expect(found(WorkflowDefinition, value)).toEqual(problems);
  });

  it("a wait until nothing in particular names what it could be", () => {
    const [problem] = validate(WaitUntil, {});
    expect(problem?.message.en).toBe("“the document” takes one of: instant, event, metric, quota.");
  });

  it("finds everything, however much it is", () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field${i}`, i]));
    expect(found(WorkflowDefinition, workflow({}, many))).toHaveLength(30);
  });
});

it("says in both languages what to do", () => {
  const [problem] = validate(OrderInput, { ...(fixture("order.json") as object), placedAt: "11 November" });
  expect(problem).toEqual({
    pointer: "/placedAt",
    code: "wrong-format",
    message: {
      "zh-CN": "「placedAt」的写法不对，应像 2026-11-11T20:14:31+08:00。",
      en: "“placedAt” is not written right; it should look like 2026-11-11T20:14:31+08:00.",
    },
  });
});

it("every pattern of our schemas has an example", () => {
  const seen = new Set<string>();
  const walk = (schema: unknown): void => {
    if (Array.isArray(schema)) schema.forEach(walk);
    if (!isRecord(schema)) return;
    if (typeof schema["pattern"] === "string") seen.add(schema["pattern"]);
    if (isRecord(schema["patternProperties"])) Object.keys(schema["patternProperties"]).forEach((one) => seen.add(one));
    Object.values(schema).forEach(walk);
  };
  const types = ["rules", "table", "score", "mapping", "expression"];
  walk([
    OrderInput,
    Order,
    CasesDocument,
    LayoutDocument,
    ...definitionKinds.map((kind) => schemaOf(kind)),
    ...types.map((type) => schemaOf("decision", type)),
  ]);
  seen.delete("^.*$");
  seen.delete("^.{1,}$");
  for (const pattern of seen) expect(new RegExp(pattern, "u").test(exampleOf(pattern)), pattern).toBe(true);
});

describe("the fixtures are as their schemas say", () => {
  it.each(fixtureDefinitions().map((one) => [`${one.id} (${one.kind})`, one] as const))("%s", (_title, one) => {
    const schema = schemaOf(one.kind, one.kind === "decision" ? one.type : undefined);
    expect(schema === undefined ? ["no schema"] : validate(schema, one)).toEqual([]);
  });
  it.each(["gift-binding.cases.json", "peak-hour-review.cases.json", "credit-term-review.cases.json"])("%s", (name) => {
    expect(validate(CasesDocument, fixture(name))).toEqual([]);
  });
  it("layout and order", () => {
    expect(validate(LayoutDocument, fixture("credit-term-review.layout.json"))).toEqual([]);
    expect(validate(OrderInput, fixture("order.json"))).toEqual([]);
  });
});

it("a condition stands alone when its definitions come along", () => {
  expect(asJsonSchema(Condition).$ref).toBe("#/$defs/condition");
  expect(found({ ...Condition, ...conditionDefs }, { not: { any: [{ fel: "x" }] } })).toEqual([
    "missing-one-of /not/any/0",
  ]);
});
