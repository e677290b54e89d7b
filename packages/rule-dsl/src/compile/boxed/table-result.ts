/** From the rows that hit to the table's value, by hit policy (DMN 1.5, 8.2.8). */
import { add, compareNumbers } from "../../expression/numbers.ts";
import { compareValues, equalValues } from "../../expression/compare.ts";
import { type FeelValue, isList, isNumber, isRecord, kindOf } from "../../expression/values.ts";
import type { TableBox } from "../../schema/boxed.ts";
import { type BoxPlace, giveNull, type OutputColumn, type Site } from "./piece.ts";

interface Settling {
  readonly table: TableBox["table"];
  readonly outputs: readonly OutputColumn[];
  readonly place: BoxPlace;
}
/** What one row gives, column by column. */
type Given = readonly FeelValue[];

export function settleHits(settling: Settling, hits: readonly Given[], site: Site): FeelValue {
  const { table, outputs, place } = settling;
  if (hits.length === 0) return withoutHits(settling, site);
  const [first = []] = hits;
  switch (table.hitPolicy) {
    case "UNIQUE":
      return hits.length > 1 ? giveNull(site, "several-rows", place) : valueOf(first, outputs);
    case "ANY":
      return hits.some((hit) => !isSame(hit, first, site))
        ? giveNull(site, "rows-differ", place)
        : valueOf(first, outputs);
    case "FIRST":
      return valueOf(first, outputs);
    case "PRIORITY":
      return valueOf(byPriority(hits, outputs, site)[0] ?? [], outputs);
    case "OUTPUT ORDER":
      return byPriority(hits, outputs, site).map((hit) => valueOf(hit, outputs));
    case "RULE ORDER":
      return hits.map((hit) => valueOf(hit, outputs));
    case "COLLECT":
      return collect(settling, hits, site);
  }
}

/** A single output is its value, several are a context. */
function valueOf(given: Given, outputs: readonly OutputColumn[]): FeelValue {
  if (outputs.length === 1) return given[0] ?? null;
  return Object.fromEntries(outputs.map(({ name = "" }, index) => [name, given[index] ?? null]));
}

function withoutHits({ table, outputs, place }: Settling, site: Site): FeelValue {
  if (outputs.some(({ fallback }) => fallback !== undefined)) {
    const value = valueOf(
      outputs.map(({ fallback }) => (fallback === undefined ? null : fallback(site))),
      outputs,
    );
    return isListed(table) ? [value] : value;
  }
  if (table.hitPolicy === "COLLECT" && table.aggregation === "count") return 0;
  return isListed(table) ? [] : giveNull(site, "no-row", place);
}

/** Whether the table's value is a list of what the rows give. */
function isListed({ hitPolicy, aggregation }: TableBox["table"]): boolean {
  if (hitPolicy === "RULE ORDER" || hitPolicy === "OUTPUT ORDER") return true;
  return hitPolicy === "COLLECT" && aggregation === undefined;
}

function isSame(left: Given, right: Given, { frame }: Site): boolean {
  return left.every((value, index) => equalValues(value, right[index] ?? null, frame.zone) === true);
}

/** By the order in which the columns list their values, the leftmost column first; what is not listed comes last. */
function byPriority(hits: readonly Given[], outputs: readonly OutputColumn[], site: Site): readonly Given[] {
  const ranked = hits.map((given) => ({
    given,
    ranks: outputs.map(({ listed }, index) => {
      const rank = listed.findIndex((test) => test(given[index] ?? null, site) === true);
      return rank === -1 ? listed.length : rank;
    }),
  }));
  const sorted = ranked.toSorted((left, right) => {
    const at = left.ranks.findIndex((rank, index) => rank !== right.ranks[index]);
    return at === -1 ? 0 : (left.ranks[at] ?? 0) - (right.ranks[at] ?? 0);
  });
  return sorted.map(({ given }) => given);
}

function collect({ table, outputs, place }: Settling, hits: readonly Given[], site: Site): FeelValue {
  const { aggregation } = table;
  if (aggregation === undefined) return hits.map((hit) => valueOf(hit, outputs));
  if (aggregation === "count") return hits.length;
  const totals = outputs.map((_, index) =>
    combine(
      aggregation,
      hits.map((hit) => hit[index] ?? null),
      site,
      place,
    ),
  );
  return valueOf(totals, outputs);
}

function combine(aggregation: "sum" | "min" | "max", values: Given, site: Site, place: BoxPlace): FeelValue {
  const misfit = values.find((value) => (aggregation === "sum" ? !isNumber(value) : !isOrdered(value)));
  if (misfit !== undefined) {
    return giveNull(site, "not-comparable", place, { left: kindOf(misfit), right: kindOf(values[0] ?? null) });
  }
  return values.reduce((left, right) => {
    const both = pair(aggregation, left, right, site);
    if (both !== undefined) return both;
    return giveNull(site, "not-comparable", place, { left: kindOf(left), right: kindOf(right) });
  });
}

function isOrdered(value: FeelValue): boolean {
  return value !== null && typeof value !== "boolean" && !isList(value) && !isRecord(value);
}

function pair(
  aggregation: "sum" | "min" | "max",
  left: FeelValue,
  right: FeelValue,
  site: Site,
): FeelValue | undefined {
  if (isNumber(left) && isNumber(right)) {
    if (aggregation === "sum") return add(left, right) ?? undefined;
    return compareNumbers(left, right) <= 0 === (aggregation === "min") ? left : right;
  }
  if (aggregation === "sum") return undefined;
  const order = compareValues(left, right, site.frame.zone);
  if (order === null) return undefined;
  return order <= 0 === (aggregation === "min") ? left : right;
}
