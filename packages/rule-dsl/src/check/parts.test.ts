import { describe, expect, test } from "vitest";
import type { ConnectorDefinition } from "../schema/connector.ts";
import type { Definition } from "../schema/definition.ts";
import type { FormDefinition } from "../schema/form.ts";
import type { MetricDefinition } from "../schema/metric.ts";
import type { QuotaDefinition } from "../schema/quota.ts";
import type { TemplateDefinition } from "../schema/template.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { check } from "./check.ts";
import type { CheckContext } from "./check-context.ts";

const named = { en: "N" };
const head = { schemaVersion: 1, id: "d", name: named } as const;
const found = (definition: Definition, context: CheckContext = {}): string[] =>
  check(definition, context).map(({ severity, code, path }) => `${severity} ${code} ${path}`);
const errors = (definition: Definition, context: CheckContext = {}): string[] =>
  found(definition, context).filter((line) => line.startsWith("error"));

function workflow(nodes: Record<string, WorkflowNode>, over: Partial<WorkflowDefinition> = {}): WorkflowDefinition {
  const all = {
    start: { type: "start", ports: { next: "a" } } as const,
    ...nodes,
    end: { type: "end", outcome: "done" } as const,
  };
  return { kind: "workflow", ...head, role: "main", nodes: all, ...over };
}

describe("ids that become ports", () => {
  const when = { all: [] };
  const task = (ids: string[]): WorkflowNode => ({
    type: "task",
    group: "g",
    outcomes: ids.map((id) => ({ id })),
    ports: Object.fromEntries(ids.map((id) => [id, "end"])),
  });
  const cases: [string, WorkflowNode, string[]][] = [
    [
      "two cases of one name",
      {
        type: "switch",
        cases: [
          { id: "x", when },
          { id: "x", when },
        ],
        ports: { x: "end", otherwise: "end" },
      },
      ["error duplicate-id /nodes/a/cases/1/id"],
    ],
    [
      "a case called otherwise",
      { type: "switch", cases: [{ id: "otherwise", when }], ports: { otherwise: "end" } },
      ["error duplicate-id /nodes/a/cases/0/id"],
    ],
    ["an outcome called timeout", task(["timeout"]), ["error duplicate-id /nodes/a/outcomes/0/id"]],
    ["two outcomes of one name", task(["ok", "ok"]), ["error duplicate-id /nodes/a/outcomes/1/id"]],
    [
      "a remedy called retry",
      { type: "raise", incident: "i", remedies: [{ id: "retry" }], ports: { retry: "end" } },
      ["error duplicate-id /nodes/a/remedies/0/id"],
    ],
  ];
  test.each(cases)("%s", (_name, node, expected) => {
    expect(errors(workflow({ a: node }))).toEqual(expected);
  });

  test("two handlers of one name", () => {
    const handler = { id: "h", event: "order.cancelled", interrupts: true, ports: { next: "end" } };
    expect(errors(workflow({ a: task(["ok"]) }, { on: [handler, handler] }))).toContain("error duplicate-id /on/1/id");
  });

  test("a join that waits for three of two branches", () => {
    const nodes: Record<string, WorkflowNode> = {
      a: { type: "parallel", branches: [{ id: "one" }, { id: "two" }], ports: { one: "b", two: "c" } },
      b: { type: "wait", for: "PT1H", ports: { done: "d" } },
      c: { type: "wait", for: "PT2H", ports: { done: "d" } },
      d: { type: "join", of: "a", when: 3, ports: { done: "end" } },
    };
    expect(errors(workflow(nodes))).toEqual(["error out-of-range /nodes/d/when"]);
  });
});

describe("a subworkflow", () => {
  const child: WorkflowDefinition = { ...workflow({ a: { type: "end", outcome: "split" } }), id: "pack", role: "part" };
  const definition: CheckContext["definition"] = (_kind, id) => (id === "pack" ? child : undefined);
  const parent = (port: string): WorkflowDefinition =>
    workflow({ a: { type: "subworkflow", workflow: "pack", ports: { done: "end", error: "end", [port]: "end" } } });
  test("may lead on by each of its outcomes", () => {
    expect(errors(parent("split"), { definition })).toEqual([]);
  });
  test("has no port for what is no outcome", () => {
    expect(errors(parent("lost"), { definition })).toEqual(["error unknown-port /nodes/a/ports/lost"]);
  });
});

