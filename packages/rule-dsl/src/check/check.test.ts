import { describe, expect, test } from "vitest";
import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import type { Definition } from "../schema/definition.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { check } from "./check.ts";

const head = { schemaVersion: 1, id: "d", name: { en: "D" } } as const;
const found = (definition: Definition): string[] =>
  check(definition, {}).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe("a condition", () => {
  const rules = (conditions: Condition): DecisionDefinition => ({
    kind: "decision",
    ...head,
    type: "rules",
    each: { of: "=order.lines", as: "line" },
    conditions: {
      round: { all: [{ condition: "trip" }] },
      trip: { all: [{ condition: "round" }] },
      vip: { all: [{ fact: "order", path: "$.customer.level", operator: "equal", value: "gold" }] },
    },
    rules: [{ id: "r", conditions, event: { type: "gift" } }],
  });
  const cycle = ["error condition-cycle /conditions/round", "error condition-cycle /conditions/trip"];
  const leaf = (path: string, operator: string, value: string | number | boolean | string[]): Condition => ({
    all: [{ fact: "order", path, operator, value }],
  });
  const at = "/rules/0/conditions/all/0";
  const cases: [string, Condition, string[]][] = [
    ["that reads well", leaf("$.total", "greaterThan", 500), []],
    ["over the item of each", { all: [{ fact: "line", path: "$.sku", operator: "equal", value: "CL-100" }] }, []],
    ["by a name", { all: [{ condition: "vip" }] }, []],
    ["by a name that is none", { all: [{ condition: "vips" }] }, [`error unknown-condition ${at}/condition`]],
    ["of a field that is none", leaf("$.custmer.level", "equal", "gold"), [`error unknown-fact ${at}/path`]],
    [
      "of a fact that is none",
      { all: [{ fact: "basket", operator: "equal", value: 1 }] },
      [`error unknown-fact ${at}/fact`],
    ],
    ["with an operator that is none", leaf("$.total", "moreThan", 500), [`error unknown-operator ${at}/operator`]],
    ["with a path that cannot be read", leaf("$..total", "greaterThan", 500), [`error bad-path ${at}/path`]],
    [
      "that compares an amount with a word",
      leaf("$.total", "greaterThan", "much"),
      [`error type-mismatch ${at}/value`],
    ],
    ["that orders words", leaf("$.channel", "greaterThan", "jd"), [`error type-mismatch ${at}/operator`]],
    ["that looks in one value", leaf("$.channel", "in", "jd"), [`error type-mismatch ${at}/value`]],
    [
      "with a value the field never has",
      leaf("$.payment.method", "equal", "barter"),
      [`warning value-not-listed ${at}/value`],
    ],
    [
      "that negates what may be missing",
      { not: { fact: "order", path: "$.attributes.vip", operator: "equal", value: true } },
      ["warning not-over-missing /rules/0/conditions/not"],
    ],
    [
      "that negates what was tested to be there",
      {
        all: [
          { fact: "order", path: "$.customer.level", operator: "notEqual", value: null },
          { not: { fact: "order", path: "$.customer.level", operator: "equal", value: "gold" } },
        ],
      },
      [],
    ],
    [
      "that negates what is always there",
      { not: { fact: "order", path: "$.channel", operator: "equal", value: "jd" } },
      [],
    ],
    [
      "that negates what an order may leave out",
      { not: { fact: "order", path: "$.customer.level", operator: "equal", value: "gold" } },
      ["warning not-over-missing /rules/0/conditions/not"],
    ],
    ["in FEEL with a slip", { all: [{ feel: "order.totl > 500" }] }, [`error unknown-fact ${at}/feel`]],
    ["in FEEL that breaks off", { all: [{ feel: "order.total >" }] }, [`error expression-incomplete ${at}/feel`]],
    ["in FEEL with a name that is none", { all: [{ feel: "basket > 500" }] }, [`error unknown-name ${at}/feel`]],
  ];
  test.each(cases)("%s", (_name, condition, expected) => {
    const told = found(rules(condition)).filter((one) => one !== "info unused-condition /conditions/vip");
    expect(told).toEqual(
      [...cycle, ...expected].sort((a, b) => Number(a.startsWith("warning")) - Number(b.startsWith("warning"))),
    );
  });

  test("says what was probably meant", () => {
    const [first] = check(rules(leaf("$.custmer.level", "equal", "gold")), {}).filter(
      ({ code }) => code === "unknown-fact",
    );
    expect(first?.data["suggestion"]).toBe("order.customer.level");
    expect(first?.message.en).toContain("did you mean order.customer.level");
  });
});

