import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { nextTimerAt } from "../status.ts";
import { Player, T0, workflowOf, type World } from "../testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];
type Wait = Partial<Extract<Nodes[string], { type: "wait" }>>;

const HOUR = 3_600_000;

function waiting(wait: Wait, world: World = {}): Player {
  const nodes: Nodes = {
    start: { type: "start", ports: { next: "wait" } },
    wait: { type: "wait", ...wait, ports: { done: "done", timeout: "late" } },
    done: { type: "end", outcome: "done" },
    late: { type: "end", outcome: "late" },
  };
  return new Player(workflowOf(nodes), world);
}

describe("for a time", () => {
  test.each([
    ["a duration", { for: "PT2H" }],
    ["a duration that is worked out", { for: '=if order.total > 100 then duration("PT2H") else duration("PT1H")' }],
    ["an instant with its own offset", { until: { instant: '=date and time("2026-11-11T22:00:00+08:00")' } }],
  ] as const)("%s", (_title, wait) => {
    const player = waiting(wait);
    expect(nextTimerAt(player.state)).toBe(T0 + 2 * HOUR);
    expect(player.wait(2 * HOUR - 1).open).toEqual(["wait: time"]);
    player.wait(1).expectEnd("done");
  });
  test("an instant that is past does not wait", () => {
    waiting({ until: { instant: "=order.placedAt" } }).expectEnd("done");
  });
  test.each([
    ["no duration", { for: "=order.note" }, "expression-null"],
    ["something else than a duration", { for: "=order.total" }, "expression-failed"],
    ["no instant", { until: { instant: "=order.service.deliverBy" } }, "expression-null"],
    ["an instant without an offset", { until: { instant: '="2026-11-11T22:00:00"' } }, "expression-failed"],
  ] as const)("%s is an incident", (_title, wait, incident) => {
    expect(waiting(wait).incidents()).toEqual([incident]);
  });
  test("time never runs backwards inside an instance (S38)", () => {
    const player = waiting({ for: "PT2H" }).wait(HOUR);
    player.now = T0 - HOUR;
    expect(player.event("order.noted").wait(0).state.now).toBeGreaterThanOrEqual(T0);
  });
});

describe("for an event", () => {
  const shipped = { until: { event: "shipment.dispatched" }, output: "vars.shipment", timeout: "P2D" } as const;

  test("goes on when it comes, and keeps what it says", () => {
    const player = waiting(shipped).event("shipment.dispatched", { carrier: "SF" });
    player.expectEnd("done");
    expect(player.state.vars).toEqual({ shipment: { carrier: "SF" } });
  });
  test("does not come in time", () => {
    waiting(shipped)
      .wait(48 * HOUR)
      .expectEnd("late");
  });
  test("another event changes nothing", () => {
    const player = waiting(shipped);
    const before = player.state;
    expect(player.event("shipment.signed").state).toBe(before);
  });
  test("only the one that fits", () => {
    const player = waiting({
      until: {
        event: "shipment.dispatched",
        when: { all: [{ fact: "event", path: "$.data.carrier", operator: "equal", value: "SF" }] },
      },
    });
    expect(player.event("shipment.dispatched", { carrier: "YTO" }).open).toEqual(["wait: event"]);
    player.event("shipment.dispatched", { carrier: "SF" }).expectEnd("done");
  });
});

describe("tracking that comes before the order waits for it (S5)", () => {
  const nodes: Nodes = {
    start: { type: "start", ports: { next: "hour" } },
    hour: { type: "wait", for: "PT1H", ports: { done: "shipped" } },
    shipped: { type: "wait", until: { event: "shipment.dispatched" }, output: "vars.shipment", ports: { done: "end" } },
    end: { type: "end", outcome: "done" },
  };
  test("is kept, and counts", () => {
    new Player(workflowOf(nodes)).event("shipment.dispatched", { n: 1 }).wait(HOUR).expectEnd("done");
  });
  test("the earliest by its source's time counts first, whatever came first", () => {
    const player = new Player(workflowOf(nodes));
    player.event("shipment.dispatched", { n: 2 }, T0 + 20).event("shipment.dispatched", { n: 1 }, T0 + 10);
    player
      .event("shipment.dispatched", { n: 3 }, T0 + 30)
      .wait(HOUR)
      .expectEnd("done");
    expect(player.state.vars).toEqual({ shipment: { n: 1 } });
  });
  test("what nobody will ever wait for is not kept", () => {
    expect(new Player(workflowOf(nodes)).event("shipment.signed").state.kept).toEqual([]);
  });
});

describe("for a metric line (S12)", () => {
  const calm = { until: { metric: "growth", state: "normal" }, timeout: "PT3H" } as const;
  const held = { reads: { metrics: { growth: { state: "held", key: ["tmall"] } } } };

  test("that is reached on entry does not wait", () => {
    waiting(calm, { reads: { metrics: { growth: { state: "normal" } } } }).expectEnd("done");
  });
  test("is held until the line of its own key falls", () => {
    const player = waiting(calm, held);
    expect(player.status).toBe("held");
    player.event("metric.line-changed", { metric: "growth", state: "normal", key: ["jd"] });
    player.event("metric.line-changed", { metric: "other", state: "normal", key: ["tmall"] });
    player.event("metric.line-changed", { metric: "growth", state: "held", key: ["tmall"] });
    expect(player.open).toEqual(["wait: metric"]);
    player.event("metric.line-changed", { metric: "growth", state: "normal", key: ["tmall"] }).expectEnd("done");
  });
  test("does not fall in time", () => {
    waiting(calm, held)
      .wait(3 * HOUR)
      .expectEnd("late");
  });
  test("a metric of which nothing is known is not calm", () => {
    expect(waiting(calm).open).toEqual(["wait: metric"]);
  });
});

describe("for a quota", () => {
  const some = { until: { quota: "gift" }, timeout: "PT3H" } as const;
  test("with something left does not wait", () => {
    waiting(some, { reads: { quotas: { gift: { left: 3 } } } }).expectEnd("done");
  });
  test("goes on when something was given back", () => {
    const player = waiting(some, { reads: { quotas: { gift: { left: 0 } } } }).event("quota.changed", {
      quota: "gift",
    });
    expect(player.open).toEqual(["wait: quota"]);
    player.reads = { ...player.reads, quotas: { gift: { left: 1 } } };
    player.event("quota.changed", { quota: "other" });
    expect(player.open).toEqual(["wait: quota"]);
    player.event("quota.changed", { quota: "gift" }).expectEnd("done");
  });
});
