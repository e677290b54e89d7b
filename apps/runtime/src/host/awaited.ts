import type { JsonValue } from "@orderloom/rule-dsl";
import type { ActivationWait } from "@orderloom/workflow";
import { awaitedQuota } from "./quota/quota-document.ts";

type MetricState = "normal" | "held";

/** How what many wait for is named in the index of who waits (S12). */
export function awaitedName(wait: ActivationWait): string | undefined {
  if (wait.for === "quota") return awaitedQuota(wait.quota);
  return wait.for === "metric" ? metricAwaited(wait.metric, wait.key, wait.state) : undefined;
}

/** Whose decision is taken anew when something happens (S14). */
export function changeAwaited(event: string): string {
  return `change/${event}`;
}

export function metricAwaited(metric: string, key: JsonValue, state: MetricState): string {
  return `metric/${metric}/${state}/${JSON.stringify(key)}`;
}

export interface MetricAwaited {
  readonly metric: string;
  readonly state: MetricState;
  readonly key: JsonValue;
}

/** Undefined for what is no line of a metric. */
export function readMetricAwaited(name: string): MetricAwaited | undefined {
  const [, metric, state, key] = /^metric\/([^/]+)\/(normal|held)\/(.*)$/s.exec(name) ?? [];
  if (metric === undefined || key === undefined) return undefined;
  // `metricAwaited` wrote it.
  return { metric, state: state === "held" ? "held" : "normal", key: JSON.parse(key) as JsonValue };
}
