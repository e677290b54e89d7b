import type { CaseStep, JsonObject, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { workflowOf } from "../testing/player.ts";
import { simulate, type SimulationOptions, type SimulationRun } from "./simulate.ts";

type Nodes = WorkflowDefinition["nodes"];

const now = Date.parse("2026-11-11T12:00:00Z");
const HOUR = 3_600_000;
const order: JsonObject = {
  channel: "tmall",
  lines: [{ sku: "CL-100", quantity: 2, unitPrice: { minorUnits: 1_000, currency: "CNY" } }],
};

function simulated(
  nodes: Nodes,
  rest: Partial<SimulationOptions> = {},
  definition: Partial<WorkflowDefinition> = {},
): SimulationRun {
  return simulate({
    definition: workflowOf(
      { start: { type: "start", ports: { next: "node" } }, end: { type: "end", outcome: "done" }, ...nodes },
      definition,
    ),
    resolver: {
      version: 1,
      decision: () => undefined,
      action: ({ name }) => ({
        name: { en: name },
        idempotency: "idempotency-key",
        input: {},
        output: { type: "object", required: ["id"], properties: { id: { type: "string", examples: ["R-1"] } } },
      }),
      workflow: (id) => (id === "part" ? { version: 1, definition: { ...workflowOf(part), id } } : undefined),
    },
    now,
    order,
    ...rest,
  });
}
const part: Nodes = {
  start: { type: "start", ports: { next: "look" } },
  look: {
    type: "action",
    action: { connector: "wms", name: "look" },
    input: { n: "=vars.n" },
    ports: { done: "end", error: "broken" },
  },
  broken: { type: "raise", incident: "broken" },
  end: { type: "end", outcome: "done" },
};
const call: Nodes[string] = {
  type: "action",
  action: { connector: "wms", name: "look" },
  output: "vars.found",
  retry: { attempts: 3, first: "PT10M", backoff: "fixed" },
  ports: { done: "end", "not-there": "gone", error: "no", timeout: "late" },
};
const raises: Nodes = {
  gone: { type: "raise", incident: "gone" },
  no: { type: "raise", incident: "no" },
  late: { type: "raise", incident: "late" },
};
const task: Nodes[string] = {
  type: "task",
  group: "ops",
  outcomes: [{ id: "ok" }],
  due: { after: "PT1H", timeout: { after: "PT2H" } },
  ports: { ok: "end", timeout: "late" },
};

describe("connectors answer as they are told to", () => {
  test("without a stub, with a sample of what they declare", () => {
    const run = simulated({ node: call, ...raises });
    expect([run.outcome, run.state.vars, run.calls]).toEqual(["done", { found: { id: "R-1" } }, { "wms.look": 1 }]);
  });
  test.each([
    ["an output", [{ output: { id: "X" } }], "done", []],
    ["a declared result", [{ outcome: "not-there" }], undefined, ["gone"]],
    ["a fault", [{ error: "503" }], undefined, ["no"]],
    ["a fault that passes", [{ error: "503", retryable: true }, { output: { id: "X" } }], "done", []],
    ["silence, again and again", [{ timeout: true as const }], undefined, ["late"]],
  ])("%s", (_title, answers, outcome, incidents) => {
    const run = simulated({ node: call, ...raises }, { answers: { "wms.look": answers } });
    expect([run.outcome, run.incidents]).toEqual([outcome, incidents]);
  });
  test("pauses between attempts pass on the virtual clock", () => {
    const run = simulated({ node: call, ...raises }, { answers: { "wms.look": [{ error: "503", retryable: true }] } });
    expect([run.calls, run.endedAt - now]).toEqual([{ "wms.look": 3 }, 20 * 60_000]);
  });
});

describe("time and people", () => {
  test("waits for a time are jumped over", () => {
    const run = simulated({ node: { type: "wait", for: "P2D", ports: { done: "end" } } });
    expect([run.outcome, run.endedAt - now]).toEqual(["done", 48 * HOUR]);
  });
  test("deadlines of people pass only when a step lets time pass", () => {
    expect(simulated({ node: task, ...raises }).status).toBe("held");
    expect(simulated({ node: task, ...raises }, { steps: [{ after: "PT3H" }] }).incidents).toEqual(["late"]);
  });
  test("a person decides, after what happens by itself before the task is there", () => {
    const nodes: Nodes = { node: { type: "wait", for: "PT1H", ports: { done: "ask" } }, ask: task, ...raises };
    const run = simulated(nodes, { steps: [{ decide: { node: "ask", outcome: "ok", by: "zhao" } }] });
    expect([run.outcome, run.path, run.problems]).toEqual(["done", ["start", "node", "ask", "end"], []]);
  });
  const refused: readonly (readonly [string, CaseStep, string])[] = [
    ["a task that is not open", { decide: { node: "end", outcome: "ok" } }, "task-not-found"],
    ["an outcome it does not have", { decide: { node: "node", outcome: "no" } }, "unknown-outcome"],
    ["an incident that is not there", { remedy: { node: "node" } }, "incident-not-found"],
    [
      "an amendment that the order refuses",
      { event: { type: "order.line-cancelled", data: { lineId: "9" } } },
      "line-not-found",
    ],
  ];
  test.each(refused)("%s is told as a problem of its step", (_title, step, code) => {
    expect(simulated({ node: task, ...raises }, { steps: [step] }).problems).toMatchObject([
      { step: 0, problem: { code } },
    ]);
  });
});

describe("the order and its children", () => {
  test("amendments from outside change the order and reach the handlers; its own do not", () => {
    const nodes: Nodes = {
      node: { type: "amend", add: { sku: "GF-9", quantity: 1, unitPrice: 0, boundTo: "1" }, ports: { next: "ask" } },
      ask: task,
      seen: { type: "assign", set: { "vars.seen": "=count(order.lines)" }, ports: { next: "handled" } },
      handled: { type: "end", outcome: "handled", ends: "handler" },
      ...raises,
    };
    const on = ["order.line-added", "order.line-cancelled"].map((event, index) => ({
      id: `h${index}`,
      event,
      ports: { next: "seen" },
    }));
    const before = simulated(nodes, {}, { on });
    expect([before.order?.lines.length, before.state.vars]).toEqual([2, {}]);
    const after = simulated(
      nodes,
      { steps: [{ event: { type: "order.line-cancelled", data: { lineId: "1" } } }] },
      { on },
    );
    expect([after.order?.lines.map(({ state }) => state), after.state.vars]).toEqual([
      ["cancelled", "cancelled"],
      { seen: 0 },
    ]);
  });
  const parent: Nodes = {
    node: { type: "subworkflow", workflow: "part", input: { n: "=order.total" }, ports: { done: "end", error: "no" } },
    ...raises,
  };
  test("a child runs as well, and its incident is the order's", () => {
    expect(simulated(parent)).toMatchObject({
      outcome: "done",
      calls: { "wms.look": 1 },
      path: ["start", "node", "end"],
    });
    expect(simulated(parent, { answers: { "wms.look": [{ error: "503" }] } })).toMatchObject({
      status: "incident",
      incidents: ["broken"],
    });
  });
  test("a child that is not there fails", () => {
    expect(
      simulated({ ...parent, node: { type: "subworkflow", workflow: "other", ports: { done: "end", error: "no" } } })
        .incidents,
    ).toEqual(["no"]);
  });
  test("working time is counted by the calendar, and each turn keeps what it read of it", () => {
    const due = { after: "PT1H", calendar: "slow", timeout: { after: "PT2H" } };
    const nodes: Nodes = { node: { ...task, due }, ...raises };
    const resolver = {
      version: 1,
      decision: () => undefined,
      action: () => undefined,
      calendar: () => (from: number, ms: number) => from + 10 * ms,
    };
    const run = simulated(nodes, { resolver, steps: [{ after: "PT19H" }] });
    expect([run.status, run.turns[0]?.reads.calendars]).toEqual([
      "held",
      { slow: { PT1H: now + 10 * HOUR, PT2H: now + 20 * HOUR } },
    ]);
    expect(simulated(nodes, { resolver, steps: [{ after: "PT20H" }] }).incidents).toEqual(["late"]);
  });
  test("what one emits, the other hears", () => {
    const nodes: Nodes = {
      node: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "run", b: "hear" } },
      run: { type: "subworkflow", workflow: "part", input: { n: 1 }, ports: { done: "join" } },
      hear: { type: "wait", until: { event: "part.done" }, ports: { done: "join" } },
      join: { type: "join", of: "node", ports: { done: "end" } },
    };
    const telling: Nodes = { ...part, look: { type: "emit", event: "part.done", ports: { next: "end" } } };
    const definition = workflowOf({
      start: { type: "start", ports: { next: "node" } },
      end: { type: "end", outcome: "done" },
      ...nodes,
    });
    const run = simulate({
      definition,
      now,
      order,
      resolver: {
        version: 1,
        decision: () => undefined,
        action: () => undefined,
        workflow: () => ({ version: 1, definition: workflowOf(telling) }),
      },
    });
    expect(run.outcome).toBe("done");
  });
  test("a workflow that goes round for ever is stopped", () => {
    const run = simulated({
      node: { type: "wait", for: "PT1H", ports: { done: "again" } },
      again: { type: "wait", for: "PT1H", ports: { done: "node" } },
    });
    expect([run.isCut, run.incidents]).toEqual([false, ["visits-exceeded"]]);
  });
  test("each turn keeps its state and the path it lit", () => {
    const run = simulated({ node: call, ...raises });
    expect(run.turns.map(({ visited }) => visited.map(({ nodeId, from }) => [nodeId, from]))).toEqual([
      [
        ["start", undefined],
        ["node", 1],
      ],
      [["end", 2]],
    ]);
  });
});
