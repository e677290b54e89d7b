/** FEEL comparisons in words: those that a fact leaf could say as its words, counts and totals as people say them. */
import { type ComparisonSide, comparisonIn, type ComparisonSign, sideOf } from "../expression/comparison-text.ts";
import type { Field } from "../facts/field.ts";
import type { FactLeaf, FactReference, OperatorName } from "../schema/condition.ts";
import type { TracedValue } from "./trace.ts";
import type { Voice } from "./voice.ts";

export interface Comparison {
  readonly left: ComparisonSide;
  readonly sign: ComparisonSign;
  readonly right: ComparisonSide;
}

export function readComparison(feel: string): Comparison | undefined {
  const found = comparisonIn(feel);
  return found && { left: sideOf(found.left), sign: found.sign, right: sideOf(found.right) };
}

const operators: Readonly<Record<ComparisonSign, OperatorName>> = {
  "=": "equal",
  "!=": "notEqual",
  "<": "lessThan",
  "<=": "lessThanInclusive",
  ">": "greaterThan",
  ">=": "greaterThanInclusive",
};

/** The fact leaf that asks the same; undefined where it takes FEEL to ask it. */
export function asFactLeaf({ left, sign, right }: Comparison): FactLeaf | undefined {
  if (left.kind !== "path" || (right.kind !== "path" && right.kind !== "literal")) return undefined;
  const value = right.kind === "path" ? reference(right.path) : right.value;
  return { ...reference(left.path), operator: operators[sign], value };
}

function reference(path: string): FactReference {
  const [fact = "", ...rest] = path.split(".");
  return { fact, path: ["$", ...rest].join(".") };
}

/** Whether a count is asked to be nothing, or to be something; undefined for every other comparison. */
function asksForSome({ left, sign, right }: Comparison): boolean | undefined {
  if (left.kind !== "aggregate" || left.of !== "count" || right.kind !== "literal") return undefined;
  const line = right.value;
  if (line === 0) return sign === ">" || sign === "!=" ? true : sign === "=" || sign === "<=" ? false : undefined;
  if (line === 1) return sign === ">=" ? true : sign === "<" ? false : undefined;
  return undefined;
}

/** `有赠品`, `行数量合计 > 3 件`; `turned`: the opposite. */
export function askedComparison(comparison: Comparison, turned: boolean, voice: Voice): string {
  const some = asksForSome(comparison);
  if (some !== undefined) return someText(some !== turned, listLabel(comparison, voice), voice);
  const { left, right } = comparison;
  const sign = turned ? opposite[comparison.sign] : comparison.sign;
  return `${sideText(left, voice, unitOf(right, voice))} ${shown[sign]} ${sideText(right, voice, unitOf(left, voice))}`;
}

/** `赠品有 1 项`, `行数量合计 2 件 < 已锁数量合计 3 件`: each side with what it came to. */
export function foundComparison(
  comparison: Comparison,
  sides: readonly [TracedValue, TracedValue],
  held: boolean,
  voice: Voice,
): string {
  const [left, right] = sides.map((side) => ("value" in side ? side.value : undefined));
  if (asksForSome(comparison) !== undefined && typeof left === "number") {
    const label = listLabel(comparison, voice);
    if (left === 0) return someText(false, label, voice);
    return voice.say("{label}有 {count} 项", "{label}: {count}", { label, count: left });
  }
  const missing = [comparison.left, comparison.right].find((_, place) => isMissing(sides[place]));
  if (missing !== undefined) {
    const label = "path" in missing ? voice.label(missing.path) : sideText(missing, voice, undefined);
    return voice.say("{label}没有值", "{label} is missing", { label });
  }
  const sign = held ? comparison.sign : (relation(left, right) ?? opposite[comparison.sign]);
  return [
    sideFound(comparison.left, sides[0], unitOf(comparison.right, voice), voice),
    shown[sign],
    sideFound(comparison.right, sides[1], unitOf(comparison.left, voice), voice),
  ].join(" ");
}

