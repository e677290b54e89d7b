import type { ActionManifest, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import type { CallAnswer } from "../message.ts";
import { person, Player, T0, workflowOf } from "../testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];
type Action = Partial<Extract<Nodes[string], { type: "action" }>>;

const RESERVE = "wms.reserve-stock";
const RELEASE = "wms.release-stock";
const after: Nodes[string] = { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "end" } };
const end: Nodes[string] = { type: "end", outcome: "released" };
const compensate = {
  action: { connector: "wms", name: "release-stock" },
  input: { reservationId: "=vars.reservation.id" },
};

function reserving(action: Action = {}, manifest: Partial<ActionManifest> = {}, rest: Nodes = {}): Player {
  const reserve: Nodes[string] = {
    type: "action",
    action: { connector: "wms", name: "reserve-stock" },
    input: { orderId: "=order.id" },
    output: "vars.reservation",
    ...action,
    ports: action.ports ?? { done: "after" },
  };
  const nodes: Nodes = { start: { type: "start", ports: { next: "reserve" } }, reserve, after, end, ...rest };
  return new Player(workflowOf(nodes), { actions: { [RESERVE]: manifest } });
}

const ALL_PORTS = { done: "after", error: "no", timeout: "late", "out-of-stock": "out" };
const ports: Nodes = {
  no: { type: "raise", incident: "by-error-port" },
  late: { type: "raise", incident: "by-timeout-port" },
  out: { type: "raise", incident: "by-outcome-port" },
};

describe("where an answer leads", () => {
  const rows: readonly (readonly [string, CallAnswer, string])[] = [
    ["done goes on", { kind: "done", output: { id: "R-1" } }, "after: task"],
    ["a declared result leaves by its own port", { kind: "outcome", outcome: "out-of-stock" }, "out: person"],
    ["a fault leaves by error", { kind: "failed", message: "422", retryable: false }, "no: person"],
    ["silence leaves by timeout", { kind: "timeout" }, "late: person"],
  ];
  test.each(rows)("%s", (_title, answer, open) => {
    const player = reserving({ ports: ALL_PORTS }, { idempotency: "never-retry" }, ports).answer(RESERVE, answer);
    expect(player.open).toEqual([open]);
  });

  const withoutPorts: readonly (readonly [string, CallAnswer, string])[] = [
    [
      "a fault without an error port waits for a person",
      { kind: "failed", message: "422", retryable: false },
      "call-failed",
    ],
    ["silence without a timeout port waits for a person", { kind: "timeout" }, "call-timed-out"],
    [
      "a result without a port waits for a person",
      { kind: "outcome", outcome: "out-of-stock" },
      "outcome-without-port",
    ],
    ["a call that nobody knows of waits for a person", { kind: "unknown", message: "died" }, "call-unknown"],
  ];
  test.each(withoutPorts)("%s", (_title, answer, incident) => {
    const player = reserving({}, { idempotency: "never-retry" }).answer(RESERVE, answer);
    expect(player.incidents()).toEqual([incident]);
    expect(player.status).toBe("incident");
  });
});

