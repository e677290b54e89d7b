import { describe, expect, test } from "vitest";
import { sampleOrder } from "./testing/orders.ts";
import { person, Player, workflowOf } from "./testing/player.ts";

const end = { type: "end", outcome: "released" } as const;
const finance = person("zhou", "finance");

describe("an order walks its workflow", () => {
  test("start to end in one go", () => {
    const player = new Player(workflowOf({ start: { type: "start", ports: { next: "end" } }, end }));
    player.expectEnd("released");
    expect(player.eventTypes()).toEqual(["instance.started", "instance.ended"]);
  });

  test.each([
    ["credit term is reviewed by finance", "credit-term", ["review: task"]],
    ["anything else goes straight to the warehouse", "alipay", []],
  ] as const)("%s", (_title, method, open) => {
    const player = new Player(
      workflowOf({
        start: { type: "start", ports: { next: "how" } },
        how: {
          type: "switch",
          cases: [
            {
              id: "credit",
              when: { all: [{ fact: "order", path: "$.payment.method", operator: "equal", value: "credit-term" }] },
            },
          ],
          ports: { credit: "review", otherwise: "end" },
        },
        review: { type: "task", group: "finance", outcomes: [{ id: "approve" }], ports: { approve: "end" } },
        end,
      }),
      { order: sampleOrder({ payment: { method, status: "pending" } }) },
    );
    expect(player.open).toEqual(open);
  });

  test("an action is called once and its answer moves the order once", () => {
    const player = new Player(
      workflowOf({
        start: { type: "start", ports: { next: "reserve" } },
        reserve: {
          type: "action",
          action: { connector: "wms", name: "reserve-stock" },
          input: { orderId: "=order.id" },
          output: "vars.reservation",
          ports: { done: "review" },
        },
        review: { type: "task", group: "finance", outcomes: [{ id: "approve" }], ports: { approve: "end" } },
        end,
      }),
    );
    expect(player.last("wms.reserve-stock").input).toEqual({ orderId: "OL-20261111-000001" });
    player.done("wms.reserve-stock", { id: "R-1" });
    expect(player.state.vars).toEqual({ reservation: { id: "R-1" } });
    const before = player.state;
    player.done("wms.reserve-stock", { id: "R-2" });
    expect(player.state).toBe(before);
    player.decide("approve", finance);
    player.expectEnd("released");
  });
});
