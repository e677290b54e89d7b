/** A leaf in words: as a condition that is asked, and as what was found when it was. */
import { isFactReference } from "../compile/sides.ts";
import { factPath, parsePath } from "../compile/json-path.ts";
import { operatorParts } from "../compile/operators.ts";
import type { JsonValue } from "../schema/common.ts";
import type { FactLeaf, FactReference, OperatorName } from "../schema/condition.ts";
import type { Voice } from "./voice.ts";

export function pathOf(source: FactReference): string {
  return factPath(source.fact, parsePath(source.path ?? "$") ?? []);
}

/** The right side of a leaf: a literal by its name, another fact by its label. */
function operandText(leaf: FactLeaf, voice: Voice): string {
  const { value } = leaf;
  if (isFactReference(value)) return voice.label(pathOf(value));
  return voice.literal(value, pathOf(leaf));
}

const signs: Readonly<Partial<Record<OperatorName, readonly [held: string, refused: string]>>> = {
  lessThan: ["<", "≥"],
  lessThanInclusive: ["≤", ">"],
  greaterThan: [">", "≤"],
  greaterThanInclusive: ["≥", "<"],
};

/** `订单金额 ≥ ¥500`, `渠道是天猫`, `客户等级在企业、白名单之中`. */
export function askedText(leaf: FactLeaf, voice: Voice): string {
  const parts = operatorParts(leaf.operator);
  const place = { label: voice.label(pathOf(leaf)), value: operandText(leaf, voice) };
  if (parts === undefined)
    return voice.say("{label} {operator} {value}", "{label} {operator} {value}", { ...place, operator: leaf.operator });
  if (leaf.value === null) return presenceText(parts.name === "equal", place.label, voice);
  if (parts.decorators.length > 0)
    return decoratedText(parts.decorators, askedText({ ...leaf, operator: parts.name }, voice), voice);
  const sign = signs[parts.name];
  if (sign !== undefined) return `${place.label} ${sign[0]} ${place.value}`;
  if (typeof leaf.value === "boolean" && (parts.name === "equal" || parts.name === "notEqual"))
    return logicalText(place.label, leaf.value === (parts.name === "equal"), voice);
  const [zh, en] = asked[parts.name as keyof typeof asked];
  return voice.say(zh, en, place);
}

const asked = {
  equal: ["{label}是{value}", "{label} is {value}"],
  notEqual: ["{label}不是{value}", "{label} is not {value}"],
  in: ["{label}在{value}之中", "{label} is one of {value}"],
  notIn: ["{label}不在{value}之中", "{label} is none of {value}"],
  contains: ["{label}里有{value}", "{label} has {value}"],
  doesNotContain: ["{label}里没有{value}", "{label} has no {value}"],
} as const satisfies Partial<Record<OperatorName, readonly [string, string]>>;

function logicalText(label: string, wanted: boolean, voice: Voice): string {
  return voice.say("{label}：{value}", "{label}: {value}", { label, value: voice.value(wanted) });
}

function presenceText(missing: boolean, label: string, voice: Voice): string {
  return missing
    ? voice.say("没有{label}", "no {label}", { label: voice.inner(label) })
    : voice.say("有{label}", "{label} is there", { label });
}

const decorations: Readonly<Record<string, readonly [string, string]>> = {
  someFact: ["有一项符合：{inner}", "some item: {inner}"],
  everyFact: ["每一项都符合：{inner}", "every item: {inner}"],
  someValue: ["对其中一个值：{inner}", "for one of the values: {inner}"],
  everyValue: ["对每一个值：{inner}", "for each of the values: {inner}"],
  swap: ["反过来比：{inner}", "compared the other way round: {inner}"],
  not: ["不成立：{inner}", "not so: {inner}"],
};

function decoratedText(decorators: readonly string[], inner: string, voice: Voice): string {
  return decorators.reduceRight((text, decorator) => {
    const [zh = "{inner}", en = "{inner}"] = decorations[decorator] ?? [];
    return voice.say(zh, en, { inner: text });
  }, inner);
}

