import {
  type CompileContext,
  type Facts,
  factsOfOrder,
  type JsonObject,
  type JsonValue,
  type Order,
  QUOTA_CONNECTOR,
  type QuotaDefinition,
} from "@orderloom/rule-dsl";
import type { EffectOf } from "../effect.ts";
import type { CallAnswer } from "../message.ts";
import { compileQuota, type CompiledQuota, quotaFact } from "../quota/compile-quota.ts";
import { reduceLimit, type LimitMessage, type Take } from "../quota/limit.ts";
import { askedOf } from "../quota/quota-connector.ts";
import { takeWalk } from "../quota/take-walk.ts";

interface Count {
  taken: number;
  readonly takes: Map<string, Take>;
}

type Call = EffectOf<"connector.invoke">;
type Moment = { readonly order: Order | undefined; readonly now: number };

/**
 * Quotas of a simulation, counted by the reducer that the host counts with (S43). There is one order, so a limit has one key: how much was out of it
 * before is given, as `quotas.<id>.<limit>.taken`.
 */
export class SimulatedQuotas {
  readonly #find: (id: string) => QuotaDefinition | undefined;
  readonly #context: CompileContext;
  readonly #quotas = new Map<string, CompiledQuota>();
  readonly #counts = new Map<string, Count>();
  #given: JsonObject;

  constructor(
    find: ((id: string) => QuotaDefinition | undefined) | undefined,
    given: JsonObject,
    context: CompileContext = {},
  ) {
    this.#find = find ?? (() => undefined);
    this.#given = given;
    this.#context = context;
  }

  /** What is out of them by others has changed. */
  change(given: JsonObject): void {
    this.#given = { ...this.#given, ...given };
    for (const id of Object.keys(given))
      for (const name of this.#counts.keys()) if (name.startsWith(`${id}/`)) this.#recount(name);
  }

  /** The facts `quotas.<id>`: counted where the definition is known, as given where it is not. */
  facts({ order, now }: Moment): JsonObject {
    const seen = this.#factsOf({ order, now });
    const ids = new Set([...Object.keys(this.#given), ...this.#quotas.keys()]);
    return Object.fromEntries(
      [...ids].flatMap((id) => {
        const quota = this.#quota(id);
        const fact = quota
          ? quotaFact(quota, seen, (limit) => this.#count(id, limit.id).taken)
          : (this.#given[id] ?? null);
        return [[id, fact]];
      }),
    );
  }

  /** Undefined for a call that is not of a quota that is known. `changed`: the quota that has room again. */
  answer(call: Call, moment: Moment): { readonly answer: CallAnswer; readonly changed?: string } | undefined {
    if (call.connector !== QUOTA_CONNECTOR) return undefined;
    const { quota: id } = call.input;
    const quota = typeof id === "string" ? this.#quota(id) : undefined;
    if (!quota) return undefined;
    return call.action === "take" ? { answer: this.#take(quota, call, moment) } : this.#giveBack(quota, call, moment);
  }

  #take(quota: CompiledQuota, call: Call, moment: Moment): CallAnswer {
    const asked = askedOf(call.input);
    const facts = this.#factsOf(moment);
    const placedAt = moment.order ? Date.parse(moment.order.placedAt) : moment.now;
    if (!asked) return refused("the amount must be a whole number of at least one");
    if (!quota.isOpen(placedAt)) return refused(`quota ${quota.id} is not open`);
    if (quota.limits.some((limit) => !limit.keyOf(facts))) return refused(`the key of ${quota.id} has no value`);
    const walk = takeWalk(quota.limits.length);
    let step = walk.next();
    while (!step.done) {
      const { tell, limit: place } = step.value;
      const limit = quota.limits[place];
      const { id, amount = 0 } = limit ?? { id: "" };
      const take = { type: "take", id: call.key, amount: asked.amount, limit: amount } as const;
      step = walk.next(
        this.#tell(quota.id, id, tell === "take" ? take : { type: "withdraw", id: call.key }, moment.now),
      );
    }
    const { value: taken } = step;
    if (taken.kind === "done") return { kind: "done", output: { taken: asked.amount, version: 1 } };
    if (taken.kind === "given-back") return refused("it was given back already");
    const { id: limit = "", amount = 0 } = quota.limits[taken.limit] ?? {};
    return { kind: "outcome", outcome: limit, output: { quota: quota.id, limit, amount } };
  }

  #giveBack(quota: CompiledQuota, call: Call, { now }: Moment) {
    const given = new Map<string, number>();
    for (const { id: limit } of quota.limits)
      for (const { id, amount, state } of this.#count(quota.id, limit).takes.values()) {
        if (state === "given-back" || state === "withdrawn") continue;
        if (call.compensates !== undefined && call.compensates !== id) continue;
        this.#tell(quota.id, limit, { type: "give-back", id }, now);
        given.set(id, amount);
      }
    const givenBack = [...given.values()].reduce((sum, amount) => sum + amount, 0);
    const answer: CallAnswer = { kind: "done", output: { givenBack } };
    return givenBack > 0 ? { answer, changed: quota.id } : { answer };
  }

  #tell(quota: string, limit: string, message: LimitMessage, now: number) {
    const count = this.#count(quota, limit);
    const change = reduceLimit(count.taken, count.takes.get(message.id), message, now);
    count.taken = change.taken;
    if (change.take) count.takes.set(message.id, change.take);
    return change.answer;
  }

  #quota(id: string): CompiledQuota | undefined {
    const known = this.#quotas.get(id);
    if (known) return known;
    const definition = this.#find(id);
    const quota = definition && compileQuota(definition, this.#context);
    if (quota) this.#quotas.set(id, quota);
    return quota;
  }

  #count(quota: string, limit: string): Count {
    const name = `${quota}/${limit}`;
    const known = this.#counts.get(name);
    if (known) return known;
    const count = { taken: this.#givenTaken(name), takes: new Map<string, Take>() };
    this.#counts.set(name, count);
    return count;
  }

  #recount(name: string): void {
    const count = this.#counts.get(name);
    if (!count) return;
    const own = [...count.takes.values()].filter(({ state }) => state === "open" || state === "settled");
    count.taken = own.reduce((sum, { amount }) => sum + amount, this.#givenTaken(name));
  }

  #givenTaken(name: string): number {
    const [quota = "", limit = ""] = name.split("/");
    const taken = mapOf(mapOf(this.#given[quota])[limit])["taken"];
    return typeof taken === "number" ? taken : 0;
  }

  #factsOf({ order, now }: Moment): Facts {
    const { baseCurrency } = this.#context;
    const currency = baseCurrency === undefined ? {} : { baseCurrency };
    return { now: new Date(now).toISOString(), ...(order && { order: factsOfOrder(order, currency) }) };
  }
}

function refused(message: string): CallAnswer {
  return { kind: "failed", message, retryable: false };
}

function mapOf(value: JsonValue | undefined): JsonObject {
  // No list and no null: what is left of JSON's objects is a map.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
