/**
 * Rules of json-rules-engine (7, docs/rules.md) as a `rules` decision that gives the same results: every rule that
 * holds, by priority. What has no counterpart here is refused by name and place; nothing is left out in silence.
 *
 * One difference is meant: a value that is missing or null makes a leaf false, whatever the operator (S10), and
 * `equal null` asks whether there is a value.
 */
import { operatorParts } from "../compile/operators.ts";
import { parsePath } from "../compile/json-path.ts";
import { fail, problem, type Problem, type Result, succeed } from "../diagnostic.ts";
import { CURRENT_SCHEMA_VERSION, type LocalizedText } from "../schema/common.ts";
import { type Rule, RulesDecision } from "../schema/decision.ts";
import { isRecord, type JsonRecord } from "../schema/json-schema.ts";
import { unknownField, wrongType } from "../schema/problems-from-errors.ts";
import { validate } from "../schema/validate.ts";
import { freeId } from "./slug.ts";

export interface ImportOptions {
  /** Slug of the decision; `imported-rules` when absent. */
  readonly id?: string;
  readonly name?: LocalizedText;
}

/**
 * Takes one rule, a list of rules, or `{rules, conditions}` with the named conditions they use, as JSON or its text.
 * Refused with places in what was given: malformed-json, wrong-type, unknown-field, unknown-operator, bad-path,
 * unknown-condition, not-importable, and whatever the schema of a rules decision says.
 */
export function importRulesEngine(json: unknown, options: ImportOptions = {}): Result<RulesDecision> {
  const parsed = typeof json === "string" ? parse(json) : succeed(json);
  if (!parsed.ok) return parsed;
  const given = sourceOf(parsed.value);
  if (!given.ok) return given;
  const source = given.value;
  const problems = [...source.problems, ...problemsOfRules(source), ...problemsOfConditions(source)];
  if (problems.length > 0) return fail(problems);
  const definition = definitionOf(source, options);
  const left = validate(RulesDecision, definition);
  // No problem: the value is as the schema says.
  return left.length > 0 ? fail(left.map((each) => inSource(each, source))) : succeed(definition as RulesDecision);
}

function parse(text: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1] ?? String(text.length);
    return fail([problem("malformed-json", "", { position })]);
  }
}

/** What was given, with the pointer at which its rules stand. */
interface Source {
  readonly rules: readonly unknown[];
  readonly conditions: JsonRecord;
  readonly pointerOf: (index: number) => string;
  readonly problems: readonly Problem[];
}

function sourceOf(value: unknown): Result<Source> {
  if (Array.isArray(value)) return succeed({ ...bare, rules: value, pointerOf: (index) => `/${String(index)}` });
  if (!isRecord(value)) return fail([wrongType("", ["array", "object"], value)]);
  const { rules, conditions = {} } = value;
  if (rules === undefined) return succeed({ ...bare, rules: [value], pointerOf: () => "" });
  if (!Array.isArray(rules)) return fail([wrongType("/rules", ["array"], rules)]);
  if (!isRecord(conditions)) return fail([wrongType("/conditions", ["object"], conditions)]);
  const problems = unknownFields(value, ["rules", "conditions"], "");
  return succeed({ rules, conditions, pointerOf: (index) => `/rules/${String(index)}`, problems });
}
const bare = { conditions: {}, problems: [] };

function unknownFields(value: JsonRecord, known: readonly string[], at: string): readonly Problem[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => unknownField(at, name, {}));
}

function problemsOfRules({ rules, conditions, pointerOf }: Source): readonly Problem[] {
  return rules.flatMap((rule, index) => {
    const at = pointerOf(index);
    if (!isRecord(rule)) return [wrongType(at, ["object"], rule)];
    const unknown = unknownFields(rule, ["conditions", "event", "name", "priority"], at);
    return [...unknown, ...problemsOfCondition(rule["conditions"], `${at}/conditions`, conditions)];
  });
}

