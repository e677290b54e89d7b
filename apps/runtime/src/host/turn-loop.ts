import type { Actor } from "@orderloom/rule-dsl";
import type { Logger } from "../ports/logger.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Scope } from "../ports/scope.ts";
import { FencedError, StoreUnavailableError } from "../ports/store-errors.ts";
import type { AggregateStore, AggregateWrite, WriteResult } from "../ports/store.ts";
import type { Accepted } from "./commands.ts";
import type { Committed, Draft } from "./draft.ts";
import { faultOf } from "./fault.ts";
import type { InstanceMail, InstanceReply } from "./instance-document.ts";
import type { NewOrderMail, Unit } from "./letters.ts";
import type { OrderMail, OrderReply } from "./order-document.ts";
import type { QuotaMail, QuotaReply } from "./quota/quota-document.ts";

/** How many aggregates go into one write: more gains nothing and lets the slowest wait longer. */
const MAX_UNITS = 100;
/** How many of those may be no new orders while orders come in: what a thousand people decide at once must not make a customer wait. */
const MAX_OTHERS = 25;
/** For so many turns after the last new order the next one is expected. */
const EXPECTED_TURNS = 20;
/** How much of one aggregate's mail is taken at once. */
const MAX_LETTERS = 100;
/** A write that takes longer waits for its store, milliseconds: new orders are turned away until it is done. */
const STUCK_AFTER_MS = 2000;
const stuck = { "zh-CN": "没有回音", en: "it does not answer" };
/** A unit that keeps losing to another writer is given up. */
const MAX_ATTEMPTS = 10;

export interface TurnParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** The data has another owner now: this process must not go on (S29). */
  readonly fenced: (error: FencedError) => void;
  /** Reads what the units need and runs them. */
  readonly draft: (units: readonly Unit[]) => Promise<readonly Draft[]>;
  /** Before a unit is run again after another writer was first. */
  readonly forget: (unit: Unit) => void;
  /** What became durable, in commit order. */
  readonly committed: (turns: readonly Committed[]) => void;
}

/**
 * The host's one loop: take every waiting message up to a bound, group by aggregate, run, write once, then answer (H2, H7). Mail that comes
 * while a write is under way makes the next turn, so that batches grow with the load and a lone message is written at once.
 */
export class TurnLoop {
  readonly #parts: TurnParts;
  readonly #newcomers = new Map<string, Unit>();
  readonly #others = new Map<string, Unit>();
  #turnsSinceNew = EXPECTED_TURNS;
  #running = false;
  #isStuck = false;
  #idle: (() => void)[] = [];

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  accept(mail: NewOrderMail, actor: Actor): Promise<Accepted> {
    if (this.#isStuck) return Promise.reject(new StoreUnavailableError(stuck));
    const key = `accept/${mail.input.channel}/${mail.input.channelOrderId}`;
    return new Promise((resolve, reject) => {
      const unit = this.#newcomers.get(key) ?? { kind: "accept", key, letters: [], attempts: 0 };
      if (unit.kind === "accept") unit.letters.push({ mail, actor, resolve, reject });
      this.#add(unit);
    });
  }

  tellOrder(id: string, mail: OrderMail, actor: Actor): Promise<OrderReply> {
    const key = `order/${id}`;
    return new Promise((resolve, reject) => {
      const unit = this.#others.get(key) ?? { kind: "order", key, id, letters: [], attempts: 0 };
      if (unit.kind === "order") unit.letters.push({ mail, actor, resolve, reject });
      this.#add(unit);
    });
  }

  tellInstance(id: string, mail: InstanceMail, actor: Actor): Promise<InstanceReply> {
    const key = `instance/${id}`;
    return new Promise((resolve, reject) => {
      const unit = this.#others.get(key) ?? { kind: "instance", key, id, letters: [], attempts: 0 };
      if (unit.kind === "instance") unit.letters.push({ mail, actor, resolve, reject });
      this.#add(unit);
    });
  }

  tellQuota(id: string, mail: QuotaMail, actor: Actor): Promise<QuotaReply> {
    const key = `quota/${id}`;
    return new Promise((resolve, reject) => {
      const unit = this.#others.get(key) ?? { kind: "quota", key, id, letters: [], attempts: 0 };
      if (unit.kind === "quota") unit.letters.push({ mail, actor, resolve, reject });
      this.#add(unit);
    });
  }

  /** How many aggregates have mail waiting. */
  get waiting(): number {
    return this.#newcomers.size + this.#others.size;
  }

  /** Resolves when no mail is waiting and no write is under way. */
  idle(): Promise<void> {
    if (!this.#running && this.waiting === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #add(unit: Unit): void {
    this.#queueOf(unit).set(unit.key, unit);
    if (this.#running) return;
    this.#running = true;
    // What the same tick brings in joins the turn.
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.waiting > 0) {
      await this.#turn(this.#take());
      // Lets sockets and timers in: their mail makes the next turn.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#running = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #queueOf(unit: Unit): Map<string, Unit> {
    return unit.kind === "accept" ? this.#newcomers : this.#others;
  }

  /** New orders first, and beside them so much of the rest that it goes on. */
  #take(): Unit[] {
    this.#turnsSinceNew = this.#newcomers.size > 0 ? 0 : this.#turnsSinceNew + 1;
    const others = Math.min(this.#others.size, this.#turnsSinceNew < EXPECTED_TURNS ? MAX_OTHERS : MAX_UNITS);
    return [...this.#takeUpTo(MAX_UNITS - others, this.#newcomers), ...this.#takeUpTo(others, this.#others)];
  }

  #takeUpTo(most: number, queue: ReadonlyMap<string, Unit>): Unit[] {
    const taken: Unit[] = [];
    for (const unit of queue.values()) {
      if (taken.length === most) break;
      taken.push(this.#takeFrom(unit));
    }
    return taken;
  }

  /** The unit, or the first part of one that has very much mail; the rest stays where it is. */
  #takeFrom(unit: Unit): Unit {
    if (unit.letters.length <= MAX_LETTERS) {
      this.#queueOf(unit).delete(unit.key);
      return unit;
    }
    switch (unit.kind) {
      case "accept":
        return { ...unit, letters: unit.letters.splice(0, MAX_LETTERS) };
      case "order":
        return { ...unit, letters: unit.letters.splice(0, MAX_LETTERS) };
      case "instance":
        return { ...unit, letters: unit.letters.splice(0, MAX_LETTERS) };
      case "quota":
        return { ...unit, letters: unit.letters.splice(0, MAX_LETTERS) };
    }
  }

  async #turn(units: readonly Unit[]): Promise<void> {
    let drafts: readonly Draft[] = [];
    try {
      drafts = await this.#parts.draft(units);
      const committed = await this.#write(units, drafts);
      if (committed.length > 0) this.#parts.committed(committed);
    } catch (error) {
      this.#parts.metrics.count("turns_failed_total");
      this.#parts.logger.error("a turn failed; nothing of it was written", {
        units: units.length,
        error: faultOf(error),
      });
      if (error instanceof FencedError) this.#parts.fenced(error);
      if (drafts.length > 0) for (const draft of drafts) draft.fail(error);
      else for (const unit of units) for (const letter of unit.letters) letter.reject(error);
      // What failed may have been half of what memory believes.
      for (const unit of units) this.#parts.forget(unit);
    }
  }

