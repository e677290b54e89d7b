import type { ActionManifest, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import type { CallAnswer } from "./message.ts";
import { person, Player, workflowOf, type World } from "./testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];

function step(name: string, next: string): Nodes[string] {
  const undo = { action: { connector: "shop", name: `undo-${name}` }, input: { id: `=vars.${name}.id` } };
  return { ...bareStep(name, next), compensate: undo };
}
function bareStep(name: string, next: string): Extract<Nodes[string], { type: "action" }> {
  const ports = { done: next, timeout: next };
  return { type: "action", action: { connector: "shop", name }, output: `vars.${name}`, ports };
}
const task = (next: string): Nodes[string] => ({
  type: "task",
  group: "ops",
  outcomes: [{ id: "ok" }],
  ports: { ok: next },
});
const start = { type: "start", ports: { next: "pay" } } as const;
const flow: Nodes = {
  start,
  pay: step("pay", "pack"),
  pack: step("pack", "check"),
  check: task("end"),
  end: { type: "end", outcome: "rejected", compensate: true },
};
const ok = person("wu", "ops");

function playing(nodes: Nodes, world: World = {}): Player {
  return new Player(workflowOf(nodes), world);
}
function paidAndPacked(): Player {
  return playing(flow).done("shop.pay", { id: "P" }).done("shop.pack", { id: "K" });
}

describe("taking back what was done (S9)", () => {
  test("in reverse order of completion, one after the other, with what each returned at the time", () => {
    const player = paidAndPacked().decide("ok", ok);
    expect(player.calls("shop.undo-pack")).toMatchObject([{ input: { id: "K" } }]);
    expect(player.calls("shop.undo-pay")).toEqual([]);
    player.done("shop.undo-pack");
    expect(player.calls("shop.undo-pay")).toMatchObject([{ input: { id: "P" } }]);
    expect(player.state.phase).toBe("compensating");
    player.done("shop.undo-pay");
    player.expectEnd("rejected", "cancelled");
    expect(player.eventTypes().slice(-3)).toEqual(["call.completed", "compensation.ended", "instance.ended"]);
  });

  test("reverse of completion, not of request, across branches", () => {
    const nodes: Nodes = {
      start: { type: "start", ports: { next: "both" } },
      both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "pay", b: "pack" } },
      pay: step("pay", "join"),
      pack: step("pack", "join"),
      join: { type: "join", of: "both", ports: { done: "end" } },
      end: { type: "end", outcome: "rejected", compensate: true },
    };
    const player = playing(nodes).done("shop.pack", { id: "K" }).done("shop.pay", { id: "P" });
    expect(player.last("shop.undo-pay").input).toEqual({ id: "P" });
    expect(player.calls("shop.undo-pack")).toEqual([]);
  });

  test("an end that does not compensate keeps what was done", () => {
    const player = playing({ ...flow, end: { type: "end", outcome: "released" } });
    player.done("shop.pay", { id: "P" }).done("shop.pack", { id: "K" }).decide("ok", ok);
    player.expectEnd("released");
    expect(player.sent("connector.invoke")).toHaveLength(2);
  });

  test("a person's cancel always takes it back, and says who and why", () => {
    const player = paidAndPacked().cancel("customer called").done("shop.undo-pack").done("shop.undo-pay");
    player.expectEnd("cancelled", "cancelled");
    expect(player.events.at(-1)).toMatchObject({
      type: "instance.cancelled",
      actor: { id: "chief" },
      data: { reason: "customer called" },
    });
    expect(player.eventTypes()).toContain("task.withdrawn");
  });

  test("cancelled twice is taken back once", () => {
    const player = paidAndPacked().cancel();
    const before = player.state;
    player.cancel();
    expect([player.state === before, player.refusal?.kind]).toEqual([true, "duplicate"]);
  });

  test("taking back has retries of its own", () => {
    const player = paidAndPacked().cancel();
    const broken: CallAnswer = { kind: "failed", message: "503", retryable: true };
    player.answer("shop.undo-pack", broken).wait(999);
    expect(player.calls("shop.undo-pack")).toHaveLength(1);
    player.wait(1).answer("shop.undo-pack", { kind: "timeout" }).wait(2_000);
    expect(player.calls("shop.undo-pack").map(({ key, attempt }) => [key, attempt])).toEqual([
      ["OL-1/sample/3/1/undo", 1],
      ["OL-1/sample/3/1/undo", 2],
      ["OL-1/sample/3/1/undo", 3],
    ]);
    player.done("shop.undo-pack").done("shop.undo-pay").expectEnd("cancelled", "cancelled");
  });

  test("one that fails is an incident and stops the rest; trying it again goes on", () => {
    const player = paidAndPacked().cancel().fail("shop.undo-pack");
    expect([player.incidents(), player.status, player.calls("shop.undo-pay")]).toEqual([
      ["compensation-failed"],
      "incident",
      [],
    ]);
    player.remedy("retry").done("shop.undo-pack").done("shop.undo-pay");
    player.expectEnd("cancelled", "cancelled");
  });

  test("one that failed and was done after all needs nobody any more", () => {
    const player = paidAndPacked().cancel().fail("shop.undo-pack").done("shop.undo-pack").done("shop.undo-pay");
    player.expectEnd("cancelled", "cancelled");
    expect(player.eventsOf("incident.resolved")).toMatchObject([{ data: { remedy: "withdrawn" } }]);
  });
  test("bad news told twice is one failure", () => {
    const player = paidAndPacked().cancel();
    const broken: CallAnswer = { kind: "failed", message: "503", retryable: true };
    for (let times = 0; times < 6; times += 1) player.answer("shop.undo-pack", broken);
    expect([player.incidents(), player.calls("shop.undo-pack").length]).toEqual([[], 1]);
  });

  test("or a person has seen to it by hand, and the rest goes on", () => {
    const player = paidAndPacked().cancel().fail("shop.undo-pack").remedy("settled-by-hand").done("shop.undo-pay");
    player.expectEnd("cancelled", "cancelled");
    expect(player.state.ledger.map(({ state }) => state)).toEqual(["compensated", "compensated"]);
  });
});