test("a loop that never rests is found inside one that does", () => {
  const again = { id: "again", when: { all: [] } };
  const nodes: Record<string, WorkflowNode> = {
    a: {
      type: "switch",
      cases: [again, { id: "wait", when: { all: [] } }],
      ports: { again: "b", wait: "c", otherwise: "end" },
    },
    b: { type: "emit", event: "a.b", ports: { next: "a" } },
    c: { type: "wait", for: "PT1H", ports: { done: "a" } },
  };
  expect(errors(workflow(nodes))).toEqual(["error empty-cycle /nodes/a"]);
});

test("a function that is none", () => {
  expect(
    errors(workflow({ a: { type: "emit", event: "a.b", data: { x: "=cout(order.lines)" }, ports: { next: "end" } } })),
  ).toEqual(["error unknown-function /nodes/a/data/x"]);
});

describe("what is read of an action's answer", () => {
  const action: CheckContext["action"] = () => ({
    name: named,
    idempotency: "idempotent",
    input: { type: "object" },
    output: {
      type: "object",
      properties: { limit: { type: "number" }, level: { type: "string", enum: ["gold", "silver"] } },
    },
  });
  const reads = (path: string, value: string | number): WorkflowDefinition =>
    workflow({
      a: {
        type: "action",
        action: { connector: "finance", name: "get-credit" },
        output: "vars.credit",
        ports: { done: "b", error: "end", timeout: "end" },
      },
      b: {
        type: "switch",
        cases: [{ id: "x", when: { all: [{ fact: "vars", path, operator: "equal", value }] } }],
        ports: { x: "end", otherwise: "end" },
      },
    });
  const at = "/nodes/b/cases/0/when/all/0";
  const cases: [string, WorkflowDefinition, string[]][] = [
    ["a field it has", reads("$.credit.limit", 500), []],
    ["a field it has not", reads("$.credit.limt", 500), [`error unknown-fact ${at}/path`]],
    ["a number as a word", reads("$.credit.limit", "much"), [`error type-mismatch ${at}/value`]],
    ["a level there is not", reads("$.credit.level", "bronze"), [`warning value-not-listed ${at}/value`]],
  ];
  test.each(cases)("%s", (_name, definition, expected) => {
    expect(found(definition, { action, connector: () => true })).toEqual(expected);
  });
});

describe("a form", () => {
  type FormField = FormDefinition["fields"][number];
  const cases: [string, FormField[], string[]][] = [
    ["that can be filled in", [{ id: "note", name: named, type: "text" }], []],
    [
      "with one field twice",
      [
        { id: "note", name: named, type: "text" },
        { id: "note", name: named, type: "text" },
      ],
      ["error duplicate-id /fields/1/id"],
    ],
    [
      "with nothing to choose from",
      [{ id: "reason", name: named, type: "choice" }],
      ["error missing-field /fields/0/choices"],
    ],
    [
      "with limits that leave no room",
      [{ id: "days", name: named, type: "number", minimum: 9, maximum: 3 }],
      ["error out-of-range /fields/0/maximum"],
    ],
    [
      "with a default that is no choice",
      [{ id: "reason", name: named, type: "choice", choices: [{ id: "a", name: named }], default: "b" }],
      ["error not-in-list /fields/0/default"],
    ],
  ];
  test.each(cases)("%s", (_name, fields, expected) => {
    expect(found({ kind: "form", ...head, fields })).toEqual(expected);
  });
});

