import { problem, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { MAX_STEPS, MAX_VISITS } from "../tokens.ts";
import { sampleOrder } from "../testing/orders.ts";
import { person, Player, workflowOf, type World } from "../testing/player.ts";

type Nodes = WorkflowDefinition["nodes"];
type Amend = Partial<Extract<Nodes[string], { type: "amend" }>>;

const start: Nodes[string] = { type: "start", ports: { next: "node" } };
const hold: Nodes[string] = { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "end" } };
const end: Nodes[string] = { type: "end", outcome: "done" };

function playing(node: Nodes[string], extra: Nodes = {}, world: World = {}): Player {
  return new Player(workflowOf({ start, node, hold, end, ...extra }), world);
}

describe("assign", () => {
  test("sets what it works out, all from the same moment", () => {
    const player = playing(
      {
        type: "assign",
        set: { "vars.a": "=vars.b", "vars.b": "=vars.a", "vars.none": "=vars.nothing" },
        ports: { next: "hold" },
      },
      {},
      { input: { a: 1, b: 2 } },
    );
    expect(player.state.vars).toEqual({ a: 2, b: 1, none: null });
  });
});

describe("switch", () => {
  const when = (value: string) => ({ all: [{ fact: "order", path: "$.channel", operator: "equal", value }] });
  const node: Nodes[string] = {
    type: "switch",
    cases: [
      { id: "jd", when: when("jd") },
      { id: "app", when: when("own-app") },
      { id: "also", when: when("own-app") },
    ],
    ports: { jd: "no", app: "hold", also: "no", otherwise: "end" },
  };
  test("takes the first case that holds, and says what it saw", () => {
    const player = playing(node);
    expect(player.open).toEqual(["hold: task"]);
    expect(player.eventsOf("switch.taken")).toMatchObject([
      {
        data: {
          port: "app",
          trace: [
            { case: "jd", condition: { held: false } },
            { case: "app", condition: { held: true } },
          ],
        },
      },
    ]);
  });
  test("takes otherwise when none does, also when the field is not there", () => {
    playing(node, {}, { order: sampleOrder({ channel: "pos" }) }).expectEnd("done");
    playing({
      type: "switch",
      cases: [{ id: "big", when: { all: [{ fact: "vars", path: "$.n", operator: "greaterThan", value: 0 }] } }],
      ports: { big: "hold", otherwise: "end" },
    }).expectEnd("done");
  });
  test("a way that leads nowhere waits for a person", () => {
    expect(playing({ ...node, ports: { otherwise: "end" } }).incidents()).toEqual(["outcome-without-port"]);
  });
});

describe("emit", () => {
  test("tells whoever listens, and goes on", () => {
    const player = playing({
      type: "emit",
      event: "order.released",
      data: { channel: "=order.channel", none: "=order.note" },
      ports: { next: "end" },
    });
    player.expectEnd("done");
    expect(player.sent("event.publish")).toEqual([
      {
        type: "event.publish",
        key: "OL-1/sample/2/1",
        event: "order.released",
        data: { channel: "own-app", none: null },
      },
    ]);
  });
});

describe("raise", () => {
  const node: Nodes[string] = {
    type: "raise",
    incident: "no-stock",
    message: { en: "No stock" },
    remedies: [{ id: "give-up" }],
    ports: { "give-up": "end" },
  };
  test("waits for a person, with the ways out it offers", () => {
    const player = playing(node);
    expect([player.status, player.state.activations[0]?.wait]).toMatchObject([
      "incident",
      { incident: { incident: "no-stock", remedies: ["retry", "give-up"], message: { en: "No stock" } } },
    ]);
    player.remedy("give-up").expectEnd("done");
  });
  test("refuses a way out that it does not offer", () => {
    expect(playing(node).remedy("done").refusal).toMatchObject({
      code: "remedy-not-offered",
      data: { allowed: ["retry", "give-up"] },
    });
  });
  test("an incident that is not there", () => {
    const player = playing(hold).send({ type: "incident.remedy", activation: 2, remedy: "retry", actor: person("wu") });
    expect(player.refusal?.code).toBe("incident-not-found");
  });
});

