import type { JsonValue } from "../../schema/common.ts";
import type { Condition, FactLeaf } from "../../schema/condition.ts";
import { ForeignAmount } from "../comparable.ts";
import type { CompileScope } from "../compile-scope.ts";
import { operatorParts } from "../operators.ts";
import { isFactReference, literalOf } from "../sides.ts";
import { byPriority } from "../priorities.ts";
import { type Accepts, either, isScalar, type Key, type Member, type Source } from "./source.ts";
import { FactSources, type Looking } from "./fact-source.ts";

type FactMember = Member<Looking>;
type FactKey = Key<Looking>;

/** Named conditions may multiply where they are written out; a rule is not read further than this. */
const mostLooked = 1000;

/** Reads off conditions what the search may use: what they look at, in which order, and what must hold. */
export class ConditionReader {
  readonly sources: FactSources;
  private readonly scope: CompileScope;
  private readonly named = new Map<string, FactMember | undefined>();

  private looked = 0;

  constructor(scope: CompileScope) {
    this.scope = scope;
    this.sources = new FactSources(scope);
  }

  /**
   * The members of a condition as far as the first that may warn whatever the facts are; `whole` when there is none, so
   * that all it reads has been looked at.
   */
  membersOf(condition: Condition): { readonly members: readonly FactMember[]; readonly whole: boolean } {
    const members: FactMember[] = [];
    this.looked = 0;
    const whole = this.flatten(condition, members, []);
    return { members, whole };
  }

  /** False when nothing after it may be used. */
  private flatten(condition: Condition, into: FactMember[], within: readonly string[]): boolean {
    this.looked += 1;
    if (this.looked > mostLooked) return false;
    if ("all" in condition) return byPriority(condition.all).every((each) => this.flatten(each, into, within));
    if ("condition" in condition) {
      const named = this.conditionOf(condition.condition, within);
      return named !== undefined && this.flatten(named, into, [...within, condition.condition]);
    }
    const member = this.memberOf(condition, within);
    if (member === undefined) return false;
    into.push(member);
    return true;
  }

  private conditionOf(name: string, within: readonly string[]): Condition | undefined {
    const { conditions } = this.scope;
    return Object.hasOwn(conditions, name) && !within.includes(name) ? conditions[name] : undefined;
  }

  /** Undefined: looking at it may warn although all it reads is there, or it reads what is not known beforehand. */
  private memberOf(condition: Condition, within: readonly string[]): FactMember | undefined {
    if ("all" in condition) return this.groupOf(byPriority(condition.all), within, everyKey);
    if ("any" in condition) return this.groupOf(byPriority(condition.any), within, sharedKeys);
    if ("not" in condition) {
      const inner = this.memberOf(condition.not, within);
      return inner && { reads: inner.reads, keys: [] };
    }
    if ("condition" in condition) return this.namedMember(condition.condition, within);
    return "feel" in condition ? undefined : this.leafOf(condition);
  }

  private namedMember(name: string, within: readonly string[]): FactMember | undefined {
    if (this.named.has(name)) return this.named.get(name);
    const condition = this.conditionOf(name, within);
    const member = condition && this.memberOf(condition, [...within, name]);
    this.named.set(name, member);
    return member;
  }

  private groupOf(
    conditions: readonly Condition[],
    within: readonly string[],
    keysOf: (members: readonly FactMember[]) => readonly FactKey[],
  ): FactMember | undefined {
    const members = conditions.map((each) => this.memberOf(each, within));
    const known = members.filter((each) => each !== undefined);
    if (known.length < members.length) return undefined;
    const reads = known.length === 1 ? (known[0]?.reads ?? []) : [...new Set(known.flatMap((member) => member.reads))];
    return { reads, keys: keysOf(known).map((key) => ({ ...key, before: reads, exact: false })) };
  }

  private leafOf(leaf: FactLeaf): FactMember | undefined {
    const operator = operatorParts(leaf.operator);
    const source = this.sources.at(leaf);
    if (operator === undefined || source === undefined) return undefined;
    const { decorators, name } = operator;
    if (leaf.value === null)
      return decorators.length === 0 && (name === "equal" || name === "notEqual") ? nothingRead : undefined;
    const looksIntoList = decorators.some((each) => each === "someValue" || each === "everyValue" || each === "swap");
    if (looksIntoList) return undefined;
    const isMembership = name === "in" || name === "notIn";
    if (isFactReference(leaf.value)) {
      const other = this.sources.at(leaf.value);
      return isMembership || other === undefined ? undefined : { reads: [source, other], keys: [] };
    }
    const literal = literalOf(leaf.value, this.scope);
    if (literal instanceof ForeignAmount) return undefined;
    if (isMembership && !Array.isArray(literal) && typeof literal !== "string") return undefined;
    const accepts = decorators.length > 0 ? undefined : acceptedBy(name, literal);
    return { reads: [source], keys: accepts === undefined ? [] : [keyOf(source, accepts)] };
  }
}

const nothingRead: FactMember = { reads: [], keys: [] };
function acceptedBy(operator: string, literal: unknown): Accepts | undefined {
  if (operator === "equal") return isScalar(literal) ? { kind: "values", values: [literal] } : undefined;
  if (operator === "in" && Array.isArray(literal))
    return { kind: "values", values: literal.filter((item: JsonValue) => isScalar(item)) };
  if (typeof literal !== "number") return undefined;
  if (operator === "lessThan" || operator === "lessThanInclusive")
    return { kind: "interval", from: -Infinity, to: literal };
  if (operator === "greaterThan" || operator === "greaterThanInclusive")
    return { kind: "interval", from: literal, to: Infinity };
  return undefined;
}

/** All must hold, so each key of each does. */
const everyKey = (members: readonly FactMember[]): readonly FactKey[] => members.flatMap((member) => member.keys);

/** One is enough: a key for what every member asks for, as wide as them all. */
function sharedKeys([first, ...others]: readonly FactMember[]): readonly FactKey[] {
  return (first?.keys ?? []).flatMap((key) => {
    let accepts: Accepts | undefined = key.accepts;
    for (const { keys } of others) {
      const same = keys.find((each) => each.source === key.source && each.accepts.kind === key.accepts.kind);
      accepts = same && accepts && either(accepts, same.accepts);
    }
    return accepts === undefined ? [] : [keyOf(key.source, accepts)];
  });
}

function keyOf(source: Source<Looking>, accepts: Accepts): FactKey {
  return { source, accepts, before: [], exact: accepts.kind === "values" };
}