describe("a connector", () => {
  const base = { name: named, input: {}, output: {} } as const;
  const cases: [string, ConnectorDefinition["actions"], string[]][] = [
    [
      "whose fate can be asked",
      {
        ship: { ...base, idempotency: "query-before-retry", query: "get" },
        get: { ...base, idempotency: "idempotent", effect: "read" },
      },
      [],
    ],
    [
      "that would ask and names no query",
      { ship: { ...base, idempotency: "query-before-retry" } },
      ["error missing-field /actions/ship/query"],
    ],
    [
      "that asks what is not there",
      { ship: { ...base, idempotency: "never-retry", query: "get" } },
      ["error unknown-action /actions/ship/query"],
    ],
    [
      "that asks by changing",
      { ship: { ...base, idempotency: "never-retry", query: "ship" } },
      ["error not-a-read /actions/ship/query"],
    ],
    [
      "with an outcome called error",
      { ship: { ...base, idempotency: "idempotent", outcomes: [{ id: "error", name: named }] } },
      ["error duplicate-id /actions/ship/outcomes/0/id"],
    ],
  ];
  test.each(cases)("%s", (_name, actions, expected) => {
    expect(found({ kind: "connector", ...head, version: "1.0.0", actions })).toEqual(expected);
  });
});

describe("a metric", () => {
  const lines = (above: number, below: number): Pick<MetricDefinition, "lines"> => ({
    lines: { hold: { above }, release: { below } },
  });
  const metric = (of: Partial<MetricDefinition["of"]>, rest: Partial<MetricDefinition> = {}): MetricDefinition => ({
    kind: "metric",
    ...head,
    of: { event: "order.received", aggregate: "count", ...of },
    window: { length: "PT1H" },
    ...rest,
  });
  const cases: [string, MetricDefinition, string[]][] = [
    ["that counts orders by channel", metric({ by: ["=order.channel"] }, lines(500, 300)), []],
    ["that sums nothing", metric({ aggregate: "sum" }), ["error missing-field /of/value"]],
    ["by a field that is none", metric({ by: ["=order.chanel"] }), ["error unknown-fact /of/by/0"]],
    ["that lets go above where it holds", metric({}, lines(300, 500)), ["error out-of-range /lines/release/below"]],
  ];
  test.each(cases)("%s", (_name, definition, expected) => {
    expect(found(definition)).toEqual(expected);
  });
});

describe("a quota", () => {
  const quota = (over: Partial<QuotaDefinition>): QuotaDefinition => ({
    kind: "quota",
    ...head,
    allow: [{ id: "campaign", amount: 1 }],
    ...over,
  });
  const cases: [string, QuotaDefinition, string[]][] = [
    ["for each customer", quota({ allow: [{ id: "customer", amount: 1, by: ["=order.customer.identity"] }] }), []],
    [
      "with one limit twice",
      quota({
        allow: [
          { id: "c", amount: 1 },
          { id: "c", amount: 2 },
        ],
      }),
      ["error duplicate-id /allow/1/id"],
    ],
    [
      "by a field that is none",
      quota({ allow: [{ id: "c", amount: 1, by: ["=order.custmer.identity"] }] }),
      ["error unknown-fact /allow/0/by/0"],
    ],
    [
      "that ends before it begins",
      quota({ period: { from: "2026-11-12T00:00:00+08:00", until: "2026-11-11T00:00:00+08:00" } }),
      ["error out-of-range /period/until"],
    ],
  ];
  test.each(cases)("%s", (_name, definition, expected) => {
    expect(found(definition)).toEqual(expected);
  });
});

describe("a template's parameter", () => {
  const form: FormDefinition = {
    kind: "form",
    ...head,
    id: "note",
    fields: [{ id: "note", name: named, type: "text", maxLength: 9 }],
  };
  const template = (into: string): TemplateDefinition => ({
    kind: "template",
    ...head,
    version: "1.0.0",
    parameters: [{ id: "length", name: named, schema: { type: "number" }, into: [into] }],
    definitions: ["note.form.json"],
  });
  const definition: CheckContext["definition"] = (kind) => (kind === "form" ? form : undefined);
  test("is written into a place that is there", () => {
    expect(found(template("note#/fields/0/maxLength"), { definition })).toEqual([]);
  });
  test("or into one that is not", () => {
    expect(found(template("note#/fields/1/maxLength"), { definition })).toEqual([
      "error unknown-place /parameters/0/into/0",
    ]);
  });
});
