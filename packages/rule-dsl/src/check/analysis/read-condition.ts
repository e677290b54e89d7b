/** Conditions of json-rules-engine's form as formulas over single fields. */
import { comparable, ForeignAmount } from "../../compile/comparable.ts";
import { isFactReference } from "../../compile/sides.ts";
import { factPath, parsePath } from "../../compile/json-path.ts";
import { operatorParts } from "../../compile/operators.ts";
import { canonicalJson } from "../../digest/canonical-json.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Condition, FactLeaf, FactReference, OperatorName } from "../../schema/condition.ts";
import { compared } from "./difference.ts";
import { all, always, any, type Formula, never, not, riddle } from "./formula.ts";
import { readFeelText } from "./read-feel.ts";
import type { Reading } from "./reading.ts";
import { fieldSubject, listSubject, memberSubject, type Subject } from "./subject.ts";
import { logical, missing, ordered, type Sign, texts, type ValueSet } from "./value-set.ts";

export function readCondition(condition: Condition, reading: Reading, within: readonly string[] = []): Formula {
  if ("all" in condition) return all(...condition.all.map((part) => readCondition(part, reading, within)));
  // json-rules-engine 7 holds an empty group for true, `any` as well.
  if ("any" in condition)
    return condition.any.length === 0
      ? always
      : any(...condition.any.map((part) => readCondition(part, reading, within)));
  if ("not" in condition) return not(readCondition(condition.not, reading, within));
  if ("condition" in condition) {
    const { condition: name } = condition;
    const named = Object.hasOwn(reading.conditions, name) ? reading.conditions[name] : undefined;
    // What leads back to itself, or is not there, is false.
    return named === undefined || within.includes(name) ? never : readCondition(named, reading, [...within, name]);
  }
  return "feel" in condition ? readFeelText(condition.feel, reading).yes : readLeaf(condition, reading);
}

function readLeaf(leaf: FactLeaf, reading: Reading): Formula {
  const { id: _id, name: _name, priority: _priority, ...said } = leaf;
  const beyond = riddle(canonicalJson(said));
  const steps = parsePath(leaf.path ?? "$");
  const operator = operatorParts(leaf.operator);
  if (steps === undefined || operator === undefined) return never;
  const isPlain = steps.every((step) => step !== "every" && !/^\d+$/.test(step.key) && step.key !== "length");
  const path = factPath(leaf.fact, steps);
  if (!isPlain || leaf.params !== undefined) return beyond;
  if (isFactReference(leaf.value)) return readReference(path, operator, leaf.value, reading) ?? beyond;
  if (leaf.value === null) return readPresence(path, leaf.operator, reading, beyond);
  const literal = comparable(leaf.value, reading.baseCurrency);
  if (literal instanceof ForeignAmount) return never;
  const turned = operator.decorators.length === 1 && operator.decorators[0] === "not";
  if (operator.decorators.length > 0 && !turned) return beyond;
  const isMember = operator.name === "contains" || operator.name === "doesNotContain";
  if (isMember) {
    const lacks = (operator.name === "doesNotContain") !== turned;
    return readMember(path, literal, lacks, reading) ?? beyond;
  }
  const subject = fieldSubject(path, reading.catalogue);
  const set = subject === undefined ? undefined : setOf(operator.name, literal, subject);
  if (subject === undefined || set === undefined) return beyond;
  return set.outside === turned ? { kind: "in", subject, set: set.set } : { kind: "outside", subject, set: set.set };
}

/** A field against another one. */
function readReference(
  path: string,
  operator: NonNullable<ReturnType<typeof operatorParts>>,
  { fact, path: other = "$", params }: FactReference,
  { catalogue }: Reading,
): Formula | undefined {
  const steps = parsePath(other);
  const sign = referenceSigns[operator.name];
  const isPlain = steps?.every((step) => step !== "every" && !/^\d+$/.test(step.key) && step.key !== "length") === true;
  if (!isPlain || sign === undefined || params !== undefined || operator.decorators.length > 0) return undefined;
  const [left, right] = [path, factPath(fact, steps)].map((one) => fieldSubject(one, catalogue));
  // Texts and moments stand in no order here.
  const isNumber = [left, right].every((one) => one?.kind === "number" || one?.kind === undefined);
  if (left === undefined || right === undefined || !isNumber) return undefined;
  const found = compared(left, sign, right);
  return found === undefined ? undefined : { kind: "in", subject: found.subject, set: ordered(found.sign, found.line) };
}

function readPresence(path: string, operator: string, { catalogue }: Reading, beyond: Formula): Formula {
  if (operator !== "equal" && operator !== "notEqual") return never;
  const list = catalogue.fieldAt(path)?.type === "list";
  const subject = list ? listSubject(path, catalogue) : fieldSubject(path, catalogue);
  if (subject === undefined) return beyond;
  const isMissing: Formula = { kind: "in", subject, set: missing };
  return operator === "equal" ? isMissing : not(isMissing);
}

function readMember(path: string, element: unknown, lacks: boolean, { catalogue }: Reading): Formula | undefined {
  const value = element as JsonValue; // a literal of the definition
  const subject = memberSubject(path, value, catalogue);
  if (subject === undefined) return undefined;
  const has: Formula = { kind: "in", subject, set: logical(true) };
  const isThere: Formula = { kind: "outside", subject: listSubject(path, catalogue), set: missing };
  return all(isThere, lacks ? not(has) : has);
}

interface Reach {
  readonly set: ValueSet;
  /** What is meant is everything that is there but this. */
  readonly outside: boolean;
}

const signs: Readonly<Partial<Record<OperatorName, Sign>>> = {
  lessThan: "<",
  lessThanInclusive: "<=",
  greaterThan: ">",
  greaterThanInclusive: ">=",
};

const referenceSigns: Readonly<Partial<Record<OperatorName, Sign>>> = { ...signs, equal: "=", notEqual: "!=" };

function setOf(operator: OperatorName, literal: unknown, subject: Subject): Reach | undefined {
  const sign = signs[operator];
  if (sign !== undefined) {
    const isOrdered = subject.kind === "number" || subject.kind === undefined;
    return typeof literal === "number" && isOrdered ? { set: ordered(sign, literal), outside: false } : undefined;
  }
  const isList = operator === "in" || operator === "notIn";
  if (isList && !Array.isArray(literal)) return undefined;
  const values: readonly unknown[] = isList && Array.isArray(literal) ? literal : [literal];
  const sets = values.map((value) => equalTo(value, subject));
  if (sets.some((set) => set === undefined)) return undefined;
  const set = sets.flatMap((one) => one ?? []);
  return { set, outside: operator === "notEqual" || operator === "notIn" };
}

/** Moments and durations are texts here: equal only when written alike, which is beyond. */
function equalTo(value: unknown, { kind }: Subject): ValueSet | undefined {
  if (kind === "instant" || kind === "duration" || kind === "date") return undefined;
  if (typeof value === "string") return texts(value);
  if (typeof value === "boolean") return logical(value);
  return typeof value === "number" ? ordered("=", value) : undefined;
}
