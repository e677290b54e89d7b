/**
 * `advance` alone: an order's whole life, message by message, without a host. A step is a node that a token enters; the rate is steps a second of
 * processor time, over lives that decide, call twice, wait and end. Beside it the same flow written by hand.
 */
import { generateDay } from "@orderloom/demo-shop";
import { type Order, parseOrder, receiveOrder, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { advance, type CompiledWorkflow, compileWorkflow, type InstanceMessage, replay } from "@orderloom/workflow";
import { type Figure, figureOf } from "../figure.ts";
import { sizeRules } from "../shop/six-nodes.ts";
import { beginByHand, goOnByHand } from "./by-hand.ts";

const call = (action: string, next: string) =>
  ({
    type: "action",
    action: { connector: "wms", name: action },
    input: { orderId: "=order.id" },
    output: "vars.answer",
    compensate: { action: { connector: "wms", name: `undo-${action}` }, input: { id: "=vars.answer.id" } },
    ports: { done: next },
  }) as const;

const life: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "bench-life",
  name: { en: "A life" },
  role: "main",
  nodes: {
    start: { type: "start", ports: { next: "size" } },
    size: { type: "decision", decision: sizeRules.id, output: "vars.size", ports: { done: "way" } },
    way: {
      type: "switch",
      cases: [
        { id: "vip", when: { all: [{ fact: "order", path: "$.customer.level", operator: "equal", value: "gold" }] } },
      ],
      ports: { vip: "reserve", otherwise: "reserve" },
    },
    reserve: call("reserve-stock", "pick"),
    pick: call("create-pick-task", "wait"),
    wait: { type: "wait", until: { event: "shipment.signed" }, ports: { done: "end" } },
    end: { type: "end", outcome: "done" },
  },
};

const compiled: CompiledWorkflow = compileWorkflow(life, {
  version: 1,
  decision: (id) => (id === sizeRules.id ? { definition: sizeRules, version: 1 } : undefined),
  action: ({ name }) => ({ name: { en: name }, idempotency: "idempotency-key", input: {}, output: {} }),
});

const ORDERS = 256;
const T0 = Date.parse("2026-11-11T00:00:00+08:00");

/** `leastMs`: how long each contender runs at the least. */
export function measureAdvance(leastMs = 2_000): Figure {
  const orders = sampleOrders();
  const [first] = orders;
  if (first) mustReplay(first);
  const ours = rateOf((order) => live(order), orders, leastMs);
  const byHand = rateOf(liveByHand, orders, leastMs);
  return figureOf("advance-steps", ours, "steps/s", ["by hand", byHand]);
}

function sampleOrders(): readonly Order[] {
  return [...generateDay({ seed: "advance", orders: ORDERS, date: "2026-11-11" })]
    .slice(0, ORDERS)
    .map(({ order }, place) => {
      const parsed = parseOrder(order);
      if (!parsed.ok) throw new Error(`order ${String(place)} is not an order`);
      const id = `OL-20261111-${String(place)}`;
      return receiveOrder(parsed.value, { id, receivedAt: T0 + place, identitySalt: "bench" });
    });
}

const messagesOf = (order: Order): readonly InstanceMessage[] => {
  const instanceId = `${order.id}/bench-life`;
  const done = (activation: number): InstanceMessage => ({
    type: "effect.completed",
    effectKey: `${instanceId}/${String(activation)}/1`,
    attempt: 1,
    answer: { kind: "done", output: { id: "R-1" } },
    tookMs: 3,
  });
  return [
    { type: "start", instanceId, orderId: order.id, catalogueRevision: 1 },
    done(4),
    done(5),
    { type: "event", event: "shipment.signed", at: T0, data: {} },
  ];
};

/** Gives the number of steps; a life that does not end is a mistake of this benchmark. */
function live(order: Order): number {
  const input = { now: T0, reads: { order } };
  let steps = 0;
  let state: ReturnType<typeof advance>["state"] | undefined;
  for (const message of messagesOf(order)) {
    const result = advance(compiled, state, message, input);
    ({ state } = result);
    steps += result.visited.length;
  }
  if (state?.phase !== "ended") throw new Error(`the life of ${order.id} did not end`);
  return steps;
}

function liveByHand(order: Order): number {
  let { state, steps } = beginByHand(order);
  for (let message = 0; message < 3; message += 1) {
    const result = goOnByHand(state, { id: "R-1" }, order);
    ({ state } = result);
    steps += result.steps;
  }
  return steps;
}

/** What is timed is what replay runs. */
function mustReplay(order: Order): void {
  const turns = messagesOf(order).map((message) => ({ message, now: T0, reads: { order } }));
  if (replay(compiled, turns).phase !== "ended") throw new Error("the life does not replay");
}

/** Steps a second of processor time, warm; the best of three. */
function rateOf(run: (order: Order) => number, orders: readonly Order[], leastMs: number): number {
  const once = (): number => {
    const before = process.cpuUsage();
    const began = performance.now();
    let steps = 0;
    while (performance.now() - began < leastMs / 4) for (const order of orders) steps += run(order);
    const { user, system } = process.cpuUsage(before);
    return (steps * 1_000_000) / (user + system);
  };
  once();
  return Math.max(once(), once(), once());
}
