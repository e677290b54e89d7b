import { MetricList, MetricRow } from "../metrics.ts";
import { operation, type Operation } from "../operation.ts";
import { json, pathParameter } from "./parts.ts";

/** What is measured, as it stands. */
export const metricOperations = {
  listMetrics: operation({
    id: "listMetrics",
    method: "get",
    path: "/v1/metrics",
    tag: "definitions",
    summary: {
      "zh-CN": "每个指标现在的数值、增幅和状态",
      en: "What each metric comes to now: value, growth and state by key",
    },
    answers: { 200: json("All in force", MetricList) },
  }),
  getMetric: operation({
    id: "getMetric",
    method: "get",
    path: "/v1/metrics/{id}",
    tag: "definitions",
    summary: { "zh-CN": "一个指标现在的数值、增幅和状态", en: "What one metric comes to now" },
    parameters: [pathParameter("id", "channelOrdersGrowth")],
    answers: { 200: json("By key", MetricRow) },
    problems: [404],
  }),
} as const satisfies Record<string, Operation>;
