import type { EventHandler, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { person, Player, workflowOf } from "./testing/player.ts";

const nodes: WorkflowDefinition["nodes"] = {
  start: { type: "start", ports: { next: "review" } },
  review: { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "end" } },
  end: { type: "end", outcome: "released" },
  note: { type: "action", action: { connector: "wms", name: "tell" }, ports: { done: "noted" } },
  noted: { type: "end", outcome: "noted", ends: "handler" },
  undone: { type: "end", outcome: "cancelled", compensate: true },
};
const handler: EventHandler = {
  id: "changed",
  event: "order.line-cancelled",
  output: "vars.change",
  ports: { next: "note" },
};

function reacting(change: Partial<EventHandler> = {}): Player {
  return new Player(workflowOf(nodes, { on: [{ ...handler, ...change }] }));
}

describe("an event that may come at any time (S1)", () => {
  test("starts a path of its own beside the order's", () => {
    const player = reacting().event("order.line-cancelled", { lineId: "1" });
    expect([player.open, player.state.vars]).toEqual([["review: task", "note: call"], { change: { lineId: "1" } }]);
    expect(player.eventsOf("handler.started")).toMatchObject([{ data: { handlerId: "changed", activation: 3 } }]);
  });
  test("the path ends by itself; the order goes on", () => {
    const player = reacting().event("order.line-cancelled").done("wms.tell");
    expect(player.open).toEqual(["review: task"]);
    player.decide("ok", person("wu", "ops")).expectEnd("released");
  });
  test("the order's end ends the path as well", () => {
    reacting().event("order.line-cancelled").decide("ok", person("wu", "ops")).expectEnd("released");
  });
  test("only when its condition holds", () => {
    const when = { all: [{ fact: "event", path: "$.data.lineId", operator: "equal", value: "1" }] };
    expect(reacting({ when }).event("order.line-cancelled", { lineId: "2" }).open).toEqual(["review: task"]);
    expect(reacting({ when }).event("order.line-cancelled", { lineId: "1" }).open).toEqual([
      "review: task",
      "note: call",
    ]);
  });
  test("one that interrupts withdraws everything else first", () => {
    const player = reacting({ interrupts: true }).event("order.line-cancelled");
    expect([player.open, player.eventTypes()]).toEqual([["note: call"], expect.arrayContaining(["task.withdrawn"])]);
  });
  test("a path that is all that is left ends the instance", () => {
    reacting({ interrupts: true }).event("order.line-cancelled").done("wms.tell").expectEnd("noted");
  });
  test("a path that ends inside a region of its own takes the region with it", () => {
    const branches: WorkflowDefinition["nodes"] = {
      ...nodes,
      note: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "ask", b: "noted" } },
      ask: { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "joined" } },
      joined: { type: "join", of: "note", ports: { done: "noted" } },
    };
    const player = new Player(workflowOf(branches, { on: [handler] })).event("order.line-cancelled");
    expect([player.open, player.state.regions]).toEqual([["review: task"], []]);
  });
  test("twice is two paths", () => {
    const player = reacting().event("order.line-cancelled").event("order.line-cancelled");
    expect(player.open).toEqual(["review: task", "note: call", "note: call"]);
  });
  test("nothing reacts any more while the order is being taken back", () => {
    const player = reacting({ interrupts: true, ports: { next: "undone" } }).event("order.line-cancelled");
    player.expectEnd("cancelled", "cancelled");
    expect(player.event("order.line-cancelled").eventsOf("handler.started")).toHaveLength(1);
  });
});
