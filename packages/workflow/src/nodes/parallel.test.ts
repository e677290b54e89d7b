import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { openTasks } from "../status.ts";
import { person, Player, workflowOf } from "../testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];

const ops = person("wu", "ops");
const ask = (next: string): Nodes[string] => ({
  type: "task",
  group: "ops",
  outcomes: [{ id: "ok" }],
  ports: { ok: next },
});

function region(when?: "all" | "any" | number, extra: Nodes = {}): Player {
  const nodes: Nodes = {
    start: { type: "start", ports: { next: "split" } },
    split: {
      type: "parallel",
      branches: [{ id: "a" }, { id: "b" }, { id: "c" }],
      ports: { a: "left", b: "middle", c: "right" },
    },
    left: ask("join"),
    middle: ask("join"),
    right: ask("join"),
    join: { type: "join", of: "split", ...(when !== undefined && { when }), ports: { done: "last" } },
    last: ask("end"),
    end: { type: "end", outcome: "done" },
    ...extra,
  };
  return new Player(workflowOf(nodes));
}

function decide(player: Player, node: string): Player {
  const task = openTasks(player.state).find((open) => open.nodeId === node);
  return player.decide("ok", ops, { taskId: task?.task.id ?? "" });
}
const tasks = (player: Player): string[] => openTasks(player.state).map(({ nodeId }) => nodeId);

describe("branches and their join (S6)", () => {
  test("all branches are walked at once", () => {
    expect(tasks(region())).toEqual(["left", "middle", "right"]);
  });
  test("all: the last arrival goes on, once", () => {
    const player = decide(decide(region(), "left"), "right");
    expect(tasks(player)).toEqual(["middle"]);
    expect(tasks(decide(player, "middle"))).toEqual(["last"]);
    expect(player.eventsOf("join.passed")).toMatchObject([{ data: { arrived: ["a", "c", "b"], withdrawn: [] } }]);
  });
  test("any: the first arrival goes on and the others are withdrawn", () => {
    const player = decide(region("any"), "middle");
    expect(tasks(player)).toEqual(["last"]);
    expect(player.eventsOf("join.passed")).toMatchObject([{ data: { arrived: ["b"], withdrawn: ["left", "right"] } }]);
    expect(player.eventsOf("task.withdrawn")).toHaveLength(2);
    expect(player.state.regions).toEqual([]);
  });
  test("two of three", () => {
    const player = decide(region(2), "left");
    expect(tasks(player)).toEqual(["middle", "right"]);
    expect(tasks(decide(player, "right"))).toEqual(["last"]);
  });
  test("a call in a withdrawn branch becomes unknown, and its answer moves nothing", () => {
    const player = region("any", {
      left: { type: "action", action: { connector: "wms", name: "look" }, ports: { done: "join" } },
    });
    decide(player, "right");
    expect(player.state.ledger).toMatchObject([{ state: "unknown", awaited: true }]);
    const before = tasks(player);
    player.done("wms.look", {});
    expect([tasks(player), before]).toEqual([["last"], ["last"]]);
    expect(player.eventsOf("call.answered-late")).toHaveLength(1);
  });
  test("any with a branch that is there at once leaves nothing of the others", () => {
    const player = region("any", { left: { type: "assign", set: { "vars.a": 1 }, ports: { next: "join" } } });
    expect(tasks(player)).toEqual(["last"]);
  });
  test("an end inside a branch ends the instance and withdraws the others", () => {
    region("all", { left: { type: "end", outcome: "rejected" } }).expectEnd("rejected");
  });
  test("a raise holds up its own branch only; trying again re-enters where it came from", () => {
    const player = region("all", {
      left: { type: "action", action: { connector: "wms", name: "look" }, ports: { done: "join", error: "broken" } },
      broken: { type: "raise", incident: "broken" },
    });
    player.fail("wms.look");
    expect(tasks(decide(player, "middle"))).toEqual(["right"]);
    expect(player.status).toBe("incident");
    expect(player.remedy("retry").open).toContain("left: call");
    player.done("wms.look");
    expect(tasks(decide(player, "right"))).toEqual(["last"]);
  });
  test("a raise at the head of a branch does not open the region again", () => {
    const player = region("any", { left: { type: "raise", incident: "look" } });
    player.remedy("retry");
    expect(player.state.regions).toHaveLength(1);
    expect(tasks(decide(player, "right"))).toEqual(["last"]);
  });
});

describe("a region inside a branch", () => {
  const inner: Nodes = {
    left: { type: "parallel", branches: [{ id: "x" }, { id: "y" }], ports: { x: "one", y: "two" } },
    one: ask("inner-join"),
    two: ask("inner-join"),
    "inner-join": { type: "join", of: "left", ports: { done: "join" } },
  };
  test("joins on its own, and arrives as its branch", () => {
    const player = decide(decide(region("all", inner), "one"), "two");
    expect(tasks(player)).toEqual(["middle", "right"]);
    expect(tasks(decide(decide(player, "middle"), "right"))).toEqual(["last"]);
  });
  test("is withdrawn with the branch", () => {
    const player = decide(decide(region("any", inner), "one"), "right");
    expect([tasks(player), player.state.regions, player.open]).toEqual([["last"], [], ["last: task"]]);
  });
});
