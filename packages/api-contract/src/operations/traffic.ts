import { Type } from "typebox";
import { operation, type Operation } from "../operation.ts";
import { PassedOrderList, TrafficAnswer } from "../traffic.ts";
import { json, pathParameter, queryParameter, text } from "./parts.ts";

/** How orders walk through a workflow, from the store. */
const workflow = pathParameter("id", "credit-term-review");
const days = queryParameter("days", Type.Integer({ minimum: 1, maximum: 60 }), "7 by default, 60 at most", 7);

export const trafficOperations = {
  getTraffic: operation({
    id: "getTraffic",
    method: "get",
    path: "/v1/definitions/workflow/{id}/traffic",
    tag: "definitions",
    summary: {
      "zh-CN": "最近几天每个节点来了多少单、从哪个出口走、现在停着多少",
      en: "How many orders came to each node of late, by which port they left, how many stand there now",
    },
    parameters: [workflow, days],
    answers: { 200: json("Counts by node and port", TrafficAnswer) },
    problems: [400, 404],
  }),
  listPassedOrders: operation({
    id: "listPassedOrders",
    method: "get",
    path: "/v1/definitions/workflow/{id}/traffic/{node}/orders",
    tag: "definitions",
    summary: { "zh-CN": "最近经过一个节点的订单", en: "Orders that were at a node of late" },
    parameters: [
      workflow,
      pathParameter("node", "payment-method"),
      days,
      queryParameter("port", text, "Only those that left by it"),
      queryParameter("limit", Type.Integer({ minimum: 1, maximum: 100 }), "20 by default, 100 at most", 20),
    ],
    answers: { 200: json("Newest first; of each day and port the last twenty are remembered", PassedOrderList) },
    problems: [400, 404],
  }),
} as const satisfies Record<string, Operation>;
