import { add, compareNumbers, type FeelNumber, toDouble } from "../expression/numbers.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { TableDecision } from "../schema/decision.ts";

/** Outputs by the order of their columns' listed values, first listed first (DMN 1.5, 8.2.8); unlisted values come last. */
export function byOutputPriority(definition: TableDecision, outputs: readonly JsonObject[]): readonly JsonObject[] {
  return outputs.toSorted((a, b) => {
    for (const { id, values } of definition.outputs) {
      if (values === undefined) continue;
      const difference = rankOf(values, a[id]) - rankOf(values, b[id]);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function rankOf(values: readonly JsonValue[], value: JsonValue | undefined): number {
  const rank = values.findIndex((listed) => value !== undefined && sameJson(listed, value));
  return rank === -1 ? values.length : rank;
}

/** COLLECT: a list, a count, or one map with the sum, least or greatest of each output; null where there are no numbers. */
export function aggregate(definition: TableDecision, outputs: readonly JsonObject[]): JsonValue {
  const aggregation = definition.aggregation ?? "list";
  if (aggregation === "list") return outputs;
  if (aggregation === "count") return outputs.length;
  return Object.fromEntries(
    definition.outputs.map(({ id }) => [
      id,
      combine(
        aggregation,
        outputs.map((output) => output[id]),
      ),
    ]),
  );
}

function combine(aggregation: "sum" | "min" | "max", values: readonly (JsonValue | undefined)[]): number | null {
  const numbers = values.filter((value) => typeof value === "number");
  const [first, ...rest] = numbers;
  if (first === undefined || numbers.length < values.length) return null;
  return toDouble(rest.reduce<FeelNumber>((left, right) => combinePair(aggregation, left, right), first));
}

function combinePair(aggregation: "sum" | "min" | "max", left: FeelNumber, right: FeelNumber): FeelNumber {
  if (aggregation === "sum") return add(left, right) ?? left;
  const order = compareNumbers(left, right);
  return (aggregation === "min" ? order <= 0 : order >= 0) ? left : right;
}

/** Equality of JSON, keys in any order. */
export function sameJson(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  const [a, b] = [left as JsonObject, right as JsonObject]; // lists read by index as maps do by key
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null))
  );
}
