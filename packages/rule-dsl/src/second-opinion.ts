/**
 * json-rules-engine itself as the second opinion on `rules` decisions (S16): it runs at publish and in tests, never in
 * an order's path. Entry `@orderloom/rule-dsl/second-opinion`; the main entry does not load the engine.
 *
 * What the engine does not know is worked out before it runs: FEEL leaves become boolean facts, money becomes its
 * number, each item of `each` is a run of its own, and event parameters are evaluated after it.
 */
import { Engine, type TopLevelCondition } from "json-rules-engine";
import { compileDecision } from "./compile/compile-decision.ts";
import type { CompileContext, Evaluation } from "./compile/evaluation.ts";
import { type Facts, fromFact, isList } from "./expression/values.ts";
import { inMajorUnits } from "./reference/evaluate-condition.ts";
import { isKnownOperator } from "./reference/apply-operator.ts";
import { readPath } from "./reference/read-path.ts";
import { type Hit, limited, underCaps } from "./reference/limit-rules.ts";
import { evaluateValue } from "./reference/evaluate-value.ts";
import { feel, type Session, startSession, withName } from "./reference/session.ts";
import type { JsonValue } from "./schema/common.ts";
import type { Condition, FactLeaf } from "./schema/condition.ts";
import type { Rule, RulesDecision } from "./schema/decision.ts";

/** What json-rules-engine makes of the decision, in the form of `compileDecision(...).evaluate`; facts must be complete. */
export async function secondOpinion(
  definition: RulesDecision,
  facts: Facts,
  context: CompileContext = {},
): Promise<Evaluation> {
  const session = startSession(context, definition);
  const { each, policy = "first" } = definition;
  const runs = each === undefined ? [facts] : itemsOf(session, each, facts);
  const inner = each === undefined ? session : withName(session, each.as, each.of);
  const hits: Hit[] = [];
  for (const [item, run] of runs.entries()) {
    const held = await heldRules(inner, definition, run);
    const taken = policy === "first" ? held.slice(0, 1) : held;
    hits.push(...taken.map((rule) => ({ rule, facts: run, item })));
    if (policy === "first" && definition.perItem !== true && hits.length > 0) break;
  }
  const events = limited(definition, hits).map((hit) => ({
    item: hit.item,
    event: eventOf(inner, hit.rule, hit.facts),
  }));
  const won = underCaps(definition, events);
  const value = policy === "first" && each === undefined ? (won[0] ?? null) : won;
  return { kind: "value", value, warnings: session.warnings };
}

/** Both opinions on one set of facts. Only values are compared: what needs a fetch has no second opinion. */
export async function compareOpinions(
  definition: RulesDecision,
  facts: Facts,
  context: CompileContext = {},
): Promise<{ readonly agree: boolean; readonly compiled: Evaluation; readonly second?: Evaluation }> {
  const compiled = compileDecision(definition, context).evaluate(facts);
  if (compiled.kind !== "value") return { agree: true, compiled };
  const second = await secondOpinion(definition, facts, context);
  const agree = second.kind === "value" && JSON.stringify(second.value) === JSON.stringify(compiled.value);
  return { agree, compiled, second };
}

function itemsOf(session: Session, each: { readonly of: string; readonly as: string }, facts: Facts): readonly Facts[] {
  const found = feel(session, each.of.slice(1), facts);
  const items = found === null ? [] : isList(found) ? found : [found];
  return items.map((item) => ({ ...facts, [each.as]: fromFact(item) }));
}

function eventOf(session: Session, rule: Rule, facts: Facts): JsonValue {
  const { type, params } = rule.event;
  return params === undefined ? { type } : { type, params: evaluateValue(session, params, facts) };
}

