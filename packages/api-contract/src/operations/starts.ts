import { operation, type Operation } from "../operation.ts";
import { ScheduleList, StartAnswer, StartRequest } from "../starts.ts";
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
} as const satisfies Record<string, Operation>;
