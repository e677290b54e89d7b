/** The leaves of a condition trace as lines and clauses. */
import type { Condition, FactLeaf, FeelLeaf, NamedConditions } from "../schema/condition.ts";
import { isFactReference } from "../compile/sides.ts";
import { conditionAt, decidingLeaves } from "./condition-at.ts";
import { type ExplanationLine, line } from "./explanation.ts";
import { asFactLeaf, comparisonGap, foundComparison, readComparison, standingComparison } from "./comparison.ts";
import { feelText, instantRangeIn, rangeText } from "./feel-text.ts";
import { askedText, foundText, opposite, pathOf, shortfall } from "./leaf-text.ts";
import type { ConditionTrace, TracedValue } from "./trace.ts";
import type { Voice } from "./voice.ts";

/** Where a trace's leaves come from, and the item they looked at. */
export interface Traced {
  readonly trace: ConditionTrace;
  readonly root: Condition;
  readonly named?: NamedConditions | undefined;
  readonly item?: { readonly alias: string; readonly value: unknown } | undefined;
}

export interface Leaf {
  readonly trace: ConditionTrace;
  readonly condition: FactLeaf | FeelLeaf;
  readonly item: Traced["item"];
}

/** The leaves that decided, each with its condition. */
function leavesOf({ trace, root, named, item }: Traced): readonly Leaf[] {
  return decidingLeaves(trace).flatMap((leaf) => {
    const condition = conditionAt(root, leaf.at, named);
    return condition !== undefined && ("fact" in condition || "feel" in condition)
      ? [{ trace: leaf, condition, item }]
      : [];
  });
}

/** `订单金额 ¥1,280 ≥ ¥500`, one for each leaf that decided. */
export function foundClauses(traced: Traced, voice: Voice): readonly string[] {
  const found = leavesOf(traced).map((leaf) => foundClause(leaf, voice));
  return found.length > 0 ? found : [nothingText(traced.trace, voice)];
}

/** What decided, as it was found, with the distance to the other outcome. */
export function foundLines(traced: Traced, voice: Voice, of?: string): readonly ExplanationLine[] {
  const lines = leavesOf(traced).map((leaf) =>
    line(leaf.trace.held, foundClause(leaf, voice), { distance: gapOf(leaf, voice), of }),
  );
  return lines.length > 0 ? lines : [line(traced.trace.held, nothingText(traced.trace, voice), { of })];
}

/** What would have to be so for the other outcome, each with what it is now. */
export function turnedLines(traced: Traced, voice: Voice, of?: string): readonly ExplanationLine[] {
  return leavesOf(traced).map((leaf) => line(false, turnedText(leaf, voice), { distance: seenText(leaf, voice), of }));
}

/** Equal lines of several rules, rows or items told once, under all their names. */
export function merged(lines: readonly ExplanationLine[], voice: Voice): readonly ExplanationLine[] {
  const byText = Map.groupBy(lines, ({ held, text, distance = "" }) => JSON.stringify([held, text, distance]));
  return [...byText.values()].flatMap((same) => {
    const [first] = same;
    const names = [...new Set(same.flatMap(({ of }) => of ?? []))];
    return first === undefined ? [] : [names.length < 2 ? first : { ...first, of: voice.list(names) }];
  });
}

/** A group without leaves, or a condition that could not be read. */
function nothingText(trace: ConditionTrace, voice: Voice): string {
  return trace.held
    ? voice.say("没有条件要满足", "nothing is asked for")
    : voice.say("条件读不出来", "the condition cannot be read");
}

function foundClause({ trace, condition, item }: Leaf, voice: Voice): string {
  if ("feel" in condition) return feelClause(trace, condition, voice, item);
  const path = pathOf(condition);
  const asksForPresence = condition.value === null;
  if (trace.missing === true && !asksForPresence)
    return voice.say("{label}没有值", "{label} is missing", { label: voice.label(path) });
  const against =
    trace.against !== undefined && isFactReference(condition.value)
      ? voice.seen(trace.against, pathOf(condition.value), item)
      : undefined;
  return foundText(condition, { held: trace.held, observed: seen(trace.observed, path, voice, item), against }, voice);
}

function seen(traced: TracedValue | undefined, path: string, voice: Voice, item: Traced["item"]): string {
  return traced === undefined ? voice.value(null) : voice.seen(traced, path, item);
}

function feelClause(trace: ConditionTrace, condition: FeelLeaf, voice: Voice, item: Traced["item"]): string {
  const { held } = trace;
  if (condition.name === undefined) {
    const read = readClause(trace, condition.feel, voice, item);
    if (read !== undefined) return read;
  }
  const asked =
    condition.name === undefined ? feelText(condition.feel, false, voice) : voice.name(condition.name, condition.feel);
  const now = readsText(trace, voice, item);
  const place = { asked, now };
  if (now === "") return held ? asked : voice.say("不成立：{asked}", "not so: {asked}", place);
  if (held) return voice.say("{asked}（{now}）", "{asked} ({now})", place);
  return voice.say("不成立：{asked}（{now}）", "not so: {asked} ({now})", place);
}