  async #write(units: readonly Unit[], drafts: readonly Draft[]): Promise<Committed[]> {
    const { metrics } = this.#parts;
    const writes: AggregateWrite[] = [];
    const starts = drafts.map((draft) => {
      const start = writes.length;
      for (const write of draft.writes)
        writes.push(write.after === undefined ? write : { ...write, after: start + write.after });
      return start;
    });
    const begun = performance.now();
    const results = writes.length > 0 ? await this.#commit(writes) : [];
    if (writes.length > 0) {
      metrics.count("turns_total");
      metrics.observe("turn_aggregates", writes.length);
      metrics.observe("turn_commit_milliseconds", performance.now() - begun);
    }
    return drafts.flatMap((draft, index) => {
      const start = starts[index] ?? 0;
      const settled = draft.settle(results.slice(start, start + draft.writes.length));
      const unit = units[index];
      if (settled !== "again") return settled;
      if (unit) this.#again(unit, draft);
      return [];
    });
  }

  /** A store that is away in the middle of a write comes back to it; who is not in it need not wait so long. */
  async #commit(writes: readonly AggregateWrite[]): Promise<readonly WriteResult[]> {
    const { store, scope } = this.#parts;
    const patience = setTimeout(() => this.#turnAway(), STUCK_AFTER_MS);
    try {
      return await store.commit(scope, writes);
    } finally {
      clearTimeout(patience);
      this.#isStuck = false;
    }
  }

  #turnAway(): void {
    this.#isStuck = true;
    const waiting = [...this.#newcomers.values()];
    this.#newcomers.clear();
    for (const { letters } of waiting) for (const letter of letters) letter.reject(new StoreUnavailableError(stuck));
  }

  /** Somebody else wrote first (H5): read again and run again, before newer mail. */
  #again(unit: Unit, draft: Draft): void {
    this.#parts.metrics.count("turn_conflicts_total");
    this.#parts.forget(unit);
    if (unit.attempts >= MAX_ATTEMPTS) {
      draft.fail(new Error(`${unit.key} was written by somebody else ${MAX_ATTEMPTS} times`));
      return;
    }
    const queue = this.#queueOf(unit);
    queue.set(unit.key, merged(unit, queue.get(unit.key)));
  }
}

function merged(unit: Unit, newer: Unit | undefined): Unit {
  const attempts = unit.attempts + 1;
  if (unit.kind === "accept" && newer?.kind === "accept")
    return { ...unit, attempts, letters: [...unit.letters, ...newer.letters] };
  if (unit.kind === "order" && newer?.kind === "order")
    return { ...unit, attempts, letters: [...unit.letters, ...newer.letters] };
  if (unit.kind === "instance" && newer?.kind === "instance")
    return { ...unit, attempts, letters: [...unit.letters, ...newer.letters] };
  if (unit.kind === "quota" && newer?.kind === "quota")
    return { ...unit, attempts, letters: [...unit.letters, ...newer.letters] };
  return { ...unit, attempts };
}
