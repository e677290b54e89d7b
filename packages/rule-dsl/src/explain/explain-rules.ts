import { accessor } from "../compile/json-path.ts";
import { failedLeaves } from "../compile/rule-traces.ts";
import { simplePath } from "../compile/rules.ts";
import type { Facts } from "../expression/values.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { RulesDecision } from "../schema/decision.ts";
import { type Explanation, type ExplanationLine, line } from "./explanation.ts";
import { foundClauses, foundLines, merged, type Traced, turnedLines } from "./leaf-lines.ts";
import { cutTexts, limitText } from "./limit-text.ts";
import { sentenceOf } from "./sentence.ts";
import type { DecisionTrace, RuleTrace } from "./trace.ts";
import type { Voice } from "./voice.ts";

type RulesTrace = Extract<DecisionTrace, { type: "rules" }>;

/** What a rules decision is told from. */
interface Told {
  readonly definition: RulesDecision;
  readonly facts: Facts | undefined;
  readonly value: JsonValue | undefined;
  readonly voice: Voice;
}

/** Which rule won and by what, which conditions refused the others, the nearest first. */
export function explainRules(trace: RulesTrace, told: Told): Explanation {
  const { voice } = told;
  const winners = trace.rules.filter((rule) => rule.held && rule.passedOver !== true);
  const passedOver = trace.rules.filter((rule) => rule.passedOver === true);
  const refused = trace.rules
    .filter((rule) => !rule.held)
    .toSorted((a, b) => failedLeaves(a.condition) - failedLeaves(b.condition));
  return {
    sentence:
      winners.length > 0
        ? wonSentence(winners, told)
        : passedOver.length > 0
          ? limitedSentence(passedOver, told)
          : refusedSentence(refused[0], told),
    because: (winners.length > 0 ? winners : passedOver.length > 0 ? passedOver : refused.slice(0, 1)).flatMap((rule) =>
      foundLines(tracedOf(rule, told), voice, nameOf(rule, told)),
    ),
    whyNot: [
      ...cutLines(winners, told),
      ...passedOver.map((rule) => passedOverLine(rule, winners, told)),
      ...merged(
        refused.flatMap((rule) => turnedLines(tracedOf(rule, told), voice, nameOf(rule, told))),
        voice,
      ),
      ...omittedLine(trace.omitted, voice),
    ],
  };
}

function tracedOf(rule: RuleTrace, { definition, facts }: Told): Traced {
  const root = definition.rules.find((each) => each.id === rule.ruleId)?.conditions ?? { all: [] };
  const { each } = definition;
  const path = each === undefined ? undefined : simplePath(each.of);
  if (each === undefined || rule.item === undefined || path === undefined || facts === undefined)
    return { trace: rule.condition, root, named: definition.conditions };
  const items = accessor(path.split(".").map((key) => ({ key })))(facts);
  const value: unknown = Array.isArray(items) ? items[rule.item] : undefined;
  return { trace: rule.condition, root, named: definition.conditions, item: { alias: each.as, value } };
}

/** `天猫，一字不差（第 1 行）`. */
function nameOf(rule: RuleTrace, told: Told): string {
  return told.voice.say("{name}{place}", "{name}{place}", { name: titleOf(rule, told), place: placeOf(rule, told) });
}

/** `「天猫，一字不差」（第 1 行）`. */
function quotedName(rule: RuleTrace, told: Told): string {
  const parts = { name: titleOf(rule, told), place: placeOf(rule, told) };
  return told.voice.say("「{name}」{place}", "“{name}”{place}", parts);
}

function titleOf({ ruleId }: RuleTrace, { definition, voice }: Told): string {
  return voice.name(definition.rules.find((each) => each.id === ruleId)?.name, ruleId);
}

/** Which item of `each` it was, counted from one: a line of the order, or an item of another list. */
function placeOf({ item }: RuleTrace, { definition, voice }: Told): string {
  if (item === undefined) return "";
  const parts = { place: item + 1 };
  return simplePath(definition.each?.of ?? "") === "order.lines"
    ? voice.say("（第 {place} 行）", " (line {place})", parts)
    : voice.say("（第 {place} 项）", " (item {place})", parts);
}