describe("amend (S1)", () => {
  const amending = (amend: Amend, world: World = {}): Player =>
    playing({ type: "amend", ...amend, ports: { next: "hold", ...amend.ports } }, {}, world);
  const KEY = "OL-1/sample/2/1";
  const amendments = (player: Player) => player.sent("order.amend").flatMap((effect) => effect.amendments);

  test("adds gifts as a rules decision gives them, at a price of the order's currency", () => {
    const gift = { type: "gift", params: { sku: "GF-9", quantity: 1, unitPrice: 1.5, boundTo: "1" } };
    expect(amendments(amending({ add: "=vars.gifts" }, { input: { gifts: [gift] } }))).toEqual([
      {
        type: "order.line-added",
        data: {
          line: { id: "2-1", sku: "GF-9", quantity: 1, boundTo: "1", unitPrice: { minorUnits: 150, currency: "CNY" } },
        },
      },
    ]);
  });
  test.each([
    ["cancels lines", { cancel: "=order.lines.id" }, [{ type: "order.line-cancelled", data: { lineId: "1" } }]],
    ["holds", { hold: { reason: '="peak"' } }, [{ type: "order.held", data: { reason: "peak" } }]],
    ["lifts a hold", { hold: false }, [{ type: "order.hold-lifted", data: {} }]],
    [
      "cancels the order and says why",
      { cancelOrder: { reason: "no stock" } },
      [{ type: "order.cancelled", data: { reason: "no stock" } }],
    ],
    [
      "reports a state",
      { fulfilment: "ORD_003" },
      [{ type: "order.fulfilment-changed", data: { fulfilment: "ORD_003" } }],
    ],
    [
      "notes attributes",
      { attributes: { vip: "=order.total > 100" } },
      [{ type: "order.attributes-changed", data: { attributes: { vip: true } } }],
    ],
    [
      "tags",
      { tags: { add: ["vip"] }, reason: "big" },
      [{ type: "order.tags-changed", data: { add: ["vip"], remove: [], reason: "big" } }],
    ],
  ] as const)("%s", (_title, amend, expected) => {
    // The tables are written as definitions are: plain JSON.
    expect(amendments(amending(amend as unknown as Amend))).toEqual(expected);
  });
  test("goes on when the order says that it changed", () => {
    const player = amending({ hold: false });
    expect(player.open).toEqual(["node: amend"]);
    expect(player.send({ type: "order.amended", effectKey: KEY, problems: [] }).open).toEqual(["hold: task"]);
  });
  test("an order that refuses leaves by error, or waits for a person", () => {
    const refused = {
      type: "order.amended",
      effectKey: KEY,
      problems: [problem("line-not-found", "", { given: "9" })],
    } as const;
    expect(amending({ cancel: "9" }).send(refused).incidents()).toEqual(["amendment-refused"]);
    amending({ cancel: "9", ports: { error: "end" } })
      .send(refused)
      .expectEnd("done");
  });
  test("nothing to change is nothing to wait for", () => {
    expect(amending({ add: "=vars.gifts" }, { input: { gifts: [] } }).open).toEqual(["hold: task"]);
  });
  test.each([
    ["a value that is not known", { add: "=vars.gifts" }, "expression-null"],
    ["something that is no line", { add: [{ quantity: 1 }] }, "expression-failed"],
    ["a state that is no text", { fulfilment: 3 }, "expression-failed"],
  ] as const)("%s changes nothing at all", (_title, amend, incident) => {
    const player = amending(amend);
    expect([player.incidents(), amendments(player)]).toEqual([[incident], []]);
  });
});

