import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { factPath, parsePath } from "../compile/json-path.ts";
import { operatorParts } from "../compile/operators.ts";
import type { FieldType } from "../facts/field.ts";
import type { Condition, FactLeaf, NamedConditions } from "../schema/condition.ts";
import { checkFeel } from "./expressions.ts";
import { checkPath, type ReadingScope, typeNames } from "./reading-scope.ts";

/** Everything that can be said of a condition without an order: names, paths, operators, types, values. */
export function checkCondition(condition: Condition, place: string, scope: ReadingScope): readonly Diagnostic[] {
  return checkPart(condition, place, scope, plain);
}

/** Named conditions themselves, and that none leads back to itself. */
export function checkNamedConditions(
  conditions: NamedConditions,
  place: string,
  scope: ReadingScope,
): readonly Diagnostic[] {
  return Object.entries(conditions).flatMap(([name, condition]) => [
    ...checkCondition(condition, `${place}/${name}`, scope),
    ...(leadsBack(name, condition, conditions)
      ? [diagnostic("error", "condition-cycle", `${place}/${name}`, { name })]
      : []),
  ]);
}

function leadsBack(name: string, condition: Condition, all: NamedConditions): boolean {
  const seen = new Set<string>();
  const open = namesIn(condition);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) return true;
    const further = all[next];
    if (seen.has(next) || further === undefined) continue;
    seen.add(next);
    open.push(...namesIn(further));
  }
  return false;
}

function namesIn(condition: Condition): string[] {
  if ("condition" in condition) return [condition.condition];
  if ("all" in condition) return condition.all.flatMap(namesIn);
  if ("any" in condition) return condition.any.flatMap(namesIn);
  return "not" in condition ? namesIn(condition.not) : [];
}

/** What is known where a part of a condition stands. */
interface Surroundings {
  /** An odd number of `not`s stands around it. */
  readonly negated: boolean;
  /** Fact paths that a sibling has tested to be there. */
  readonly present: ReadonlySet<string>;
}
const plain: Surroundings = { negated: false, present: new Set() };

function checkPart(
  condition: Condition,
  place: string,
  scope: ReadingScope,
  around: Surroundings,
): readonly Diagnostic[] {
  if ("all" in condition) {
    const within = { ...around, present: new Set([...around.present, ...condition.all.flatMap(testedIn)]) };
    return condition.all.flatMap((part, index) => checkPart(part, `${place}/all/${index}`, scope, within));
  }
  if ("any" in condition)
    return condition.any.flatMap((part, index) => checkPart(part, `${place}/any/${index}`, scope, around));
  if ("not" in condition)
    return checkPart(condition.not, `${place}/not`, scope, { ...around, negated: !around.negated });
  if ("condition" in condition) {
    return Object.hasOwn(scope.conditions, condition.condition)
      ? []
      : [diagnostic("error", "unknown-condition", `${place}/condition`, { name: condition.condition })];
  }
  if ("feel" in condition) return checkFeel(condition.feel, `${place}/feel`, scope);
  return checkLeaf(condition, place, scope, around);
}

/** `notEqual null` is the test that a fact is there. */
function testedIn(condition: Condition): readonly string[] {
  if (!("fact" in condition) || condition.operator !== "notEqual" || condition.value !== null) return [];
  const steps = parsePath(condition.path ?? "$");
  return steps === undefined ? [] : [factPath(condition.fact, steps)];
}

function checkLeaf(leaf: FactLeaf, place: string, scope: ReadingScope, around: Surroundings): readonly Diagnostic[] {
  const steps = parsePath(leaf.path ?? "$");
  const operator = operatorParts(leaf.operator);
  if (steps === undefined) return [diagnostic("error", "bad-path", `${place}/path`, { path: leaf.path })];
  if (operator === undefined)
    return [diagnostic("error", "unknown-operator", `${place}/operator`, { operator: leaf.operator })];
  const path = factPath(leaf.fact, steps);
  const unread = checkPath(path, leaf.path === undefined ? `${place}/fact` : `${place}/path`, scope);
  if (unread.length > 0) return unread;
  const doubt = leaf.value === null ? [] : checkNot(path, place, scope, around);
  return [...checkValue(leaf, path, operator, place, scope), ...doubt];
}

/** A leaf on a missing value is false, so under `not` it is true (S10): said unless the value is always there. */
function checkNot(
  path: string,
  place: string,
  { catalogue }: ReadingScope,
  around: Surroundings,
): readonly Diagnostic[] {
  const isSure = !around.negated || around.present.has(path) || catalogue.fieldAt(path)?.always === true;
  return isSure ? [] : [diagnostic("warning", "not-over-missing", place, { path })];
}

const ordered: ReadonlySet<string> = new Set(["lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive"]);
const ofList: ReadonlySet<string> = new Set(["in", "notIn"]);

function checkValue(
  leaf: FactLeaf,
  path: string,
  operator: { readonly name: string; readonly decorators: readonly string[] },
  place: string,
  scope: ReadingScope,
): readonly Diagnostic[] {
  const { value } = leaf;
  if (typeof value === "object" && value !== null && !Array.isArray(value) && "fact" in value)
    return checkReference(value, `${place}/value`, scope);
  const field = scope.catalogue.fieldAt(path);
  if (field === undefined || operator.decorators.length > 0 || value === null) return [];
  const values = ofList.has(operator.name) ? value : [value];
  if (!Array.isArray(values)) return [mismatch(path, typeNames.list, value, `${place}/value`)];
  const type = operator.name === "contains" || operator.name === "doesNotContain" ? (field.of ?? "any") : field.type;
  if (ordered.has(operator.name) && !comparable(type))
    return [mismatch(path, typeNames[type], value, `${place}/operator`)];
  return values.flatMap((one: unknown) => {
    if (!fits(one, type)) return [mismatch(path, typeNames[type], one, `${place}/value`)];
    const listed = field.values?.some((each) => each.value === one) ?? true;
    return listed
      ? []
      : [
          diagnostic("warning", "value-not-listed", `${place}/value`, {
            path,
            given: one,
            allowed: field.values?.map((each) => each.value),
          }),
        ];
  });
}

function checkReference(value: object, place: string, scope: ReadingScope): readonly Diagnostic[] {
  const fact = "fact" in value && typeof value.fact === "string" ? value.fact : "";
  const text = "path" in value && typeof value.path === "string" ? value.path : "$";
  const steps = parsePath(text);
  return steps === undefined
    ? [diagnostic("error", "bad-path", `${place}/path`, { path: text })]
    : checkPath(factPath(fact, steps), place, scope);
}

const mismatch = (path: string, actual: object, given: unknown, place: string): Diagnostic =>
  diagnostic("error", "type-mismatch", place, { path, actual, given });
const comparable = (type: FieldType): boolean =>
  type === "number" || type === "money" || type === "any" || type === "object";

function fits(value: unknown, type: FieldType): boolean {
  switch (type) {
    case "string":
    case "date-time":
    case "duration":
      return typeof value === "string";
    case "number":
    case "money":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    default:
      return true;
  }
}
