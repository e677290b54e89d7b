import { operation, type Operation } from "../operation.ts";
import { AnnounceAnswer, AnnounceRequest, ScheduleList, StartAnswer, StartRequest } from "../starts.ts";
import { json, pathParameter } from "./parts.ts";

/** What starts workflows beside orders: the clock, a person, a call. */
export const startOperations = {
  listSchedules: operation({
    id: "listSchedules",
    method: "get",
    path: "/v1/schedules",
    tag: "definitions",
    summary: {
      "zh-CN": "按时间表启动的流程：下次何时、上次如何",
      en: "Workflows that the clock starts: when next, how last",
    },
    answers: { 200: json("All in force", ScheduleList) },
  }),
  startWorkflow: operation({
    id: "startWorkflow",
    method: "post",
    path: "/v1/definitions/workflow/{id}/start",
    tag: "definitions",
    summary: {
      "zh-CN": "启动一个自启流程，或让时间表现在就跑一次",
      en: "Start a workflow of its own, or have its schedule come round now",
    },
    parameters: [pathParameter("id", "stock-count")],
    body: { schema: StartRequest, example: { input: { warehouse: "HZ" } } },
    answers: { 202: json("Started", StartAnswer) },
    problems: [404, 409],
  }),
  announce: operation({
    id: "announce",
    method: "post",
    path: "/v1/events",
    tag: "definitions",
    summary: {
      "zh-CN": "宣布一件不属于哪张订单的事：受它影响、还没走过头的订单重新决定",
      en: "Announce what concerns no single order: those whose plan hangs on it are decided anew",
    },
    body: { schema: AnnounceRequest, example: { type: "warehouse.failed", data: { warehouse: "HZ" } } },
    answers: { 202: json("On disk, and being told", AnnounceAnswer) },
    problems: [422],
  }),
} as const satisfies Record<string, Operation>;
