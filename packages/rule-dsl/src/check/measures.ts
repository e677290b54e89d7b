import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { MetricDefinition } from "../schema/metric.ts";
import type { QuotaDefinition } from "../schema/quota.ts";
import { checkCondition } from "./conditions.ts";
import { checkValues } from "./expressions.ts";
import { repeatedIds } from "./ids.ts";
import { catalogueOf } from "./known-fields.ts";
import { scopeOf } from "./reading-scope.ts";

const summing: ReadonlySet<MetricDefinition["of"]["aggregate"]> = new Set(["sum", "distinct"]);

/** Whether a metric can be counted, and lets go below where it holds (S21). */
export function checkMetric(metric: MetricDefinition): readonly Diagnostic[] {
  const { of, lines } = metric;
  const scope = scopeOf(catalogueOf(metric, {}), { roots: ["event"] });
  const valueless =
    summing.has(of.aggregate) && of.value === undefined
      ? [diagnostic("error", "missing-field", "/of/value", { field: "value" })]
      : [];
  return [
    ...valueless,
    ...checkValues(of.value, "/of/value", scope),
    ...checkValues(of.by, "/of/by", scope),
    ...(of.when === undefined ? [] : checkCondition(of.when, "/of/when", scope)),
    ...(lines === undefined || lines.release.below <= lines.hold.above ? [] : [crossedLines(lines)]),
  ];
}

/** A line to release that lies above the one to hold would hold and release at once. */
function crossedLines(lines: NonNullable<MetricDefinition["lines"]>): Diagnostic {
  const relation = { "zh-CN": "不大于", en: "at most" };
  const data = { field: "lines.release.below", relation, limit: lines.hold.above, given: lines.release.below };
  return diagnostic("error", "out-of-range", "/lines/release/below", data);
}

/** Whether a quota's limits can be told apart and counted by something that exists (S22). */
export function checkQuota(quota: QuotaDefinition): readonly Diagnostic[] {
  const { allow, period } = quota;
  const isEmpty = period !== undefined && Date.parse(period.from) >= Date.parse(period.until);
  const data = {
    field: "period.until",
    relation: { "zh-CN": "晚于", en: "after" },
    limit: period?.from,
    given: period?.until,
  };
  return [
    ...repeatedIds(allow, "/allow"),
    ...checkValues(allow, "/allow", scopeOf(catalogueOf(quota, {}))),
    ...(isEmpty ? [diagnostic("error", "out-of-range", "/period/until", data)] : []),
  ];
}