describe("an instance is not final while a call that can be undone is unknown (S8)", () => {
  const inFlight: Nodes = {
    start: { type: "start", ports: { next: "both" } },
    both: { type: "parallel", branches: [{ id: "a" }, { id: "b" }], ports: { a: "pay", b: "check" } },
    pay: step("pay", "join"),
    check: task("end"),
    join: { type: "join", of: "both", ports: { done: "end" } },
    end: { type: "end", outcome: "released" },
  };
  const begun = (manifest: Partial<ActionManifest> = {}): Player =>
    playing(inFlight, { actions: { "shop.pay": manifest } }).decide("ok", ok);

  test("it waits for the answer that is still to come", () => {
    const player = begun();
    expect([player.state.phase, player.open]).toEqual(["compensating", ["pay: call"]]);
    player.fail("shop.pay").expectEnd("released");
  });
  test("a late success is undone before it is final", () => {
    const player = begun().done("shop.pay", { id: "P" });
    expect(player.last("shop.undo-pay").input).toEqual({ id: "P" });
    player.done("shop.undo-pay").expectEnd("released");
  });
  test("a call that can be asked about is", () => {
    const player = begun({ idempotency: "query-before-retry", query: "find" }).timeout("shop.pay");
    expect(player.sent("connector.query")).toMatchObject([{ action: "find", key: "OL-1/sample/3/1" }]);
    player.fail("shop.pay", "never made").expectEnd("released");
  });
  test("one that may be repeated is, under its key", () => {
    const player = begun({ idempotency: "idempotency-key" }).timeout("shop.pay");
    expect(player.calls("shop.pay").map(({ key }) => key)).toEqual(["OL-1/sample/3/1", "OL-1/sample/3/1"]);
    player.done("shop.pay", { id: "P" }).done("shop.undo-pay").expectEnd("released");
  });
  test("any other waits for a person, who has looked", () => {
    const player = begun({ idempotency: "never-retry" }).timeout("shop.pay");
    expect(player.incidents()).toEqual(["call-unknown"]);
    player.remedy("settled-by-hand").expectEnd("released");
  });
  test("asking goes on with growing pauses, then a person has to", () => {
    const player = begun({ idempotency: "idempotency-key" }).timeout("shop.pay");
    for (const pause of [1_000, 2_000, 4_000, 8_000]) player.timeout("shop.pay").wait(pause);
    expect(player.calls("shop.pay")).toHaveLength(6);
    player.timeout("shop.pay");
    expect(player.incidents()).toEqual(["call-unknown"]);
  });
  test("a call that cannot be undone holds nothing up", () => {
    const nodes = { ...inFlight, pay: bareStep("pay", "join") };
    playing(nodes).decide("ok", ok).expectEnd("released");
  });
});

test("an ended instance never changes, whatever comes", () => {
  const player = playing(flow).cancel();
  player.done("shop.pay", { id: "P" }).done("shop.undo-pay").expectEnd("cancelled", "cancelled");
  const before = player.state;
  player.event("order.line-cancelled").wait(1_000_000).done("shop.pay", { id: "P" }).cancel();
  expect(player.state).toBe(before);
  expect(player.refusal?.code).toBe("instance-ended");
});