describe("what is not known does not go out (S10)", () => {
  test("an input that comes to null stops the call and names the field", () => {
    const player = reserving({ input: { orderId: "=order.id", point: "=order.service.pickupPoint" } });
    expect(player.calls(RESERVE)).toEqual([]);
    expect(player.state.activations[0]?.wait).toMatchObject({
      for: "person",
      incident: { code: "expression-null", data: { field: "input.point" } },
    });
  });
  test("a null deep inside an input stops it too", () => {
    const player = reserving({ input: { to: { point: ["=order.service.pickupPoint"] } } });
    expect(player.state.activations[0]?.wait).toMatchObject({ incident: { data: { field: "input.to.point.0" } } });
  });
  test("a null that the author wrote out stands", () => {
    expect(reserving({ input: { note: null } }).last(RESERVE).input).toEqual({ note: null });
  });
  test.each([
    ["skip that is true makes no call", "=order.total < 1000", "after: task", 0],
    ["skip that is false makes it", "=order.total > 1000", "reserve: call", 1],
    ["skip that is null does neither", "=order.attributes.vip", "reserve: person", 0],
    ["skip that is no truth value does neither", "=order.total", "reserve: person", 0],
  ] as const)("%s", (_title, skip, open, calls) => {
    const player = reserving({ skip });
    expect([player.open, player.calls(RESERVE).length]).toEqual([[open], calls]);
  });
  test("a null output is kept, and stops whoever builds on it", () => {
    const player = reserving(
      { ports: { done: "release" } },
      {},
      {
        release: {
          type: "action",
          action: { connector: "wms", name: "create-pick-task" },
          input: { reservationId: "=vars.reservation.id" },
          ports: { done: "after" },
        },
      },
    );
    player.done(RESERVE, null);
    expect([player.calls("wms.create-pick-task"), player.incidents()]).toEqual([[], ["expression-null"]]);
  });
});

describe("trying again", () => {
  const retry = { attempts: 3, first: "PT1S", most: "PT3S" };
  const broken: CallAnswer = { kind: "failed", message: "503", retryable: true };

  test.each([
    ["any", 2, 2],
    ["error", 2, 1],
    ["timeout", 1, 2],
  ] as const)("those of `on: %s`: %i calls after a fault, %i after a silence", (on, afterFault, afterSilence) => {
    const faulty = reserving({ retry: { ...retry, on } })
      .answer(RESERVE, broken)
      .wait(60_000);
    expect(faulty.calls(RESERVE)).toHaveLength(afterFault);
    const silent = reserving({ retry: { ...retry, on } })
      .timeout(RESERVE)
      .wait(60_000);
    expect(silent.calls(RESERVE)).toHaveLength(afterSilence);
  });

  test("a gap is longer by what follows from the call's key: the same for the same call, another for the next", () => {
    const gaps = (player: Player): number[] =>
      player.eventsOf("call.failed").flatMap(({ data }) => ("retryAt" in data ? [(data.retryAt ?? 0) - T0] : []));
    const spread = { attempts: 3, first: "PT100S", backoff: "fixed", jitter: 50 } as const;
    const [first = 0] = gaps(reserving({ retry: spread }).answer(RESERVE, broken));
    expect(first).toBeGreaterThan(100_000);
    expect(first).toBeLessThanOrEqual(150_000);
    expect(gaps(reserving({ retry: spread }).answer(RESERVE, broken))).toEqual([first]);
    const twice = reserving({ retry: spread }).answer(RESERVE, broken).wait(first).answer(RESERVE, broken);
    expect(gaps(twice)[1]).not.toBe(2 * first);
  });

  test("three attempts under one key, each pause twice the last, then the error port", () => {
    const player = reserving({ retry, ports: ALL_PORTS }, {}, ports).answer(RESERVE, broken);
    expect(player.wait(999).calls(RESERVE)).toHaveLength(1);
    expect(player.wait(1).calls(RESERVE)).toHaveLength(2);
    player.answer(RESERVE, broken);
    expect(player.wait(1_999).calls(RESERVE)).toHaveLength(2);
    player.wait(1).answer(RESERVE, broken);
    expect(player.open).toEqual(["no: person"]);
    expect(player.calls(RESERVE).map(({ attempt, key }) => [attempt, key])).toEqual([
      [1, "OL-1/sample/2/1"],
      [2, "OL-1/sample/2/1"],
      [3, "OL-1/sample/2/1"],
    ]);
  });
  test("the pause that the other side asks for is kept", () => {
    const player = reserving({ retry }).answer(RESERVE, { ...broken, retryAfterMs: 60_000 });
    expect(player.wait(59_999).calls(RESERVE)).toHaveLength(1);
    expect(player.wait(1).calls(RESERVE)).toHaveLength(2);
  });
  test("a fault that will not go away is not tried again", () => {
    const player = reserving({ retry, ports: ALL_PORTS }, {}, ports).fail(RESERVE);
    expect(player.open).toEqual(["no: person"]);
  });
  test("silence is tried again, where the connector allows it", () => {
    expect(reserving({ retry }).timeout(RESERVE).wait(1_000).calls(RESERVE)).toHaveLength(2);
    expect(
      reserving({ retry }, { idempotency: "never-retry" }).timeout(RESERVE).wait(1_000).calls(RESERVE),
    ).toHaveLength(1);
  });
  test("bad news of an earlier attempt, told twice, counts once", () => {
    const player = reserving({ retry }).answer(RESERVE, broken).answer(RESERVE, broken).answer(RESERVE, broken);
    expect(player.wait(1_000).calls(RESERVE)).toHaveLength(2);
    const { key } = player.last(RESERVE);
    player.send({ type: "effect.completed", effectKey: key, attempt: 1, answer: broken, tookMs: 1 });
    expect(player.open).toEqual(["reserve: call"]);
  });
  test("good news of an earlier attempt moves the order", () => {
    const player = reserving({ retry }).timeout(RESERVE).done(RESERVE, { id: "R-1" });
    expect(player.open).toEqual(["after: task"]);
    expect(player.wait(5_000).calls(RESERVE)).toHaveLength(1);
  });
  test("a person's retry with the same input keeps the key, so that the other side can recognise the call (S28)", () => {
    const player = reserving().fail(RESERVE).remedy("retry");
    expect(player.calls(RESERVE).map(({ key, attempt }) => [key, attempt])).toEqual([
      ["OL-1/sample/2/1", 1],
      ["OL-1/sample/2/1", 2],
    ]);
    expect(player.done(RESERVE, { id: "R-1" }).open).toEqual(["after: task"]);
  });
  test("with another input it is the next generation", () => {
    const player = reserving().fail(RESERVE);
    player.reads = { ...player.reads, ...(player.reads.order && { order: { ...player.reads.order, id: "OL-2" } }) };
    expect(player.remedy("retry").last(RESERVE)).toMatchObject({ key: "OL-1/sample/2/2", attempt: 1 });
  });
  test("retry of a raise re-enters the action that led there, under the same key", () => {
    const player = reserving({ ports: ALL_PORTS }, {}, ports).fail(RESERVE).remedy("retry");
    expect(player.last(RESERVE)).toMatchObject({ key: "OL-1/sample/2/1", attempt: 2 });
    expect(player.open).toEqual(["reserve: call"]);
  });
});