function problemsOfConditions({ conditions }: Source): readonly Problem[] {
  return Object.entries(conditions).flatMap(([name, condition]) =>
    problemsOfCondition(condition, `/conditions/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, conditions),
  );
}

/** What the schema cannot know: operators, paths, names of conditions, and parameters of facts. */
function problemsOfCondition(condition: unknown, at: string, named: JsonRecord): readonly Problem[] {
  if (!isRecord(condition)) return [wrongType(at, ["object"], condition)];
  for (const group of ["all", "any"] as const) {
    const members = condition[group];
    if (Array.isArray(members))
      return members.flatMap((each, index) => problemsOfCondition(each, `${at}/${group}/${String(index)}`, named));
  }
  if ("not" in condition) return problemsOfCondition(condition["not"], `${at}/not`, named);
  const { condition: name, operator, params, value } = condition;
  if (typeof name === "string")
    return Object.hasOwn(named, name) ? [] : [problem("unknown-condition", `${at}/condition`, { name })];
  if ("feel" in condition) return [unknownField(at, "feel", {})];
  const isKnown = typeof operator !== "string" || operatorParts(operator) !== undefined;
  return [
    ...(isKnown ? [] : [problem("unknown-operator", `${at}/operator`, { operator })]),
    ...(params === undefined ? [] : [notImportable("params", `${at}/params`)]),
    ...problemsOfPath(condition, at),
    ...(isRecord(value) ? [...problemsOfPath(value, `${at}/value`), ...problemsOfReference(value, `${at}/value`)] : []),
  ];
}

function problemsOfPath({ path }: JsonRecord, at: string): readonly Problem[] {
  return typeof path === "string" && parsePath(path) === undefined ? [problem("bad-path", `${at}/path`, { path })] : [];
}

/** The engine compares with a map only where it names a fact. */
function problemsOfReference(value: JsonRecord, at: string): readonly Problem[] {
  if (typeof value["fact"] !== "string") return [notImportable("value", at)];
  return value["params"] === undefined ? [] : [notImportable("params", `${at}/params`)];
}

const notImportable = (what: string, at: string): Problem => problem("not-importable", at, { what });

function definitionOf({ rules, conditions }: Source, { id = "imported-rules", name }: ImportOptions): JsonRecord {
  const ids = new Set<string>();
  return {
    kind: "decision",
    schemaVersion: CURRENT_SCHEMA_VERSION,
    id,
    name: name ?? { "zh-CN": "导入的规则", en: "Imported rules" },
    type: "rules",
    policy: "all",
    ...(Object.keys(conditions).length > 0 && { conditions }),
    rules: rules.map((rule, index) => ruleOf(rule, index, ids)),
  };
}

/** A rule under a new id; its name stays as the text people know it by. Anything else is for the schema to judge. */
function ruleOf(rule: unknown, index: number, ids: Set<string>): unknown {
  if (!isRecord(rule)) return rule;
  const { name, event, ...others } = rule;
  const id = freeId(typeof name === "string" ? name : "", `rule-${String(index + 1)}`, ids);
  return {
    id,
    ...(name !== undefined && { name: typeof name === "string" ? { en: name } : name }),
    ...others,
    ...(event !== undefined && { event: isRecord(event) ? eventOf(event) : event }),
  } satisfies Partial<Record<keyof Rule, unknown>>;
}

function eventOf(event: JsonRecord): JsonRecord {
  const { params } = event;
  return params === undefined ? event : { ...event, params: literal(params) };
}

/** A text that begins with `=` would be read as an expression: it is written as one that gives that text. */
function literal(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("=") ? `=${JSON.stringify(value)}` : value;
  if (Array.isArray(value)) return value.map(literal);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, literal(item)]));
}

/** A problem of the decision, at the place in what was given that it comes from. */
function inSource(found: Problem, { pointerOf }: Source): Problem {
  const [, index, rest = ""] = /^\/rules\/(\d+)(.*)$/.exec(found.pointer) ?? [];
  return index === undefined ? found : { ...found, pointer: pointerOf(Number(index)) + rest };
}