describe("subworkflow (S9)", () => {
  const node: Nodes[string] = {
    type: "subworkflow",
    workflow: "part",
    input: { total: "=order.total" },
    output: "vars.part",
    timeout: "PT1H",
    ports: { done: "hold", sold: "end", error: "failed", timeout: "failed" },
  };
  const failed: Nodes[string] = { type: "raise", incident: "part-failed" };
  const child = "OL-1/sample/2";
  const entry = {
    effectKey: `${child}/3/1`,
    activation: 3,
    nodeId: "pay",
    connector: "shop",
    action: "pay",
    state: "completed",
    requestedAt: 0,
    attempts: 1,
    completed: 1,
  } as const;
  const undo = {
    connector: "shop",
    action: "refund",
    input: { id: "P" },
    effectKey: `${child}/3/1/undo`,
    idempotency: "idempotency-key",
  } as const;
  const ended = {
    type: "child.ended",
    activation: 2,
    childId: child,
    outcome: "done",
    cancelled: false,
    output: { n: 1 },
  } as const;

  test("starts a child with its input and waits for it", () => {
    const player = playing(node, { failed });
    expect(player.sent("workflow.start")).toEqual([
      {
        type: "workflow.start",
        key: `${child}/1`,
        activation: 2,
        childId: child,
        workflow: "part",
        input: { total: 500 },
      },
    ]);
    expect(player.send(ended).open).toEqual(["hold: task"]);
    expect(player.state.vars).toEqual({ part: { n: 1 } });
  });
  test("an outcome with a port of its own leaves by it", () => {
    playing(node, { failed })
      .send({ ...ended, outcome: "sold" })
      .expectEnd("done");
  });
  test("a cancelled child leaves by error", () => {
    expect(
      playing(node, { failed })
        .send({ ...ended, cancelled: true })
        .incidents(),
    ).toEqual(["part-failed"]);
  });
  test("what the child has done is taken back by its parent", () => {
    const player = playing(node, { failed })
      .send({ ...ended, ledger: [{ ...entry, compensation: undo }] })
      .cancel();
    expect(player.last("shop.refund")).toMatchObject({ key: undo.effectKey, input: { id: "P" } });
    player.done("shop.refund").expectEnd("cancelled", "cancelled");
  });
  test("a child that takes too long is told to stop, and the parent goes on", () => {
    const player = playing(node, { failed }).wait(3_600_000);
    expect([player.sent("workflow.cancel"), player.incidents()]).toMatchObject([[{ childId: child }], ["part-failed"]]);
  });
  test("a parent is not final before its child has stopped; what the child did all the same is undone", () => {
    const player = playing(node, { failed }).cancel();
    expect([player.state.phase, player.sent("workflow.cancel").length]).toEqual(["compensating", 1]);
    player.send({ ...ended, ledger: [{ ...entry, compensation: undo }] });
    expect(player.last("shop.refund").compensates).toBe(entry.effectKey);
    player.done("shop.refund").expectEnd("cancelled", "cancelled");
  });
  test("a child tells its parent what it did", () => {
    const part = new Player(workflowOf({ start: { type: "start", ports: { next: "end" } }, end }), {
      parent: { instanceId: "P", activation: 7 },
      input: { n: 1 },
    });
    expect(part.sent("workflow.ended")).toEqual([
      {
        type: "workflow.ended",
        key: "OL-1/sample/ended",
        parent: { instanceId: "P", activation: 7 },
        outcome: "done",
        cancelled: false,
        output: { n: 1 },
        ledger: [],
      },
    ]);
  });
});

describe("going round in circles (S7)", () => {
  test("a node is visited a thousand times, then a person looks", () => {
    const player = playing({
      type: "assign",
      set: { "vars.n": "=if vars.n = null then 1 else vars.n + 1" },
      ports: { next: "node" },
    });
    expect([player.incidents(), player.state.vars]).toEqual([["visits-exceeded"], { n: MAX_VISITS }]);
    player.remedy("retry");
    expect(player.state.vars).toEqual({ n: 2 * MAX_VISITS });
  });
  test("one message walks no more than its bound, however many nodes there are", () => {
    const ring = Array.from(
      { length: 20 },
      (_, index) => [`n${index}`, { type: "assign", set: {}, ports: { next: `n${(index + 1) % 20}` } }] as const,
    );
    const player = new Player(
      workflowOf({ start: { type: "start", ports: { next: "n0" } }, ...Object.fromEntries(ring) }),
    );
    expect([player.incidents(), player.workflow.nodes.size]).toEqual([["steps-exceeded"], 21]);
    expect(Object.values(player.state.visits).reduce((sum, visits) => sum + visits, 0)).toBe(MAX_STEPS);
  });
});

describe("stages (S4)", () => {
  test("come from the nodes that name one, each with the instant it was entered", () => {
    const player = playing(
      { type: "assign", stage: "received", set: {}, ports: { next: "hold" } },
      { hold: { ...hold, stage: "review" } },
    );
    expect([player.state.stage, player.state.stages.map(({ stage }) => stage)]).toEqual([
      "review",
      ["received", "review"],
    ]);
  });
});
