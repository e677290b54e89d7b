import { describe, expect, test } from "vitest";
import type { EventHandler, WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { checkReferences } from "./workflow-references.ts";
import { checkRegions } from "./workflow-regions.ts";
import { checkStructure } from "./workflow-structure.ts";

const start: WorkflowNode = { type: "start", ports: { next: "a" } };
const end: WorkflowNode = { type: "end", outcome: "done" };
const assign = (next: string): WorkflowNode => ({ type: "assign", set: { "vars.x": 1 }, ports: { next } });
const wait = (done: string): WorkflowNode => ({ type: "wait", for: "PT1H", ports: { done } });
const parallel = (one: string, two: string): WorkflowNode => ({
  type: "parallel",
  branches: [{ id: "one" }, { id: "two" }],
  ports: { one, two },
});
const join = (of: string, done: string): WorkflowNode => ({ type: "join", of, ports: { done } });

function workflow(nodes: Record<string, WorkflowNode>, on: EventHandler[] = []): WorkflowDefinition {
  return { kind: "workflow", schemaVersion: 1, id: "w", name: { en: "W" }, role: "main", nodes, on };
}
const codes = (found: readonly { code: string; path: string; severity: string }[]): string[] =>
  found.filter(({ severity }) => severity === "error").map(({ code, path }) => `${code} ${path}`);

describe("a drawing that does not hold together says where", () => {
  const cases: [string, Record<string, WorkflowNode>, string[]][] = [
    ["all is well", { start, a: assign("end"), end }, []],
    [
      "no start",
      { a: assign("end"), end },
      ["no-start /nodes", "unreachable-node /nodes/a", "unreachable-node /nodes/end"],
    ],
    ["two starts", { start, begin: start, a: assign("end"), end }, ["no-start /nodes"]],
    [
      "a port leads nowhere",
      { start, a: assign("gone"), end },
      [
        "dangling-reference /nodes/a/ports/next",
        "no-way-to-end /nodes/start",
        "no-way-to-end /nodes/a",
        "unreachable-node /nodes/end",
      ],
    ],
    [
      "a port is not connected",
      { start, a: { type: "wait", for: "PT1H", ports: {} }, end: { ...end } },
      ["missing-port /nodes/a", "no-way-to-end /nodes/start", "no-way-to-end /nodes/a", "unreachable-node /nodes/end"],
    ],
    [
      "a port that the node has not",
      { start, a: { type: "wait", for: "PT1H", ports: { done: "end", perhaps: "end" } }, end },
      ["unknown-port /nodes/a/ports/perhaps"],
    ],
    ["a box nobody comes to", { start, a: assign("end"), lost: assign("end"), end }, ["unreachable-node /nodes/lost"]],
    [
      "a loop without a rest",
      {
        start,
        a: { type: "switch", cases: [{ id: "again", when: { all: [] } }], ports: { again: "b", otherwise: "end" } },
        b: assign("a"),
        end,
      },
      ["empty-cycle /nodes/a"],
    ],
    [
      "a loop with a wait in it",
      {
        start,
        a: { type: "switch", cases: [{ id: "again", when: { all: [] } }], ports: { again: "b", otherwise: "end" } },
        b: wait("a"),
        end,
      },
      [],
    ],
    ["a raise is a way to stop", { start, a: { type: "raise", incident: "trouble" } }, []],
  ];
  test.each(cases)("%s", (_name, nodes, expected) => {
    expect(codes(checkStructure(workflow(nodes), {})).sort()).toEqual([...expected].sort());
  });

  test("an error port left open is only a warning: an incident waits for a person", () => {
    const call: WorkflowNode = {
      type: "action",
      action: { connector: "wms", name: "reserve-stock" },
      ports: { done: "end" },
    };
    const found = checkStructure(workflow({ start, a: call, end }), {});
    expect(found.map(({ code, severity, data }) => [code, severity, data["port"]])).toEqual([
      ["open-port", "warning", "error"],
      ["open-port", "warning", "timeout"],
    ]);
  });
});

describe("several tokens (S6)", () => {
  const cases: [string, Record<string, WorkflowNode>, EventHandler[], string[]][] = [
    [
      "two branches that meet",
      { start, a: parallel("b", "c"), b: wait("j"), c: wait("j"), j: join("a", "end"), end },
      [],
      [],
    ],
    [
      "no join",
      { start, a: parallel("b", "c"), b: wait("end"), c: wait("end"), end },
      [],
      ["parallel-without-join /nodes/a"],
    ],
    [
      "a join of something else",
      { start, a: assign("j"), j: join("a", "end"), end },
      [],
      ["join-without-parallel /nodes/j/of"],
    ],
    [
      "branches that share a box",
      { start, a: parallel("b", "c"), b: wait("d"), c: wait("d"), d: wait("j"), j: join("a", "end"), end },
      [],
      ["two-tokens /nodes/d"],
    ],
    [
      "a branch that jumps behind the join",
      { start, a: parallel("b", "c"), b: wait("d"), c: wait("j"), j: join("a", "d"), d: wait("end"), end },
      [],
      ["edge-leaves-region /nodes/b/ports/done"],
    ],
    [
      "a path that jumps into a branch",
      {
        start: { type: "start", ports: { next: "s" } },
        s: { type: "switch", cases: [{ id: "x", when: { all: [] } }], ports: { x: "a", otherwise: "b" } },
        a: parallel("b", "c"),
        b: wait("j"),
        c: wait("j"),
        j: join("a", "end"),
        end,
      },
      [],
      ["edge-enters-region /nodes/s/ports/otherwise"],
    ],
    [
      "a branch may end everything",
      { start, a: parallel("b", "c"), b: wait("end"), c: wait("j"), j: join("a", "end"), end },
      [],
      [],
    ],
    [
      "a handler that runs into the main path",
      { start, a: wait("end"), end },
      [{ id: "h", event: "order.cancelled", ports: { next: "a" } }],
      ["two-tokens /nodes/a"],
    ],
    [
      "a handler that interrupts may",
      { start, a: wait("end"), end },
      [{ id: "h", event: "order.cancelled", interrupts: true, ports: { next: "a" } }],
      [],
    ],
    [
      "only a handler's path ends like a handler",
      { start, a: wait("end"), end: { type: "end", outcome: "done", ends: "handler" } },
      [],
      ["handler-end /nodes/end/ends"],
    ],
  ];
  test.each(cases)("%s", (_name, nodes, on, expected) => {
    expect(codes(checkRegions(workflow(nodes, on)))).toEqual(expected);
  });
});

describe("what a workflow names", () => {
  const reserve = {
    name: { en: "Reserve" },
    idempotency: "idempotency-key",
    commits: true,
    input: { type: "object", required: ["orderId"], properties: { orderId: {} }, additionalProperties: false },
    output: {},
  } as const;
  const context = {
    definition: () => undefined,
    action: (connector: string, action: string) =>
      connector === "wms" && action === "reserve-stock" ? reserve : undefined,
    connector: (id: string) => id === "wms",
    stages: ["stock"],
    calendars: ["office-hours"],
  };
  const call = (connector: string, name: string, input = {}): WorkflowNode => ({
    type: "action",
    action: { connector, name },
    input,
    ports: { done: "end" },
  });
  const cases: [string, WorkflowNode, string[]][] = [
    ["an action that exists", call("wms", "reserve-stock", { orderId: "=order.id" }), []],
    ["no such connector", call("oms", "reserve-stock"), ["unknown-connector /nodes/a/action"]],
    ["no such action", call("wms", "burn-stock"), ["unknown-action /nodes/a/action"]],
    ["an input is missing", call("wms", "reserve-stock"), ["missing-input /nodes/a/input"]],
    [
      "an input too many",
      call("wms", "reserve-stock", { orderId: 1, colour: "red" }),
      ["unknown-input /nodes/a/input/colour"],
    ],
    [
      "no such decision",
      { type: "decision", decision: "gone", ports: { done: "end" } },
      ["unknown-decision /nodes/a/decision"],
    ],
    [
      "no such workflow",
      { type: "subworkflow", workflow: "gone", ports: { done: "end" } },
      ["unknown-workflow /nodes/a/workflow"],
    ],
    [
      "no such form",
      { type: "task", group: "g", form: "gone", outcomes: [{ id: "ok" }], ports: { ok: "end" } },
      ["unknown-form /nodes/a/form"],
    ],
    [
      "no such metric",
      { type: "wait", until: { metric: "gone", state: "normal" }, ports: { done: "end" } },
      ["unknown-metric /nodes/a/until/metric"],
    ],
    [
      "no such quota",
      { type: "wait", until: { quota: "gone" }, ports: { done: "end" } },
      ["unknown-quota /nodes/a/until/quota"],
    ],
    [
      "no such stage",
      { type: "wait", for: "PT1H", stage: "gone", ports: { done: "end" } },
      ["unknown-stage /nodes/a/stage"],
    ],
    [
      "no such calendar",
      {
        type: "task",
        group: "g",
        outcomes: [{ id: "ok" }],
        due: { after: "PT1H", calendar: "gone" },
        ports: { ok: "end" },
      },
      ["unknown-calendar /nodes/a/due/calendar"],
    ],
  ];
  test.each(cases)("%s", (_name, node, expected) => {
    expect(codes(checkReferences(workflow({ start, a: node, end }), context))).toEqual(expected);
  });

  test("a side workflow may not reserve", () => {
    const side: WorkflowDefinition = {
      ...workflow({ start, a: call("wms", "reserve-stock", { orderId: 1 }), end }),
      role: "side",
    };
    expect(codes(checkReferences(side, context))).toEqual(["side-commits /nodes/a/action"]);
  });

  test("retries of what its connector says must never be sent again are told", () => {
    const node = { ...call("wms", "reserve-stock", { orderId: 1 }), retry: { attempts: 3 } } as WorkflowNode;
    const action = (idempotency: "never-retry" | "idempotent") => () =>
      ({ name: { en: "Reserve" }, idempotency, input: {}, output: {} }) as const;
    const told = (idempotency: "never-retry" | "idempotent") =>
      checkReferences(workflow({ start, a: node, end }), { action: action(idempotency) }).map(({ code }) => code);
    expect(told("never-retry")).toEqual(["retry-never"]);
    expect(told("idempotent")).toEqual([]);
  });

  test("a subworkflow that leads back to itself", () => {
    const self = workflow({ start, a: { type: "subworkflow", workflow: "w", ports: { done: "end" } }, end });
    expect(codes(checkReferences(self, { definition: () => self }))).toEqual(["workflow-cycle /nodes"]);
  });
});

describe("a loop is a region like a parallel", () => {
  const each = (first: string, rest: Partial<Extract<WorkflowNode, { type: "foreach" }>> = {}): WorkflowNode => ({
    type: "foreach",
    items: "=order.lines",
    as: "line",
    ...rest,
    ports: { each: first, ...rest.ports },
  });

  const cases: [string, Record<string, WorkflowNode>, string[]][] = [
    ["all is well", { start, a: each("b"), b: wait("c"), c: join("a", "end"), end }, []],
    ["its join is missing", { start, a: each("b"), b: wait("end"), end }, ["parallel-without-join /nodes/a"]],
    [
      "an item jumps out",
      {
        start,
        a: each("b"),
        b: { ...wait("c"), timeout: "PT1H", ports: { done: "c", timeout: "d" } } as WorkflowNode,
        c: join("a", "d"),
        d: wait("end"),
        end,
      },
      ["edge-leaves-region /nodes/b/ports/timeout"],
    ],
    [
      "its way on an error leads into it",
      {
        start,
        a: each("b", { onFault: "stop", ports: { error: "c" } }),
        b: wait("c"),
        c: wait("d"),
        d: join("a", "end"),
        end,
      },
      ["edge-enters-region /nodes/a/ports/error"],
    ],
    [
      "an error port where no item's fault leads to it",
      { start, a: each("b", { ports: { error: "end" } }), b: wait("c"), c: join("a", "end"), end },
      ["unknown-port /nodes/a/ports/error"],
    ],
  ];
  test.each(cases)("%s", (_title, nodes, found) => {
    const definition = workflow(nodes);
    const all = [...checkStructure(definition, {}), ...checkRegions(definition)];
    expect(codes(all)).toEqual(found);
  });
});
