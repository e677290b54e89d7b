import type { Actor, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { replay } from "../replay.ts";
import { sampleOrder } from "../testing/orders.ts";
import { person, Player, T0, workflowOf, type World } from "../testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];
type Task = Partial<Extract<Nodes[string], { type: "task" }>>;

const zhao = person("zhao", "finance");
const sun = person("sun", "finance");
const zhou = person("zhou", "finance");
const MINUTE = 60_000;

function reviewing(task: Task = {}, world: World = {}): Player {
  const nodes: Nodes = {
    start: { type: "start", ports: { next: "review" } },
    review: {
      type: "task",
      group: "finance",
      outcomes: [{ id: "approve" }, { id: "reject" }],
      output: "vars.review",
      ...task,
      ports: { approve: "approved", reject: "rejected", ...task.ports },
    },
    approved: { type: "end", outcome: "approved" },
    rejected: { type: "end", outcome: "rejected" },
    expired: { type: "end", outcome: "expired" },
  };
  return new Player(workflowOf(nodes), world);
}

describe("deciding", () => {
  test("the outcome is the way on; later nodes see who said it, why, and the form", () => {
    const player = reviewing().decide("approve", zhao, { reason: "old customer", form: { limit: 5 } });
    player.expectEnd("approved");
    expect(player.state.vars).toEqual({
      review: { outcome: "approve", by: ["zhao"], reason: "old customer", form: { limit: 5 } },
    });
  });

  test("over the limit two different people must approve", () => {
    const player = reviewing({ approvals: { count: "=if order.total > 400 then 2 else 1" } }).decide("approve", zhao);
    expect([player.open, player.eventTypes().at(-1)]).toEqual([["review: task"], "task.approved"]);
    player.decide("approve", sun).expectEnd("approved");
    expect(player.state.vars).toMatchObject({ review: { by: ["zhao", "sun"] } });
  });
  test("within the limit one is enough", () => {
    reviewing({ approvals: { count: "=if order.total > 600 then 2 else 1" } })
      .decide("approve", zhao)
      .expectEnd("approved");
  });
  test("one yes and one no settle nothing; a third person does", () => {
    const player = reviewing({ approvals: { count: 2 } })
      .decide("approve", zhao)
      .decide("reject", sun);
    expect(player.open).toEqual(["review: task"]);
    player.decide("reject", zhou).expectEnd("rejected");
  });
  test("where the definition says so, one person is enough to refuse", () => {
    reviewing({ approvals: { count: 2, alone: ["reject"] } })
      .decide("approve", zhao)
      .decide("reject", sun)
      .expectEnd("rejected");
  });
  test.each([
    ["nothing is known of the count", "=vars.nothing", "expression-null"],
    ["the count is no whole number", "=1.5", "expression-failed"],
    ["the count is nought", "=0", "expression-failed"],
  ] as const)("%s: no task that needs fewer people opens (S10)", (_title, count, incident) => {
    expect(reviewing({ approvals: { count } }).incidents()).toEqual([incident]);
  });
  test("many tasks decided at once name their batch", () => {
    const player = reviewing();
    player.send({ type: "task.decide", taskId: player.task, outcome: "approve", actor: zhao, batch: 200 });
    expect(player.eventsOf("task.decided")).toMatchObject([{ data: { batch: 200 } }]);
  });
  test("a batch never gives half of what two people have to give; a refusal that takes one is decided", () => {
    const player = reviewing({ approvals: { count: 2, alone: ["reject"] } });
    const inBatch = (outcome: string) =>
      player.send({ type: "task.decide", taskId: player.task, outcome, actor: zhao, batch: 200 });
    expect(inBatch("approve").refusal).toMatchObject({ kind: "refused", code: "task-needs-two", data: { needed: 2 } });
    expect(player.open).toEqual(["review: task"]);
    inBatch("reject").expectEnd("rejected");
  });
});

describe("who may decide", () => {
  const refused: readonly (readonly [string, Actor, string])[] = [
    ["somebody of another group", person("li", "warehouse"), "task-not-yours"],
    ["the author of the order", person("wang", "finance"), "task-excluded"],
  ];
  test.each(refused)("%s may not", (_title, actor, code) => {
    const player = reviewing({ approvals: { count: 1, excluding: ["order.placedBy"] } });
    const before = player.state;
    player.decide("approve", actor);
    expect([player.refusal?.kind, player.refusal?.code, player.state === before]).toEqual(["refused", code, true]);
  });
  test("an order without an author excludes nobody", () => {
    const { placedBy: _, ...order } = sampleOrder();
    reviewing({ approvals: { count: 1, excluding: ["order.placedBy"] } }, { order })
      .decide("approve", person("wang", "finance"))
      .expectEnd("approved");
  });
  test("the people of an earlier decision can be excluded from the next", () => {
    const player = reviewing(
      { approvals: { count: 1, excluding: ["vars.review.by"] } },
      { input: { review: { by: ["zhao"] } } },
    );
    expect(player.decide("approve", zhao).refusal?.code).toBe("task-excluded");
    player.decide("approve", sun).expectEnd("approved");
  });
  test("an outcome that the task does not have is told with those it has", () => {
    expect(reviewing().decide("maybe", zhao).refusal).toMatchObject({
      code: "unknown-outcome",
      data: { allowed: ["approve", "reject"] },
    });
  });
});

describe("twice, and too late (S11)", () => {
  test("the same again by the same person is a duplicate", () => {
    const player = reviewing();
    const taskId = player.task;
    player.decide("approve", zhao).decide("approve", zhao, { taskId });
    expect(player.refusal).toMatchObject({
      kind: "duplicate",
      code: "task-decided",
      data: { by: ["zhao"], outcome: "approve" },
    });
  });
  test("another decision is told who decided what", () => {
    const player = reviewing();
    const taskId = player.task;
    player.decide("approve", zhao).decide("reject", sun, { taskId });
    expect(player.refusal).toMatchObject({
      kind: "refused",
      code: "task-decided",
      data: { by: ["zhao"], outcome: "approve" },
    });
  });
  test("one of two approvals given twice counts once", () => {
    const player = reviewing({ approvals: { count: 2 } })
      .decide("approve", zhao)
      .decide("approve", zhao);
    expect([player.refusal?.kind, player.open]).toEqual(["duplicate", ["review: task"]]);
  });
  test("who has approved cannot turn round", () => {
    const player = reviewing({ approvals: { count: 2 } })
      .decide("approve", zhao)
      .decide("reject", zhao);
    expect(player.refusal).toMatchObject({ kind: "refused", code: "task-decided" });
  });
  test("a task that never was", () => {
    expect(reviewing().decide("approve", zhao, { taskId: "OL-1/sample/99" }).refusal?.code).toBe("task-not-found");
  });
  test("a withdrawn task is closed", () => {
    const player = reviewing();
    const taskId = player.task;
    expect(player.cancel().decide("approve", zhao, { taskId }).refusal?.code).toBe("task-closed");
  });
});

describe("claiming", () => {
  const claim = (player: Player, actor: Actor, release = false): Player =>
    player.send({ type: "task.claim", taskId: player.task, actor, release });

  test("taken over, it is the other's to decide, and the timeline says from whom", () => {
    const player = claim(reviewing(), zhao);
    player.send({ type: "task.claim", taskId: player.task, actor: sun, takeover: true });
    expect(player.eventsOf("task.claimed").at(-1)).toMatchObject({ actor: { id: "sun" }, data: { from: "zhao" } });
    expect(player.decide("approve", zhao).refusal?.code).toBe("task-claimed");
    player.decide("approve", sun).expectEnd("approved");
  });
  test("given back is told once; what nobody holds cannot be given back", () => {
    const player = claim(claim(claim(reviewing(), zhao), zhao, true), zhao, true);
    expect(player.eventsOf("task.released")).toHaveLength(1);
  });
  test("who has claimed it decides; others are told by whom it is held", () => {
    const player = claim(reviewing(), zhao);
    expect(player.decide("approve", sun).refusal).toMatchObject({ code: "task-claimed", data: { by: "zhao" } });
    player.decide("approve", zhao).expectEnd("approved");
  });
  test("given back, anybody of the group can take it", () => {
    const player = claim(claim(reviewing(), zhao), zhao, true);
    player.decide("approve", sun).expectEnd("approved");
  });
  test.each([
    ["again by the same person", zhao, "duplicate", "task-claimed"],
    ["by another", sun, "refused", "task-claimed"],
    ["by somebody of another group", person("li", "warehouse"), "refused", "task-not-yours"],
  ] as const)("%s", (_title, actor, kind, code) => {
    expect(claim(claim(reviewing(), zhao), actor).refusal).toMatchObject({ kind, code });
  });
  test("who has approved already, or may not decide, cannot hold it back from the others", () => {
    const player = reviewing({ approvals: { count: 2, excluding: ["order.placedBy"] } }).decide("approve", zhao);
    expect(claim(player, zhao).refusal?.code).toBe("approved-already");
    expect(claim(player, person("wang", "finance")).refusal?.code).toBe("task-excluded");
  });
  test("after one of two approvals the next person can take it", () => {
    const player = claim(reviewing({ approvals: { count: 2 } }), zhao).decide("approve", zhao);
    claim(player, sun).decide("approve", sun).expectEnd("approved");
  });
});

describe("time", () => {
  const due = { after: "PT30M", escalate: [{ after: "PT30M", to: "manager" }], timeout: { after: "PT2H" } };
  const manager = person("lin", "manager");

  test("nobody acts for 30 minutes: it escalates, and the manager may decide", () => {
    const player = reviewing({ due });
    expect(player.decide("approve", manager).refusal?.code).toBe("task-not-yours");
    player.wait(30 * MINUTE - 1);
    expect(player.eventsOf("task.escalated")).toEqual([]);
    player.wait(1).wait(0);
    expect(player.eventsOf("task.escalated")).toMatchObject([{ data: { to: "manager" } }]);
    player.decide("approve", manager).expectEnd("approved");
  });
  test("nobody acts at all: the timeout port", () => {
    const player = reviewing({ due, ports: { timeout: "expired" } }).wait(120 * MINUTE);
    player.expectEnd("expired");
    expect(player.eventTypes()).toEqual([
      "instance.started",
      "task.opened",
      "task.escalated",
      "task.timed-out",
      "instance.ended",
    ]);
    expect(player.state.vars).toMatchObject({ review: { outcome: "timeout", by: [] } });
  });
  test("without a timeout port it is an incident, and trying again opens the task anew", () => {
    const player = reviewing({ due }).wait(120 * MINUTE);
    expect(player.incidents()).toEqual(["task-timed-out"]);
    player.remedy("retry").decide("approve", zhao).expectEnd("approved");
  });
  test("by a calendar all three are the instants that the turn read, and a duration it did not read counts around the clock", () => {
    const reads = { calendars: { office: { PT30M: 9_000 + T0, PT3H: 8_000 + T0 } } };
    const counted = { ...due, calendar: "office", escalate: [{ after: "PT3H", to: "manager" }] };
    const { state, now, workflow, history } = reviewing({ due: counted }, { reads });
    const wait = state.activations[0]?.wait;
    expect(wait?.for === "task" && wait.task).toMatchObject({
      dueAt: 9_000 + T0,
      escalations: [{ at: 8_000 + T0, to: "manager" }],
      timeoutAt: now + 120 * MINUTE,
    });
    expect(replay(workflow, history)).toEqual(state);
  });
  test("the list shows when it is due and what it is about", () => {
    const player = reviewing({
      due,
      show: { total: "=order.total", none: "=order.note" },
      cause: { key: '="peak:" + order.channel', name: { en: "Peak" } },
      priority: "=if order.total > 100 then 2 else 1",
    });
    expect(player.state.activations[0]?.wait).toMatchObject({
      task: {
        dueAt: player.now + 30 * MINUTE,
        show: { total: 500, none: null },
        cause: { key: "peak:own-app" },
        priority: 2,
      },
    });
  });
});
