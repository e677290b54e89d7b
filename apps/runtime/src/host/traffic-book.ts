import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import type { HistoryStore } from "../ports/store.ts";
import type { Passage, TrafficCount, TrafficStore } from "../ports/traffic-store.ts";
import { readTurn } from "./aggregate-text.ts";
import { businessDates } from "./business-date.ts";
import type { Committed } from "./draft.ts";
import { faultOf } from "./fault.ts";
import type { TurnRecord } from "./turn-record.ts";

/** How long counts gather in memory before they are written; who asks sees them at once. */
const WRITE_AFTER_MS = 2000;
/** Rows of the history read at once when the counters are brought level. */
const PAGE = 500;
/** How many of those that passed are remembered for each node and port of a day. */
const KEPT_PASSAGES = 20;

export interface TrafficParts {
  readonly store: TrafficStore & HistoryStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeZone: string;
}

interface Gathered extends TrafficCount {
  amount: number;
  readonly recent: Passage[];
}

/**
 * Counts how orders walk through workflows, beside the order's path: what a turn did is added in memory and written now and then, together with
 * the mark of how far the history is counted. After a death the rest is read from the history, so every turn counts once.
 */
export class TrafficBook {
  readonly #parts: TrafficParts;
  readonly #dayOf: (at: number) => string;
  #gathered = new Map<string, Gathered>();
  #mark = 0;
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: TrafficParts) {
    this.#parts = parts;
    this.#dayOf = businessDates(parts.timeZone);
  }

  /** `20261111`: the business day of an instant. */
  dayOf(at: number): string {
    return this.#dayOf(at);
  }

  /** Counts what the last process did not come to; after the history was mended, before anything moves. */
  async level(): Promise<void> {
    const { store, scope } = this.#parts;
    this.#mark = await store.trafficMark(scope);
    for (;;) {
      const rows = await store.historyAfter(scope, this.#mark, PAGE);
      for (const { cursor, at, orderId, turn } of rows) this.#count(readTurn(turn), cursor, at, orderId);
      if (rows.length < PAGE) break;
    }
    await this.write();
  }

  note(turns: readonly Committed[]): void {
    for (const { cursor, turn, projection, place } of turns)
      if (cursor !== undefined) this.#count(turn, cursor, projection.at, place.orderId);
    if (this.#gathered.size > 0)
      this.#cancel ??= this.#parts.clock.after(WRITE_AFTER_MS, () => void this.#writeLater());
  }

  /** Resolves when everything counted so far is on disk. */
  write(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const done = this.#writing.then(() => this.#write());
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #write(): Promise<void> {
    if (this.#gathered.size === 0) return;
    const { store, scope } = this.#parts;
    const gathered = this.#gathered;
    this.#gathered = new Map();
    try {
      await store.addTraffic(scope, [...gathered.values()], this.#mark, KEPT_PASSAGES);
    } catch (error) {
      // Nothing of it was written: it is kept for the next time.
      for (const [key, later] of this.#gathered) merge(gathered, key, later);
      this.#gathered = gathered;
      throw error;
    }
  }

  async #writeLater(): Promise<void> {
    try {
      await this.write();
    } catch (error) {
      this.#parts.logger.warn("counts of traffic will be written later", { error: faultOf(error) });
    }
  }

  #count({ workflow, steps }: TurnRecord, cursor: number, at: number, orderId: string | undefined): void {
    this.#mark = cursor;
    if (workflow === undefined) return;
    const day = this.#dayOf(at);
    const passage = orderId === undefined ? undefined : { orderId, at };
    const add = (node: string, port: string): void => {
      const key = `${workflow}/${day}/${node}/${port}`;
      let known = this.#gathered.get(key);
      if (!known) {
        known = { workflow, day, node, port, amount: 0, recent: [] };
        this.#gathered.set(key, known);
      }
      known.amount += 1;
      if (passage) remember(known.recent, passage);
    };
    for (const { path = [] } of steps)
      for (const [node, from, port] of path) {
        add(node, "");
        if (from !== undefined && port !== undefined) add(from, port);
      }
  }
}

/** Lets go of the oldest now and then, not each time. */
function remember(recent: Passage[], passage: Passage): void {
  recent.push(passage);
  if (recent.length > 4 * KEPT_PASSAGES) recent.splice(0, recent.length - KEPT_PASSAGES);
}

function merge(into: Map<string, Gathered>, key: string, more: Gathered): void {
  const known = into.get(key);
  if (!known) {
    into.set(key, more);
    return;
  }
  known.amount += more.amount;
  known.recent.push(...more.recent);
}