describe("a call that nobody knows of (S8)", () => {
  const unknown: CallAnswer = { kind: "unknown", message: "the process died" };
  const query = { idempotency: "query-before-retry", query: "get-reservation" } as const;

  test("is asked about first, where the connector can be asked", () => {
    const player = reserving({}, query).answer(RESERVE, unknown);
    expect(player.sent("connector.query")).toMatchObject([
      { key: "OL-1/sample/2/1", action: "get-reservation", input: { orderId: "OL-20261111-000001" } },
    ]);
    expect(player.done(RESERVE, { id: "R-1" }).open).toEqual(["after: task"]);
  });
  test("and was not made: it fails like any other", () => {
    const player = reserving({ ports: ALL_PORTS }, query, ports).answer(RESERVE, unknown).fail(RESERVE, "not found");
    expect(player.open).toEqual(["no: person"]);
  });
  test("and the other side cannot tell: a person has to look, and may say that it was done", () => {
    const player = reserving({}, query).answer(RESERVE, unknown).answer(RESERVE, unknown);
    expect(player.incidents()).toEqual(["call-unknown"]);
    expect(player.remedy("done").open).toEqual(["after: task"]);
  });
  test("a call that a person saw to is not asked after when the order ends, nor undone behind their back", () => {
    const player = reserving({ compensate }, query).answer(RESERVE, unknown).answer(RESERVE, unknown).remedy("done");
    player.done(RESERVE, { id: "R-1" }).decide("ok", person("wu", "ops"));
    player.expectEnd("released");
    expect([player.sent("connector.query").length, player.calls(RELEASE)]).toEqual([1, []]);
  });
  test("and when the order is taken back, the person who saw to it has to", () => {
    const player = reserving({ compensate }, query)
      .answer(RESERVE, unknown)
      .answer(RESERVE, unknown)
      .remedy("done")
      .cancel();
    expect(player.incidents()).toEqual(["compensation-failed"]);
    player.remedy("settled-by-hand").expectEnd("cancelled", "cancelled");
  });
  test("is sent again under its key, where that does no harm", () => {
    const player = reserving({}, { idempotency: "idempotency-key" }).answer(RESERVE, unknown);
    expect(player.calls(RESERVE).map(({ key }) => key)).toEqual(["OL-1/sample/2/1", "OL-1/sample/2/1"]);
    player.answer(RESERVE, unknown).answer(RESERVE, unknown);
    expect(player.incidents()).toEqual(["call-unknown"]);
  });
});

