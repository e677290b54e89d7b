import { Type } from "typebox";
import { OrderEventInput, OrderInput } from "@orderloom/rule-dsl";
import { orderExample } from "../examples.ts";
import { operation, type Operation } from "../operation.ts";
import {
  AcceptedOrder,
  BatchAnswer,
  BatchRequest,
  OrderCounts,
  OrderDetail,
  OrderEventAnswer,
  OrderList,
  orderStatuses,
  ParkedEventAnswer,
  Timeline,
} from "../orders.ts";
import { Recording } from "../recording.ts";
import { json, pageParameters, pathParameter, queryParameter, text } from "./parts.ts";

/** Intake, lists, one order. */
export const orderOperations = {
  acceptOrder: operation({
    id: "acceptOrder",
    method: "post",
    path: "/v1/orders",
    tag: "orders",
    summary: {
      "zh-CN": "收一张订单；application/x-ndjson 则一行一单，边收边答",
      en: "Accept one order; application/x-ndjson takes one a line and answers line by line",
    },
    body: { schema: OrderInput, example: orderExample },
    answers: {
      202: json("Accepted and on disk", AcceptedOrder),
      200: json("The same channel order was accepted before", AcceptedOrder),
    },
    problems: [400, 409, 413, 415, 422, 503],
  }),
  acceptBatch: operation({
    id: "acceptBatch",
    method: "post",
    path: "/v1/orders/batch",
    tag: "orders",
    summary: {
      "zh-CN": "一次收多张订单，好的收下，坏的逐单说明",
      en: "Accept several orders; good ones are kept, bad ones are explained one by one",
    },
    body: { schema: BatchRequest, example: { orders: [orderExample] } },
    answers: { 200: json("One result per order", BatchAnswer) },
    problems: [400, 413, 415, 422, 503],
  }),
  listOrders: operation({
    id: "listOrders",
    method: "get",
    path: "/v1/orders",
    tag: "orders",
    summary: { "zh-CN": "订单列表，最新在前", en: "Orders, newest first" },
    parameters: [
      queryParameter("channel", text, "A channel, or several separated by commas"),
      queryParameter("status", text, `One or several of ${orderStatuses.join(", ")}`),
      queryParameter("stage", text, "A stage"),
      queryParameter("stuck", Type.Boolean(), "Only what needs a person or stands too long"),
      queryParameter(
        "q",
        Type.String({ maxLength: 120 }),
        "Order id, channel order id or its end, or the last four digits of the phone",
      ),
      queryParameter("from", text, "Received at or after, ISO 8601"),
      queryParameter("to", text, "Received before, ISO 8601"),
      ...pageParameters,
    ],
    answers: { 200: json("A page", OrderList) },
    problems: [400],
  }),
  countOrders: operation({
    id: "countOrders",
    method: "get",
    path: "/v1/orders/counts",
    tag: "orders",
    summary: { "zh-CN": "按状态、阶段、渠道计数", en: "Counts by status, stage and channel" },
    answers: { 200: json("Up to one second old", OrderCounts) },
  }),
  getOrder: operation({
    id: "getOrder",
    method: "get",
    path: "/v1/orders/{id}",
    tag: "orders",
    summary: {
      "zh-CN": "一张订单：现状、流程、对外动作、修改、任务",
      en: "One order: as it stands, its workflows, calls, amendments and tasks",
    },
    parameters: [pathParameter("id", "{order}")],
    answers: { 200: json("The order", OrderDetail) },
    problems: [404],
  }),
  getTimeline: operation({
    id: "getTimeline",
    method: "get",
    path: "/v1/orders/{id}/timeline",
    tag: "orders",
    summary: {
      "zh-CN": "一张订单的时间线，每个决定带理由",
      en: "What happened to an order, each decision with its reason",
    },
    parameters: [pathParameter("id", "{order}")],
    answers: { 200: json("Oldest first", Timeline) },
    problems: [404],
  }),
  getRecording: operation({
    id: "getRecording",
    method: "get",
    path: "/v1/orders/{id}/recording",
    tag: "orders",
    summary: {
      "zh-CN": "一张订单的录像：试运行照着它重放",
      en: "What an order went through, for the simulator to play again",
    },
    parameters: [
      pathParameter("id", "{order}"),
      queryParameter("workflow", text, "One of the workflows it started; its main one when absent"),
    ],
    answers: { 200: json("The recording, personal values masked", Recording) },
    problems: [404],
  }),
  addOrderEvent: operation({
    id: "addOrderEvent",
    method: "post",
    path: "/v1/orders/{id}/events",
    tag: "orders",
    summary: { "zh-CN": "修改订单，或记下外面发生的事", en: "Amend an order, or note something that happened outside" },
    parameters: [
      {
        ...pathParameter("id", "{order}"),
        description:
          "The order's id, or `<channel>:<channel order id>`, which may be of an order that has not come yet",
      },
    ],
    body: { schema: OrderEventInput, example: { id: "note-1", type: "customer.called", data: { about: "delivery" } } },
    answers: {
      202: json(
        "Recorded; or, where the channel has not sent the order yet, parked for seven days and told to it when it comes",
        Type.Union([OrderEventAnswer, ParkedEventAnswer]),
      ),
      200: json("The same event id came before", Type.Union([OrderEventAnswer, ParkedEventAnswer])),
    },
    problems: [400, 404, 409, 422],
  }),
} as const satisfies Record<string, Operation>;
