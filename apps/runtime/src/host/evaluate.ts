import {
  type CompiledDecision,
  decimalText,
  type Facts,
  factsOfOrder,
  type JsonObject,
  type JsonValue,
  minorUnitDigits,
  Order,
  parseOrder,
  validate,
} from "@orderloom/rule-dsl";
import { durationMs } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { Calls } from "./calls.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Evaluated, Refused } from "./commands.ts";
import type { Effective } from "./effective.ts";
import { refuse } from "./refuse.ts";

export interface EvaluateParts {
  readonly catalogue: Catalogue;
  readonly calls: Calls;
  readonly clock: Clock;
  readonly effective: Effective;
  readonly baseCurrency: string;
}

export interface EvaluateOptions {
  readonly trace: boolean;
  /** Whether missing facts may be fetched; nothing is called unless this is asked for (S15). */
  readonly fetch: boolean;
}

/** Rounds of fetching; needs are asked one priority group at a time (S15). */
const MAX_ROUNDS = 20;

/** One decision, asked for by itself. `facts.order` may be an order as a channel sends it, or facts as the catalogue lists them. */
export async function evaluateDecision(
  parts: EvaluateParts,
  id: string,
  version: number | undefined,
  given: JsonObject,
  options: EvaluateOptions,
): Promise<Evaluated | Refused> {
  const { catalogue, clock } = parts;
  const asked =
    version ?? catalogue.resolve("decision", id, { revision: catalogue.revision, instant: clock.now() })?.version;
  const decision = asked === undefined ? undefined : catalogue.decision(id, asked, clock.now());
  if (asked === undefined || !decision)
    return version === undefined
      ? refuse(404, "definition-not-found", { kind: "decision", id })
      : refuse(404, "version-not-found", { kind: "decision", id, version });
  let facts = factsOf(parts, given);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const evaluation = decision.evaluate(facts, { trace: options.trace });
    if (evaluation.kind === "value") return { ...evaluation, definition: decision.definition, version: asked };
    if (evaluation.kind === "incident") return refuse(422, evaluation.code, evaluation.data);
    const missing = evaluation.needs.map(({ factId }) => factId);
    if (!options.fetch) return refuse(422, "facts-needed", { facts: missing });
    const fetched = await fetchAll(parts, decision, evaluation.needs);
    if ("code" in fetched) return fetched;
    facts = { ...facts, ...fetched.facts };
  }
  return refuse(422, "not-evaluable");
}

/** Each fact by its reading action, within the time it declares; one that fails is named with what the other side said. */
async function fetchAll(
  { calls }: EvaluateParts,
  { definition, facts: declared }: CompiledDecision,
  needs: readonly { readonly factId: string; readonly input: JsonObject }[],
): Promise<{ readonly facts: Readonly<Record<string, JsonValue>> } | Refused> {
  const facts: Record<string, JsonValue> = {};
  for (const { factId, input } of needs) {
    const fact = declared.find(({ id }) => id === factId);
    if (!fact) return refuse(422, "facts-needed", { facts: [factId] });
    const { connector, name, version } = fact.action;
    const call = { connector, action: name, input, effectKey: `evaluate/${definition.id}/${factId}`, attempt: 1 };
    const pinned = version !== undefined && { version };
    const { answer } = await calls.attempt({ ...call, ...pinned }, { timeoutMs: durationMs(fact.timeout ?? "") });
    if (answer.kind !== "done" && answer.kind !== "outcome")
      return refuse(422, "fact-failed", { fact: factId, message: "message" in answer ? answer.message : silence });
    // A result that carries nothing is an answer too, as in a workflow: no condition on it holds (S10).
    facts[factId] = answer.output ?? null;
  }
  return { facts };
}

const silence = { "zh-CN": "没有应答", en: "no answer" };

/** The roots a decision reads in a turn, with what was given in their place. */
function factsOf(parts: EvaluateParts, given: JsonObject): Facts {
  const { order, ...others } = given;
  const now = new Date(parts.clock.now()).toISOString();
  const roots = { vars: {}, metrics: {}, quotas: {}, now, ...others };
  return order === undefined ? roots : { ...roots, order: orderFacts(parts, order) };
}

/**
 * What an order shows to rules: the one a channel sends and the one the runtime keeps as an order in a turn does;
 * anything else is taken for facts as they are, so that a question about one amount need not be a whole order.
 */
function orderFacts({ effective, clock, baseCurrency }: EvaluateParts, order: JsonValue): unknown {
  const parsed = parseOrder(order);
  if (parsed.ok)
    return factsOfOrder(effective.first(parsed.value, { id: "OL-0-0", receivedAt: clock.now() }), { baseCurrency });
  return validate(Order, order).length === 0
    ? factsOfOrder(order as unknown as Order, { baseCurrency }) // it is one, as its schema just said
    : moneyAsNumbers(order, baseCurrency);
}

/** Money of the base currency as facts show it: a number of major units. */
function moneyAsNumbers(value: JsonValue, baseCurrency: string): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => moneyAsNumbers(item, baseCurrency));
  if (typeof value !== "object" || value === null) return value;
  // Lists and null are dealt with: what is left of JSON is a map.
  const map = value as JsonObject;
  const { minorUnits, currency } = map;
  if (typeof minorUnits === "number" && currency === baseCurrency)
    return Number(decimalText(minorUnits, minorUnitDigits(baseCurrency)));
  return Object.fromEntries(Object.entries(map).map(([name, item]) => [name, moneyAsNumbers(item, baseCurrency)]));
}