describe("an answer after its token has moved on (S8)", () => {
  const declared = { compensate, ports: { done: "after", timeout: "after" } };

  test("moves nothing, is written down, and a success is undone", () => {
    const player = reserving(declared, { idempotency: "never-retry" }).timeout(RESERVE);
    expect(player.open).toEqual(["after: task"]);
    player.done(RESERVE, { id: "R-9" });
    expect(player.state.vars).toEqual({});
    expect(player.last(RELEASE)).toMatchObject({
      input: { reservationId: "R-9" },
      compensates: "OL-1/sample/2/1",
      key: "OL-1/sample/2/1/undo",
    });
    expect(player.eventsOf("call.answered-late")).toMatchObject([{ data: { succeeded: true } }]);
    player.done(RELEASE);
    expect(player.open).toEqual(["after: task"]);
    expect(player.state.ledger.map(({ state }) => state)).toEqual(["compensated"]);
  });
  test("a late failure is only written down", () => {
    const player = reserving(declared, { idempotency: "never-retry" }).timeout(RESERVE).fail(RESERVE);
    expect([player.open, player.state.ledger[0]?.state]).toEqual([["after: task"], "failed"]);
  });
  test("the same success told twice is undone once", () => {
    const player = reserving(declared, { idempotency: "never-retry" })
      .timeout(RESERVE)
      .done(RESERVE, { id: "R-9" })
      .done(RESERVE, { id: "R-9" });
    expect(player.calls(RELEASE)).toHaveLength(1);
  });
  test("after an undone success a retry is a new call", () => {
    const player = reserving({ compensate }, { idempotency: "never-retry" })
      .timeout(RESERVE)
      .done(RESERVE, { id: "R-9" })
      .done(RELEASE);
    expect(player.remedy("retry").last(RESERVE).key).toBe("OL-1/sample/2/2");
  });
});

describe("what could not be undone later does not go on", () => {
  test("a compensation that comes to null waits for a person, and is worked out anew without calling again", () => {
    const odd = { ...compensate, input: { reservationId: "=vars.note" } };
    const player = reserving({ compensate: odd }, {}, {}).done(RESERVE, { id: "R-1" });
    expect(player.incidents()).toEqual(["expression-null"]);
    player.remedy("retry");
    expect([player.incidents(), player.calls(RESERVE).length]).toEqual([["expression-null"], 1]);
    player.cancel();
    expect(player.incidents()).toEqual(["compensation-failed"]);
    player.remedy("settled-by-hand");
    player.expectEnd("cancelled", "cancelled");
  });
});

test("the connector and the person are named in the record of a retry", () => {
  const player = reserving().fail(RESERVE);
  player.remedy("retry", person("zhou"));
  expect(player.eventsOf("incident.resolved")).toMatchObject([{ actor: { id: "zhou" }, data: { remedy: "retry" } }]);
});