function wonSentence(winners: readonly RuleTrace[], told: Told): string {
  const { voice, value } = told;
  const events = Array.isArray(value)
    ? (value as readonly JsonValue[])
    : value === undefined || value === null
      ? []
      : [value];
  const results = winners.map(
    (rule, index) =>
      eventText(events[index], voice) ?? voice.say("适用{name}", "{name} applies", { name: quotedName(rule, told) }),
  );
  const [first] = winners;
  const clauses = first === undefined ? [] : foundClauses(tracedOf(first, told), voice);
  return sentenceOf(clauses, voice.list([...new Set(results)]), voice);
}

/** What an event means to an order desk, where its parameters say so. */
function eventText(event: JsonValue | undefined, voice: Voice): string | undefined {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return undefined;
  const { type, params } = event as JsonObject; // no list, as just checked
  if (type !== "gift" || typeof params !== "object" || params === null || Array.isArray(params)) return undefined;
  const { sku, quantity } = params as JsonObject; // no list, as just checked
  if (typeof sku !== "string") return undefined;
  return voice.say("送 {sku} × {count}", "{sku} × {count} is given", {
    sku,
    count: typeof quantity === "number" ? quantity : 1,
  });
}

function refusedSentence(nearest: RuleTrace | undefined, told: Told): string {
  const { voice } = told;
  if (nearest === undefined)
    return voice.say("没有规则可比，因此什么也不做", "There is no rule to apply, so nothing is done");
  const result = voice.say("没有规则适用，最近的是{name}", "no rule applies; {name} came nearest", {
    name: quotedName(nearest, told),
  });
  return sentenceOf(foundClauses(tracedOf(nearest, told), voice), result, voice);
}

/** Rules hold, and a limit leaves nothing for any of them. */
function limitedSentence(passedOver: readonly RuleTrace[], told: Told): string {
  const [first] = passedOver;
  if (first === undefined) return refusedSentence(undefined, told);
  const clauses = [...foundClauses(tracedOf(first, told), told.voice)];
  return sentenceOf(clauses, passedOverText(first, [], told), told.voice);
}

function passedOverLine(rule: RuleTrace, winners: readonly RuleTrace[], told: Told): ExplanationLine {
  return line(true, passedOverText(rule, winners, told), { of: nameOf(rule, told) });
}

/** Why a rule that holds gave nothing: another one came before it, or a limit was reached. */
function passedOverText(rule: RuleTrace, winners: readonly RuleTrace[], told: Told): string {
  const { definition, voice } = told;
  const name = quotedName(rule, told);
  const before = winners.find(({ item }) => definition.perItem !== true || item === rule.item);
  if ((definition.policy ?? "first") === "first" && before !== undefined)
    return voice.say(
      "{name}也符合，但{winner}排在前面，首个命中就停",
      "{name} applies too, but {winner} comes before it and the first hit counts",
      { name, winner: quotedName(before, told) },
    );
  const limit = limitText(rule, winners, definition, voice);
  if (limit === undefined)
    return voice.say("{name}也符合，但没有轮到它", "{name} applies too, but its turn did not come", { name });
  return voice.say("{name}也符合，但{limit}", "{name} applies too, but {limit}", { name, limit });
}

/** What a cap left of an event that asked for more. */
function cutLines(winners: readonly RuleTrace[], told: Told): readonly ExplanationLine[] {
  const { definition, voice, value } = told;
  const events: readonly JsonValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return winners.flatMap((rule, index) =>
    cutTexts(rule, events[index], definition, voice).map((text) => line(false, text, { of: nameOf(rule, told) })),
  );
}

function omittedLine(omitted: number | undefined, voice: Voice): readonly ExplanationLine[] {
  if (omitted === undefined) return [];
  return [
    line(false, voice.say("还有 {omitted} 条规则离得更远", "{omitted} more rules were farther off", { omitted })),
  ];
}