/** What both sides come to, without their names: `现在 1 件 = 1 件`. */
export function standingComparison(
  comparison: Comparison,
  sides: readonly [TracedValue, TracedValue],
  voice: Voice,
): string {
  const [left, right] = sides.map((side) => ("value" in side ? side.value : undefined));
  if (asksForSome(comparison) !== undefined && typeof left === "number")
    return left === 0 ? voice.say("现在没有", "now none") : voice.say("现在 {left} 项", "now {left}", { left });
  const sign = relation(left, right);
  if (sign === undefined) return voice.say("没有值", "it is missing");
  const unit = unitOf(comparison.left, voice) ?? unitOf(comparison.right, voice) ?? "";
  const [first, second] = sides.map((side) => voice.seen(side, unit));
  return voice.say("现在 {first} {sign} {second}", "now {first} {sign} {second}", {
    first: first ?? "",
    sign: shown[sign],
    second: second ?? "",
  });
}

/** How far two numbers are apart, in the unit of either side. */
export function comparisonGap(
  comparison: Comparison,
  sides: readonly [TracedValue, TracedValue],
  voice: Voice,
): string | undefined {
  const [left, right] = sides.map((side) => ("value" in side ? side.value : undefined));
  if (typeof left !== "number" || typeof right !== "number" || left === right) return undefined;
  if (asksForSome(comparison) !== undefined) return undefined;
  const gap = Math.round(Math.abs(left - right) * 1e9) / 1e9;
  const text = voice.value(gap, unitOf(comparison.left, voice) ?? unitOf(comparison.right, voice));
  return left < right
    ? voice.say("差 {gap}", "{gap} short", { gap: text })
    : voice.say("多 {gap}", "{gap} over", { gap: text });
}

const isMissing = (traced: TracedValue | undefined): boolean =>
  traced !== undefined && "value" in traced && traced.value === null;

function someText(some: boolean, label: string, voice: Voice): string {
  return some
    ? voice.say("有{label}", "{label}: at least one", { label })
    : voice.say("没有{label}", "{label}: none", { label });
}

function listLabel({ left }: Comparison, voice: Voice): string {
  return left.kind === "aggregate" ? voice.label(left.path) : "";
}

const aggregates = {
  count: ["{label}项数", "Number of {label}"],
  sum: ["{label}合计", "Total {label}"],
  min: ["最小的{label}", "Least {label}"],
  max: ["最大的{label}", "Greatest {label}"],
} as const;

/** `unit`: the path whose unit a literal is written in. */
function sideText(side: ComparisonSide, voice: Voice, unit: string | undefined): string {
  switch (side.kind) {
    case "literal":
      return unit === undefined ? voice.value(side.value) : voice.literal(side.value, unit);
    case "path":
      return voice.label(side.path);
    case "aggregate": {
      const [zh, en] = aggregates[side.of];
      return voice.say(zh, en, { label: voice.inner(voice.label(side.path)) });
    }
    case "other":
      return sumText(side.text, voice);
  }
}

/** `已用额度 + 订单金额`: the terms by their names, joined as they were written. */
function sumText(text: string, voice: Voice): string {
  const parts = text.split(/\s*([-+])\s*(?=[a-z])/);
  return parts
    .map((part) => (part === "-" ? "−" : part === "+" ? "+" : sideText(sideOf(part), voice, undefined)))
    .join(" ");
}

function sideFound(side: ComparisonSide, traced: TracedValue, unit: string | undefined, voice: Voice): string {
  const name = sideText(side, voice, unit);
  if (side.kind === "literal") return name;
  return `${name} ${voice.seen(traced, unitOf(side, voice) ?? unit ?? "")}`;
}

/** The path in whose unit a side is reckoned; a count has none, a sum of terms that of the first that has one. */
function unitOf(side: ComparisonSide, voice: Voice): string | undefined {
  switch (side.kind) {
    case "path":
      return side.path;
    case "aggregate":
      return side.of === "count" ? undefined : side.path;
    case "other":
      return side.text.match(/[a-z]\w*(?:\.\w+)+/g)?.find((path) => hasUnit(voice.field(path)));
    case "literal":
      return undefined;
  }
}

const hasUnit = (field: Field | undefined): boolean => field?.type === "money" || field?.unit !== undefined;

function relation(left: unknown, right: unknown): ComparisonSign | undefined {
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  return left < right ? "<" : left > right ? ">" : "=";
}

const shown: Readonly<Record<ComparisonSign, string>> = {
  "=": "=",
  "!=": "≠",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
};
const opposite: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};