/** The rules that json-rules-engine says hold, by priority and then in written order (it leaves equals in any order). */
async function heldRules(session: Session, definition: RulesDecision, facts: Facts): Promise<readonly Rule[]> {
  const writer = new EngineRules(session, facts);
  const engine = new Engine([], { allowUndefinedFacts: true, allowUndefinedConditions: true });
  engine.addOperatorDecorator("checked", checked);
  for (const [name, condition] of Object.entries(session.conditions)) engine.setCondition(name, writer.root(condition));
  for (const rule of definition.rules) {
    engine.addRule({
      name: rule.id,
      priority: rule.priority ?? 1,
      conditions: writer.root(rule.conditions),
      event: { type: rule.event.type },
    });
  }
  const { results } = await engine.run({ ...plainFacts(facts, session), ...writer.facts });
  const names = new Set(results.map((result) => result.name));
  return definition.rules
    .filter((rule) => names.has(rule.id))
    .toSorted((a, b) => (b.priority ?? 1) - (a.priority ?? 1));
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/** Before every operator: a missing value makes the leaf false (S10), and so do operands the engine would throw at. */
function checked(left: unknown, right: unknown, next: (left: unknown, right: unknown) => boolean): boolean {
  if (!isPresent(left) || !isPresent(right)) return false;
  try {
    return next(left, right);
  } catch {
    return false;
  }
}

/** Our conditions in the words of json-rules-engine, with the facts that stand for what it cannot say. */
class EngineRules {
  readonly facts: Record<string, boolean> = {};
  private readonly session: Session;
  private readonly given: Facts;

  constructor(session: Session, given: Facts) {
    this.session = session;
    this.given = given;
  }

  /** The engine wants a group or a named condition at the root. */
  root(condition: Condition): TopLevelCondition {
    const written = this.write(condition);
    const isRoot = "all" in written || "any" in written || "not" in written || "condition" in written;
    return (isRoot ? written : { all: [written] }) as unknown as TopLevelCondition; // one of the four, as just made sure
  }

  private write(condition: Condition): Record<string, unknown> {
    const priority = "priority" in condition ? { priority: condition.priority } : {};
    if ("all" in condition) return { all: condition.all.map((each) => this.write(each)), ...priority };
    if ("any" in condition) return { any: condition.any.map((each) => this.write(each)), ...priority };
    if ("not" in condition) return { not: this.write(condition.not), ...priority };
    if ("condition" in condition) return { condition: condition.condition };
    if ("feel" in condition) return this.known(feel(this.session, condition.feel, this.given) === true);
    return { ...this.leaf(condition), ...priority };
  }

  private leaf(leaf: FactLeaf): Record<string, unknown> {
    if (!isKnownOperator(leaf.operator) || readPath(null, leaf.path ?? "$") === undefined) return this.known(false);
    const place = leaf.path === undefined ? { fact: leaf.fact } : { fact: leaf.fact, path: leaf.path };
    if (leaf.value === null) return this.presence(leaf);
    const value = isFactReference(leaf.value) ? leaf.value : plain(leaf.value, this.session);
    return { ...place, operator: `checked:${leaf.operator}`, value: value ?? null };
  }

  /** `equal null` and `notEqual null` ask whether there is a value. */
  private presence(leaf: FactLeaf): Record<string, unknown> {
    const read = readPath(this.given[leaf.fact], leaf.path ?? "$");
    const isThere = isPresent(read?.found[0]);
    return this.known(leaf.operator === "equal" ? !isThere : leaf.operator === "notEqual" && isThere);
  }

  private known(held: boolean): Record<string, unknown> {
    const fact = `known outcome ${String(Object.keys(this.facts).length)}`;
    this.facts[fact] = held;
    return { fact, operator: "equal", value: true };
  }
}

function isFactReference(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, "fact");
}

function plainFacts(facts: Facts, session: Session): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, plain(value, session)]));
}

/** Money as its number in the base currency; a foreign amount, or a list with one, as no value (S20). */
function plain(value: unknown, session: Session): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isForeign(value, session) || (Array.isArray(value) && value.some((item) => isForeign(item, session))))
    return undefined;
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item, session));
  const amount = inMajorUnits(value);
  if (amount !== value) return typeof amount === "object" ? Number(amount) : amount;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [key, plain(inner, session)]),
  );
}

function isForeign(value: unknown, session: Session): boolean {
  if (typeof value !== "object" || value === null || !("minorUnits" in value) || !("currency" in value)) return false;
  return value.currency !== (session.context.baseCurrency ?? "CNY");
}
