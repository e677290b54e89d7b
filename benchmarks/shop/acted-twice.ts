import type { WorkflowDefinition } from "@orderloom/rule-dsl";

const name = (en: string) => ({ en });

/** Every order reserves its stock and goes to be picked: two calls of the warehouse. */
export const actedTwice: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "bench-acted",
  name: name("Acted twice"),
  role: "main",
  nodes: {
    start: { type: "start", stage: "received", ports: { next: "reserve" } },
    reserve: {
      type: "action",
      stage: "stock",
      action: { connector: "wms", name: "reserve-stock" },
      input: {
        orderId: "=order.id",
        lines: "=for line in order.lines return {sku: line.sku, quantity: line.quantity}",
      },
      output: "vars.reservation",
      compensate: {
        action: { connector: "wms", name: "release-stock" },
        input: { reservationId: "=vars.reservation.id" },
      },
      ports: { done: "pick", "out-of-stock": "short" },
    },
    pick: {
      type: "action",
      stage: "release",
      action: { connector: "wms", name: "create-pick-task" },
      input: { reservationId: "=vars.reservation.id" },
      ports: { done: "end" },
    },
    short: { type: "end", outcome: "short" },
    end: { type: "end", outcome: "done" },
  },
};
