import { factsOfOrder, type Facts } from "@orderloom/rule-dsl";
import { askedOf, type CallAnswer, type EffectOf, type LimitAnswer, takeWalk } from "@orderloom/workflow";
import type { Clock } from "../../ports/clock.ts";
import type { FoundTake, TakeQuery } from "../../ports/quota-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Scope } from "../../ports/scope.ts";
import type { AggregateCache } from "../aggregate-cache.ts";
import type { InstanceDocument } from "../instance-document.ts";
import type { Tidier } from "../tidier.ts";
import type { TurnLoop } from "../turn-loop.ts";
import { systemActor } from "../turn-record.ts";
import type { BoundQuota, QuotaBook } from "./quota-book.ts";
import { type LimitHead, limitId, type Taker } from "./quota-document.ts";

export interface QuotaDeskParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly cache: AggregateCache;
  readonly book: QuotaBook;
  readonly tidier: Tidier;
  readonly clock: Clock;
  /** ISO 4217 (S20). */
  readonly baseCurrency: string;
  /** Something was given back. */
  readonly hasRoom: (quota: string) => void;
}

type Taking = Pick<InstanceDocument["state"], "instanceId" | "orderId">;
type Call = EffectOf<"connector.invoke">;

export interface DeskAnswer {
  readonly answer: CallAnswer;
  readonly tookMs: number;
  /** To be called when the instance has the answer on disk. */
  readonly settled: () => void;
}

const nothingToSettle = (): void => undefined;

/**
 * The other side of the connector `quota`, inside the house (S22). An answer is given when all that it says is on disk; asking again under the
 * same key changes nothing. It rejects when the store cannot write: the call stays in its outbox and is made again.
 */
export class QuotaDesk {
  readonly #parts: QuotaDeskParts;

  constructor(parts: QuotaDeskParts) {
    this.#parts = parts;
  }

  async answer(instance: Taking, call: Call): Promise<DeskAnswer> {
    const begun = this.#parts.clock.now();
    const { answer, settled } = await this.#do(instance, call);
    return { answer, settled, tookMs: this.#parts.clock.now() - begun };
  }

  #do(instance: Taking, call: Call): Promise<Omit<DeskAnswer, "tookMs">> {
    switch (call.action) {
      case "take":
        return this.#take(instance, call);
      case "give-back":
        return this.#giveBack(instance, call);
      default:
        return Promise.resolve(refused(`quota has no action ${call.action}`));
    }
  }

