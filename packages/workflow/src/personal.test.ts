import type { Condition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { sampleOrder } from "./testing/orders.ts";
import { person, Player, workflowOf } from "./testing/player.ts";

const order = sampleOrder();
const secrets = [
  order.shipTo.name,
  order.shipTo.phone,
  order.shipTo.street,
  order.customer.email,
  order.customer.deviceId,
];

/** What conditions see of a text that a connector gave, and that holds the buyer's name and street. */
const seen: Condition = {
  any: [
    { fact: "vars", path: "$.label.printed", operator: "equal", value: "nothing" },
    { fact: "order", path: "$.channel", operator: "equal", value: { fact: "vars", path: "$.label.printed" } },
    { not: { feel: 'vars.label.printed != "nothing"' } },
  ],
};

/** Carries the buyer's data everywhere an author could. */
const nodes: WorkflowDefinition["nodes"] = {
  start: { type: "start", ports: { next: "address" } },
  address: {
    type: "decision",
    decision: "address",
    output: "vars.address",
    ports: { done: "call" },
  },
  call: {
    type: "action",
    action: { connector: "carrier", name: "book" },
    input: {
      to: "=order.shipTo.name",
      phones: ["=order.shipTo.phone"],
      text: '="mail " + order.customer.email',
      device: "=order.customer.deviceId",
    },
    output: "vars.label",
    compensate: { action: { connector: "carrier", name: "cancel" }, input: { street: "=order.shipTo.street" } },
    ports: { done: "tell", error: "tell" },
  },
  tell: {
    type: "emit",
    event: "parcel.booked",
    data: { street: "=order.shipTo.street", city: "=order.shipTo.city" },
    ports: { next: "known" },
  },
  known: { type: "decision", decision: "known", output: "vars.known", ports: { done: "which" } },
  which: {
    type: "switch",
    cases: [
      { id: "li", when: { all: [{ fact: "order", path: "$.customer.name", operator: "equal", value: "nobody" }] } },
      { id: "seen", when: seen },
    ],
    ports: { li: "review", seen: "review", otherwise: "review" },
  },
  review: {
    type: "task",
    group: "ops",
    show: { name: "=order.customer.name" },
    outcomes: [{ id: "ok" }],
    ports: { ok: "again" },
  },
  again: {
    type: "action",
    action: { connector: "carrier", name: "print" },
    input: { name: "=order.customer.name" },
    ports: { done: "end" },
  },
  end: { type: "end", outcome: "done" },
};

function played(): Player {
  const player = new Player(workflowOf(nodes), {
    decisions: {
      address: {
        kind: "decision",
        schemaVersion: 1,
        id: "address",
        name: { en: "Address" },
        type: "expression",
        entries: [{ id: "line", value: "=order.shipTo.street + order.shipTo.name" }],
      },
      known: {
        kind: "decision",
        schemaVersion: 1,
        id: "known",
        name: { en: "Known" },
        type: "rules",
        rules: [{ id: "r1", conditions: seen, event: { type: "known" } }],
      },
    },
  });
  player.done("carrier.book", { printed: `${order.shipTo.name} ${order.shipTo.street}`, number: "SF1" });
  player
    .decide("ok", person("wu", "ops"), { reason: `called ${order.customer.phone ?? ""}` })
    .fail("carrier.print", `refused for ${order.shipTo.phone ?? ""}`);
  return player.cancel(`${order.shipTo.name} changed their mind`).done("carrier.cancel");
}

describe("personal data stays out of events (H10)", () => {
  test("wherever an expression, a connector's answer or a fault's text has carried it", () => {
    const player = played();
    player.expectEnd("cancelled", "cancelled");
    const told = JSON.stringify(player.events);
    expect(secrets.filter((secret) => secret !== undefined && told.includes(secret))).toEqual([]);
  });
  test("while the connector gets it, and what is not personal is told", () => {
    const player = played();
    expect(player.calls("carrier.book")[0]?.input).toMatchObject({ to: "李晓婷", phones: ["13800006021"] });
    expect(player.eventsOf("event.emitted")).toMatchObject([{ data: { data: { street: "•••", city: "杭州市" } } }]);
    expect(player.eventsOf("switch.taken")[0]?.data).toMatchObject({
      trace: [{}, { case: "seen", condition: { children: [{ observed: { value: "•••" } }, {}, {}] } }],
    });
    expect(player.eventsOf("call.completed")[0]).toMatchObject({ data: { output: { printed: "•••", number: "SF1" } } });
  });
});