describe("what a workflow reads", () => {
  const workflow = (node: WorkflowNode): WorkflowDefinition => ({
    kind: "workflow",
    ...head,
    role: "main",
    nodes: { start: { type: "start", ports: { next: "a" } }, a: node, end: { type: "end", outcome: "done" } },
  });
  const ports = { next: "end" };
  const cases: [string, WorkflowNode, string[]][] = [
    [
      "a variable nobody writes",
      { type: "emit", event: "a.b", data: { limit: "=vars.credit.limit" }, ports },
      ["error unassigned-variable /nodes/a/data/limit"],
    ],
    [
      "a variable nobody reads",
      { type: "assign", set: { "vars.x": 1 }, ports },
      ["info unused-output /nodes/a/set/vars.x"],
    ],
    [
      "a field that is none",
      { type: "emit", event: "a.b", data: { x: "=order.totl" }, ports },
      ["error unknown-fact /nodes/a/data/x"],
    ],
    ["text that only looks like an expression", { type: "emit", name: { en: "= not FEEL" }, event: "a.b", ports }, []],
  ];
  test.each(cases)("%s", (_name, node, expected) => {
    expect(found(workflow(node))).toEqual(expected);
  });
  test("a name for a variable is no reading of it, and one for nothing is told", () => {
    const name = { en: "Limit" };
    const variables = { "vars.x.limit": { name }, "vars.y": { name } };
    expect(found({ ...workflow({ type: "assign", set: { "vars.x": 1 }, ports }), variables })).toEqual([
      "warning unassigned-variable /variables/vars.y",
      "info unused-output /nodes/a/set/vars.x",
    ]);
  });
});

describe("what can be read in and around a loop", () => {
  const loop = (body: WorkflowNode, after: WorkflowNode, each: object = {}): WorkflowDefinition => ({
    kind: "workflow",
    ...head,
    role: "main",
    nodes: {
      start: { type: "start", ports: { next: "each" } },
      each: { type: "foreach", items: "=order.lines", as: "line", ...each, ports: { each: "body" } },
      body,
      join: { type: "join", of: "each", ports: { done: "after" } },
      after,
      end: { type: "end", outcome: "done" },
    },
  });
  const emit = (value: string, next: string): WorkflowNode => ({
    type: "emit",
    event: "a.b",
    data: { x: value },
    ports: { next },
  });
  const write: WorkflowNode = { type: "assign", set: { "vars.mine": "=line.sku" }, ports: { next: "join" } };

  test.each<[string, WorkflowDefinition, string[]]>([
    ["the item goes by its name inside", loop(emit("=line.sku", "join"), emit("=order.id", "end")), []],
    [
      "the item is gone outside",
      loop(emit("=order.id", "join"), emit("=line.sku", "end")),
      ["error unknown-name /nodes/after/data/x"],
    ],
    [
      "what an item writes is its own",
      loop(write, emit("=vars.mine", "end")),
      ["error variable-of-loop /nodes/after/data/x"],
    ],
    [
      "what is collected of it is read by the list's name",
      loop(write, emit("=vars.all", "end"), { collect: "=vars.mine", output: "vars.all" }),
      [],
    ],
    [
      "an item may not be called like something that is there",
      loop(emit("=order.id", "join"), emit("=order.id", "end"), { as: "order" }),
      ["error duplicate-id /nodes/each/as"],
    ],
  ])("%s", (_title, definition, expected) => {
    expect(found(definition).filter((one) => one.startsWith("error"))).toEqual(expected);
  });
});

test("a table's cells are read as unary tests", () => {
  const table: DecisionDefinition = {
    kind: "decision",
    ...head,
    type: "table",
    hitPolicy: "FIRST",
    inputs: [{ id: "level", name: { en: "Level" }, expression: "order.customer.level", type: "string" }],
    outputs: [{ id: "days", name: { en: "Days" }, type: "number" }],
    rows: [
      { id: "r1", when: { level: '"gold", "silver"' }, then: { days: "30" } },
      { id: "r2", when: { level: "< <" }, then: { days: "(" } },
    ],
  };
  expect(found(table).map((line) => line.split(" ")[2])).toEqual(["/rows/1/when/level", "/rows/1/then/days"]);
});

test("the entries of an expression decision may be read by those after them", () => {
  const entries = [
    { id: "duty", value: "=order.total * 0.1" },
    { id: "sum", value: "=duty.amount + taxes" },
  ];
  expect(found({ kind: "decision", ...head, type: "expression", entries, result: "=sum" })).toEqual([
    "error unknown-name /entries/1/value",
  ]);
});

test("a definition that its schema refuses is told precisely, and only that", () => {
  const malformed = {
    kind: "workflow",
    ...head,
    role: "main",
    nodes: { a: { type: "start" } },
  } as unknown as Definition;
  expect(found(malformed)).toEqual(["error missing-field /nodes/a/ports"]);
});
