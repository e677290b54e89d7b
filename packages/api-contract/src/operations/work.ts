import { Type } from "typebox";
import { operation, type Operation } from "../operation.ts";
import { InstanceSummary } from "../orders.ts";
import {
  AssignRequest,
  CancelRequest,
  MigrateAnswer,
  MigrateRequest,
  RemedyRequest,
  RestartPreview,
  RestartRequest,
  RetryRequest,
} from "../tasks.ts";
import { json, pathParameter } from "./parts.ts";

/** Instances that need a hand. */
export const workOperations = {
  getInstance: operation({
    id: "getInstance",
    method: "get",
    path: "/v1/instances/{id}",
    tag: "instances",
    summary: { "zh-CN": "一张订单在一个流程里走到哪了", en: "Where an order stands in one workflow" },
    parameters: [pathParameter("id", "{instance}")],
    answers: { 200: json("The instance", InstanceSummary) },
    problems: [404],
  }),
  cancelInstance: operation({
    id: "cancelInstance",
    method: "post",
    path: "/v1/instances/{id}/cancel",
    tag: "instances",
    summary: { "zh-CN": "停下这个流程，已办的撤回", en: "Stop it and undo what was done" },
    parameters: [pathParameter("id", "{instance}")],
    body: { schema: CancelRequest, example: { reason: "客户不要了" } },
    answers: { 200: json("Stopped", InstanceSummary) },
    problems: [404, 409],
  }),
  retryInstance: operation({
    id: "retryInstance",
    method: "post",
    path: "/v1/instances/{id}/retry",
    tag: "instances",
    summary: { "zh-CN": "断在哪，从哪再试", en: "Try again where it broke" },
    parameters: [pathParameter("id", "{broken}")],
    body: { schema: RetryRequest, example: {} },
    answers: { 200: json("Going again", InstanceSummary) },
    problems: [404, 409],
  }),
  remedyInstance: operation({
    id: "remedyInstance",
    method: "post",
    path: "/v1/instances/{id}/remedy",
    tag: "instances",
    summary: { "zh-CN": "按给出的办法处理异常", en: "Take one of the remedies an incident offers" },
    parameters: [pathParameter("id", "{broken}")],
    body: { schema: RemedyRequest, example: { activation: "{activation}", remedy: "retry" } },
    answers: { 200: json("Going on", InstanceSummary) },
    problems: [404, 409],
  }),
  assignIncident: operation({
    id: "assignIncident",
    method: "post",
    path: "/v1/instances/{id}/assign",
    tag: "instances",
    summary: { "zh-CN": "把异常交给一组人或一个人", en: "Hand an incident to a group or a person" },
    parameters: [pathParameter("id", "{broken}")],
    body: { schema: AssignRequest, example: { activation: "{activation}", owner: { group: "operations" } } },
    answers: { 200: json("Handed over", InstanceSummary) },
    problems: [404, 409],
  }),
  migrateInstances: operation({
    id: "migrateInstances",
    method: "post",
    path: "/v1/workflows/{id}/migrate",
    tag: "instances",
    summary: { "zh-CN": "把在走的实例移到另一版", en: "Move running instances to another version" },
    parameters: [pathParameter("id", "credit-term-review")],
    body: { schema: MigrateRequest, example: { from: 1, to: 1, dryRun: true } },
    answers: { 200: json("What it would do, or what it did", MigrateAnswer) },
    problems: [404, 422],
  }),
  restartInstance: operation({
    id: "restartInstance",
    method: "post",
    path: "/v1/instances/{id}/restart",
    tag: "instances",
    summary: {
      "zh-CN": "从某个节点重来，可以先撤回之后办过的",
      en: "Begin again at a node, undoing what came behind it",
    },
    parameters: [pathParameter("id", "{instance}")],
    body: { schema: RestartRequest, example: { node: "start", compensate: true, reason: "地址改了", dryRun: true } },
    answers: {
      200: json("What it takes back, or the instance going again", Type.Union([RestartPreview, InstanceSummary])),
    },
    problems: [404, 409, 422],
  }),
} as const satisfies Record<string, Operation>;