/** The forms of FEEL that can be told in words with what was found. */
function readClause(trace: ConditionTrace, feel: string, voice: Voice, item: Traced["item"]): string | undefined {
  const { held, sides, reads = {} } = trace;
  const range = instantRangeIn(feel);
  const moment = range && reads[range.path];
  if (range !== undefined && moment !== undefined && trace.missing !== true)
    return rangeText(range, held, seen(moment, range.path, voice, item), voice);
  const comparison = readComparison(feel);
  if (comparison === undefined || sides === undefined) return undefined;
  const leaf = asFactLeaf(comparison);
  if (leaf === undefined) return foundComparison(comparison, sides, held, voice);
  const [observed, against] = sides;
  const missing = "value" in observed && observed.value === null;
  return foundClause(
    { trace: { at: "", held, observed, against, ...(missing && { missing }) }, condition: leaf, item },
    voice,
  );
}

const mostReads = 4;

/** `下单时间 2026-11-11 09:12:00`: the plain values a FEEL leaf read. */
function readsText(trace: ConditionTrace, voice: Voice, item: Traced["item"]): string {
  const reads = Object.entries(trace.reads ?? {}).filter(
    ([path, traced]) => "value" in traced || voice.field(path)?.personal === true,
  );
  return voice.list(
    reads.slice(0, mostReads).map(([path, traced]) => `${voice.label(path)} ${seen(traced, path, voice, item)}`),
  );
}

/** The distance of the outcome from its opposite. */
function gapOf({ trace, condition }: Leaf, voice: Voice): string | undefined {
  if ("feel" in condition) return feelGap(trace, condition, voice);
  const toTurn = trace.held ? opposite(condition) : condition;
  return toTurn === undefined ? undefined : shortfall(toTurn, plain(trace.observed), plain(trace.against), voice);
}

function feelGap({ held, sides }: ConditionTrace, condition: FeelLeaf, voice: Voice): string | undefined {
  const comparison = readComparison(condition.feel);
  if (comparison === undefined || sides === undefined) return undefined;
  const leaf = asFactLeaf(comparison);
  if (leaf === undefined) return comparisonGap(comparison, sides, voice);
  return gapOf(
    { trace: { at: "", held, observed: sides[0], against: sides[1] }, condition: leaf, item: undefined },
    voice,
  );
}

const plain = (traced: TracedValue | undefined) =>
  traced !== undefined && "value" in traced ? traced.value : undefined;

/** `现为 ¥1,280，多 ¥780.01`: what a leaf saw, and how far that is from the other outcome. */
export function seenText(leaf: Leaf, voice: Voice): string {
  const { trace, condition, item } = leaf;
  if ("feel" in condition) return feelStanding(leaf, voice);
  if (condition.value === null)
    return trace.missing === true ? voice.say("现在没有", "now missing") : voice.say("现在有", "now there");
  if (trace.missing === true) return voice.say("没有值", "it is missing");
  const now = voice.say("现为{now}", "now {now}", { now: seen(trace.observed, pathOf(condition), voice, item) });
  const gap = gapOf(leaf, voice);
  return gap === undefined ? now : voice.say("{now}，{gap}", "{now}, {gap}", { now, gap });
}

function feelStanding(leaf: Leaf, voice: Voice): string {
  const now = feelNow(leaf, voice);
  const gap = gapOf(leaf, voice);
  return gap === undefined ? now : voice.say("{now}，{gap}", "{now}, {gap}", { now, gap });
}

function feelNow({ trace, condition, item }: Leaf, voice: Voice): string {
  const comparison = "feel" in condition ? readComparison(condition.feel) : undefined;
  const leaf = comparison && asFactLeaf(comparison);
  if (leaf !== undefined && trace.sides !== undefined) {
    const now = seen(trace.sides[0], pathOf(leaf), voice, item);
    return voice.say("现为{now}", "now {now}", { now });
  }
  if (comparison !== undefined && trace.sides !== undefined) return standingComparison(comparison, trace.sides, voice);
  const now = readsText(trace, voice, item);
  return now === "" ? voice.say("现在不是", "it is not so") : voice.say("现为 {now}", "now {now}", { now });
}

function turnedText({ trace, condition }: Leaf, voice: Voice): string {
  if (condition.name !== undefined) {
    const asked = voice.name(condition.name, "");
    return trace.held ? voice.say("并非：{asked}", "not: {asked}", { asked }) : asked;
  }
  if ("feel" in condition) return feelText(condition.feel, trace.held, voice);
  const turned = trace.held ? opposite(condition) : condition;
  return turned === undefined
    ? voice.say("并非：{asked}", "not: {asked}", { asked: askedText(condition, voice) })
    : askedText(turned, voice);
}
