import { Decimal, fromDecimal } from "../expression/numbers.ts";
import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Condition, FactLeaf, FactReference, FeelLeaf } from "../schema/condition.ts";
import { applyOperator, isKnownOperator } from "./apply-operator.ts";
import { factValue, pathText, readPath } from "./read-path.ts";
import { feel, readsOfFeel, type Session, unfetched, warn } from "./session.ts";

/** `wait`: it depends on the facts in `needs`, which are still to be fetched (S15). */
export interface Answer {
  readonly outcome: "yes" | "no" | "wait";
  readonly needs: readonly string[];
}

const yes: Answer = { outcome: "yes", needs: [] };
const no: Answer = { outcome: "no", needs: [] };
const answer = (held: boolean): Answer => (held ? yes : no);
const waitFor = (needs: readonly string[]): Answer => ({ outcome: "wait", needs });

export function evaluateCondition(
  session: Session,
  condition: Condition,
  facts: Facts,
  within: readonly string[] = [],
): Answer {
  const walk = (inner: Condition): Answer => evaluateCondition(session, inner, facts, within);
  if ("all" in condition) return group(condition.all, "no", walk);
  if ("any" in condition) return condition.any.length === 0 ? yes : group(condition.any, "yes", walk);
  if ("not" in condition) return opposite(walk(condition.not));
  if ("condition" in condition) return named(session, condition.condition, facts, within);
  if ("feel" in condition) return feelLeaf(session, condition, facts);
  return factLeaf(session, condition, facts);
}

/** Highest priority first; one priority is looked at whole before the next, and nothing after an answer that decides. */
function group(members: readonly Condition[], decides: "yes" | "no", walk: (condition: Condition) => Answer): Answer {
  const priorityOf = (member: Condition): number => ("priority" in member ? (member.priority ?? 1) : 1);
  const priorities = [...new Set(members.map(priorityOf))].sort((a, b) => b - a);
  for (const priority of priorities) {
    const needs: string[] = [];
    for (const member of members.filter((each) => priorityOf(each) === priority)) {
      const found = walk(member);
      if (found.outcome === decides) return found;
      needs.push(...found.needs);
    }
    if (needs.length > 0) return waitFor(needs);
  }
  return answer(decides === "no");
}

function opposite({ outcome, needs }: Answer): Answer {
  return outcome === "wait" ? waitFor(needs) : answer(outcome === "no");
}

function named(session: Session, name: string, facts: Facts, within: readonly string[]): Answer {
  const condition = Object.hasOwn(session.conditions, name) ? session.conditions[name] : undefined;
  if (condition !== undefined && !within.includes(name))
    return evaluateCondition(session, condition, facts, [...within, name]);
  warn(session, condition === undefined ? "unknown-condition" : "condition-cycle", { name });
  return no;
}

function feelLeaf(session: Session, leaf: FeelLeaf, facts: Facts): Answer {
  const needs = unfetched(session, readsOfFeel(session, leaf.feel), facts);
  if (needs.length > 0) return waitFor(needs);
  const value = feel(session, leaf.feel, facts);
  if (value === null) warn(session, "missing-value", { path: leaf.feel });
  else if (typeof value !== "boolean") warn(session, "wrong-operand", { path: leaf.feel, operator: "feel" });
  return answer(value === true);
}

function factLeaf(session: Session, leaf: FactLeaf, facts: Facts): Answer {
  if (!isKnownOperator(leaf.operator)) return refuse(session, "unknown-operator", { operator: leaf.operator });
  const other = isReference(leaf.value) ? leaf.value : undefined;
  for (const side of [leaf, other]) {
    if (side !== undefined && readPath(null, side.path ?? "$") === undefined)
      return refuse(session, "bad-path", { path: leaf.path ?? "" });
  }
  const asksForPresence = leaf.value === null && ["equal", "notEqual"].includes(leaf.operator);
  if (leaf.value === null && !asksForPresence) return refuse(session, "missing-value", { path: leaf.operator });
  const foreign = other === undefined ? currencyAgainst(leaf.value, session) : undefined;
  if (foreign !== undefined)
    return refuse(session, "currency-mismatch", {
      path: pathText(leaf.fact, leaf.path),
      given: foreign,
      base: baseOf(session),
    });
  const needs = unfetched(session, [leaf.fact, ...(other === undefined ? [] : [other.fact])], facts);
  if (needs.length > 0) return waitFor(needs);
  const observed = factValue(facts, leaf.fact, leaf.path);
  if (asksForPresence) return answer((observed === undefined || observed === null) === (leaf.operator === "equal"));
  return compare(session, leaf, observed, other === undefined ? leaf.value : factValue(facts, other.fact, other.path));
}

function refuse(session: Session, ...warning: [Parameters<typeof warn>[1], Parameters<typeof warn>[2]]): Answer {
  warn(session, ...warning);
  return no;
}

function compare(session: Session, leaf: FactLeaf, left: unknown, right: unknown): Answer {
  const leftPath = pathText(leaf.fact, leaf.path);
  const rightPath = isReference(leaf.value) ? pathText(leaf.value.fact, leaf.value.path) : leftPath;
  const sides = [
    { value: right, path: rightPath },
    { value: left, path: leftPath },
  ];
  for (const { value, path } of sides) {
    if (value === undefined || value === null) warn(session, "missing-value", { path });
    const currency = currencyAgainst(value, session);
    if (currency !== undefined) warn(session, "currency-mismatch", { path, given: currency, base: baseOf(session) });
  }
  if (sides.some(({ value }) => value === undefined || value === null || currencyAgainst(value, session) !== undefined))
    return no;
  const given = inMajorUnits(left);
  const held = applyOperator(leaf.operator, given, left === right ? given : inMajorUnits(right));
  if (held === undefined) warn(session, "wrong-operand", { path: leftPath, operator: leaf.operator });
  return answer(held === true);
}

function isReference(value: JsonValue | FactReference): value is FactReference {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    "fact" in value &&
    typeof value.fact === "string"
  );
}

const baseOf = (session: Session): string => session.context.baseCurrency ?? "CNY";

interface Amount {
  readonly minorUnits: number;
  readonly currency: string;
  readonly scale?: number;
}

function isAmount(value: unknown): value is Amount {
  const amount = value as Partial<Amount> | null | undefined; // each field is looked at before it is used
  return (
    typeof amount === "object" &&
    amount !== null &&
    Number.isSafeInteger(amount.minorUnits) &&
    typeof amount.currency === "string"
  );
}

/** The first currency in a value, or in a list, that is not the base. */
function currencyAgainst(value: unknown, session: Session): string | undefined {
  const amounts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return amounts.filter(isAmount).find((amount) => amount.currency !== baseOf(session))?.currency;
}

/** Money as a decimal in major units, alone or in a list (S20). */
export function inMajorUnits(value: unknown): unknown {
  if (Array.isArray(value) && value.some(isAmount))
    return value.map((item: unknown) => (isAmount(item) ? inMajorUnits(item) : item));
  if (!isAmount(value)) return value;
  return fromDecimal(new Decimal(value.minorUnits).div(new Decimal(10).pow(value.scale ?? decimalsOf(value.currency))));
}

/** Decimals by ISO 4217. */
function decimalsOf(currency: string): number {
  const none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
  if (none.split(" ").includes(currency)) return 0;
  if ("BHD IQD JOD KWD LYD OMR TND".split(" ").includes(currency)) return 3;
  return "CLF UYW".split(" ").includes(currency) ? 4 : 2;
}