  async #take(instance: Taking, call: Call): Promise<Omit<DeskAnswer, "tookMs">> {
    const { store, scope, book, clock } = this.#parts;
    const asked = askedOf(call.input);
    if (!asked) return refused("the amount must be a whole number of at least one");
    const bound = book.inForce(asked.quota, clock.now());
    if (!bound) return refused(`no quota ${asked.quota} is published`);
    // What a walk that was cut short has taken stays with the count that has it, whatever the key would be now.
    const earlier = await store.takes(scope, { id: call.key });
    const seen = await this.#seen(instance);
    if (earlier.length === 0 && !bound.quota.isOpen(seen.at)) return refused(`quota ${asked.quota} is not open`);
    const heads = headsOf(bound, seen.facts);
    if (!heads) return refused(`whose quota ${asked.quota} it is cannot be told: its key has no value`);
    return this.#walk({ instance, call, bound, amount: asked.amount, limits: placed(heads, earlier) });
  }

  async #walk({ instance, call, bound, amount, limits }: Walking): Promise<Omit<DeskAnswer, "tookMs">> {
    const { loop, tidier } = this.#parts;
    const taker: Taker = {
      instanceId: instance.instanceId,
      ...(instance.orderId !== undefined && { orderId: instance.orderId }),
      version: bound.version,
    };
    const walk = takeWalk(limits.length);
    let step = walk.next();
    while (!step.done) {
      const { tell } = step.value;
      const at = limits[step.value.limit];
      const allowed = bound.quota.limits[step.value.limit]?.amount ?? 0;
      const told =
        at === undefined
          ? missing
          : (
              await loop.tellQuota(
                at.id,
                mailOf(tell, { of: at.head, id: call.key, amount, allowed, taker }),
                systemActor,
              )
            ).answer;
      step = walk.next(told);
    }
    const { value: taken } = step;
    switch (taken.kind) {
      case "done":
        return {
          answer: { kind: "done", output: { taken: amount, version: bound.version } },
          settled: () => limits.forEach(({ id }) => tidier.quota(id, call.key)),
        };
      case "used-up": {
        const limit = bound.quota.limits[taken.limit];
        const output = { quota: bound.quota.id, limit: limit?.id ?? "", amount: limit?.amount ?? 0 };
        return { answer: { kind: "outcome", outcome: limit?.id ?? "", output }, settled: nothingToSettle };
      }
      case "given-back":
        return refused("it was given back already");
    }
  }

  /** As a compensation, what the undone call took; by itself, all that its order has taken from the quota. */
  async #giveBack({ instanceId, orderId }: Taking, call: Call): Promise<Omit<DeskAnswer, "tookMs">> {
    const { store, scope, loop, hasRoom } = this.#parts;
    const { quota } = call.input;
    if (typeof quota !== "string") return refused("which quota is not said");
    const query: TakeQuery =
      call.compensates !== undefined
        ? { id: call.compensates }
        : { quota, ...(orderId === undefined ? { instanceId } : { orderId }) };
    const standing = (await store.takes(scope, query)).filter(({ state }) => state === "open" || state === "settled");
    await Promise.all(
      standing.map(({ aggregateId, id }) => loop.tellQuota(aggregateId, { type: "give-back", id }, systemActor)),
    );
    for (const one of new Set(standing.map((take) => take.quota))) hasRoom(one);
    const amounts = new Map(standing.map(({ id, amount }) => [id, amount]));
    const givenBack = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
    return { answer: { kind: "done", output: { givenBack } }, settled: nothingToSettle };
  }

  /** What the keys are told by, and the instant that the period counts by: an order's is that of its customer, however late it came. */
  async #seen({ orderId }: Taking): Promise<{ readonly facts: Facts; readonly at: number }> {
    const { cache, clock, baseCurrency } = this.#parts;
    const now = clock.now();
    if (orderId === undefined) return { facts: { now: new Date(now).toISOString() }, at: now };
    await cache.bringOrders([orderId]);
    const order = cache.order(orderId)?.order;
    if (!order) throw new Error(`order ${orderId} is not there`);
    const facts = { order: factsOfOrder(order, { baseCurrency }), now: new Date(now).toISOString() };
    return { facts, at: Date.parse(order.placedAt) };
  }
}

interface Walking {
  readonly instance: Taking;
  readonly call: Call;
  readonly bound: BoundQuota;
  readonly amount: number;
  readonly limits: readonly { readonly id: string; readonly head: LimitHead }[];
}

const missing: LimitAnswer = { kind: "unknown" };

function refused(message: string): Omit<DeskAnswer, "tookMs"> {
  return { answer: { kind: "failed", message, retryable: false }, settled: nothingToSettle };
}

function headsOf({ quota }: BoundQuota, facts: Facts): readonly LimitHead[] | undefined {
  const heads = quota.limits.flatMap((limit): LimitHead[] => {
    const key = limit.keyOf(facts);
    return key ? [{ quota: quota.id, limit: limit.id, key }] : [];
  });
  return heads.length === quota.limits.length ? heads : undefined;
}

function placed(heads: readonly LimitHead[], earlier: readonly FoundTake[]): Walking["limits"] {
  return heads.map((head) => {
    const before = earlier.find(({ limit, state }) => limit === head.limit && state === "open");
    return { id: before?.aggregateId ?? limitId(head), head };
  });
}

interface Told {
  readonly of: LimitHead;
  readonly id: string;
  readonly amount: number;
  readonly allowed: number;
  readonly taker: Taker;
}

function mailOf(tell: "take" | "withdraw", told: Told) {
  return tell === "take" ? ({ type: tell, ...told } as const) : ({ type: tell, id: told.id } as const);
}