/** `订单金额 ¥1,280 ≥ ¥500`, `商品编码是 CL-100-REFILL，不是 CL-100`: what was seen, the relation it has, the threshold. */
export function foundText(
  leaf: FactLeaf,
  seen: { readonly held: boolean; readonly observed: string; readonly against?: string | undefined },
  voice: Voice,
): string {
  const parts = operatorParts(leaf.operator);
  const value = seen.against === undefined ? operandText(leaf, voice) : `${operandText(leaf, voice)} ${seen.against}`;
  const place = { label: voice.label(pathOf(leaf)), value, observed: seen.observed };
  if (leaf.value === null) return presenceText(seen.held === (leaf.operator === "equal"), place.label, voice);
  if (parts === undefined || parts.decorators.length > 0) {
    const [zh, en] = seen.held
      ? (["{asked}（现为 {observed}）", "{asked} (it is {observed})"] as const)
      : (["没有做到：{asked}（现为 {observed}）", "not so: {asked} (it is {observed})"] as const);
    return voice.say(zh, en, { asked: askedText(leaf, voice), observed: seen.observed });
  }
  const sign = signs[parts.name];
  if (sign !== undefined) return `${place.label} ${place.observed} ${seen.held ? sign[0] : sign[1]} ${place.value}`;
  if (typeof leaf.value === "boolean" && (parts.name === "equal" || parts.name === "notEqual"))
    return voice.say("{label}：{observed}", "{label}: {observed}", place);
  const [zh, en] = found[parts.name as keyof typeof found][seen.held ? "held" : "refused"];
  return voice.say(zh, en, place);
}

const same = ["{label}是{value}", "{label} is {value}"] as const;
const other = ["{label}是{observed}，不是{value}", "{label} is {observed}, not {value}"] as const;
const among = ["{label}是{observed}，在{value}之中", "{label} is {observed}, one of {value}"] as const;
const outside = ["{label}是{observed}，不在{value}之中", "{label} is {observed}, none of {value}"] as const;
const having = ["{label}里有{value}", "{label} has {value}"] as const;
const lacking = ["{label}是{observed}，里面没有{value}", "{label} is {observed}, without {value}"] as const;
const found = {
  equal: { held: same, refused: other },
  notEqual: { held: other, refused: same },
  in: { held: among, refused: outside },
  notIn: { held: outside, refused: among },
  contains: { held: having, refused: lacking },
  doesNotContain: { held: lacking, refused: having },
} as const;

/** How far a number was from the other side: `差 ¥20`, `多 ¥780.01`. Undefined where there is no distance. */
export function shortfall(
  leaf: FactLeaf,
  observed: JsonValue | undefined,
  against: JsonValue | undefined,
  voice: Voice,
): string | undefined {
  const parts = operatorParts(leaf.operator);
  const line = isFactReference(leaf.value) ? against : leaf.value;
  if (parts === undefined || parts.decorators.length > 0 || typeof observed !== "number" || typeof line !== "number")
    return undefined;
  const isMore = parts.name === "greaterThan" || parts.name === "greaterThanInclusive";
  if (!isMore && parts.name !== "lessThan" && parts.name !== "lessThanInclusive") return undefined;
  const path = pathOf(leaf);
  const isStrict = parts.name === "greaterThan" || parts.name === "lessThan";
  const step = isStrict ? smallestStep(voice.field(path)?.type === "money", observed, line) : 0;
  const gap = voice.value(round(Math.abs(line - observed) + step), path);
  return isMore ? voice.say("差 {gap}", "{gap} short", { gap }) : voice.say("多 {gap}", "{gap} over", { gap });
}

/** The least by which a strict line must be passed: a cent, or one where both are whole. */
function smallestStep(isMoney: boolean, observed: number, line: number): number {
  if (isMoney) return 0.01;
  return Number.isInteger(observed) && Number.isInteger(line) ? 1 : 0;
}

const round = (value: number): number => Math.round(value * 1e9) / 1e9;

const opposites: Readonly<Record<OperatorName, OperatorName>> = {
  equal: "notEqual",
  notEqual: "equal",
  in: "notIn",
  notIn: "in",
  contains: "doesNotContain",
  doesNotContain: "contains",
  lessThan: "greaterThanInclusive",
  lessThanInclusive: "greaterThan",
  greaterThan: "lessThanInclusive",
  greaterThanInclusive: "lessThan",
};

/** The leaf that holds where this one does not; undefined for decorated operators. */
export function opposite(leaf: FactLeaf): FactLeaf | undefined {
  if (!Object.hasOwn(opposites, leaf.operator)) return undefined;
  return { ...leaf, operator: opposites[leaf.operator as OperatorName] }; // one of its keys, as just checked
}
