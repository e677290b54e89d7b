import type { CompileContext, MetricDefinition } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { MetricStore } from "../ports/metric-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, ChannelKey, HistoryStore } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { readTurn } from "./aggregate-text.ts";
import { metricAwaited, type MetricAwaited, readMetricAwaited } from "./awaited.ts";
import type { Catalogue } from "./catalogue.ts";
import type { DefinitionLog } from "./definition-log.ts";
import type { Committed } from "./draft.ts";
import { faultOf } from "./fault.ts";
import { MetricBook, type MetricEntry, type MetricMove } from "./metric-book.ts";
import { countHistory } from "./metric-history.ts";
import { giveBack, restoreKept, slotName, takeUnsaved, type Through } from "./metric-keeper.ts";
import { MetricTable } from "./metric-table.ts";
import { MetricTurn } from "./metric-turn.ts";
import { systemActor, type TurnRecord } from "./turn-record.ts";
import type { MetricWaker } from "./metric-waker.ts";

/** How long counts gather in memory before they are written; who reads sees them at once. */
const WRITE_AFTER_MS = 1000;
/** Rows of the history read at once. */
const PAGE = 500;
/** setTimeout takes no more than a signed 32-bit number. */
const LONGEST_MS = 0x7fffffff;

export interface MetricDeskParts {
  readonly store: MetricStore & HistoryStore & AggregateStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly catalogue: Catalogue;
  readonly cache: AggregateCache;
  readonly context: CompileContext;
  readonly log: DefinitionLog;
  readonly waker: MetricWaker;
}

/**
 * Keeps the metrics (S21): they count what became durable, in commit order; a line that moves wakes who waits for it. What is counted follows
 * from the history and the clock alone, so after a death the rest is counted again, and who should have been woken is.
 */
export class MetricDesk {
  readonly #parts: MetricDeskParts;
  readonly #table: MetricTable;
  readonly #book: MetricBook;
  #bound: ReturnType<MetricTable["at"]> = new Map();
  /** Cursor of the last row of the history that is counted. */
  #mark = 0;
  #cleared: string[] = [];
  #wakeAt = Infinity;
  #cancelWake: (() => void) | undefined;
  #cancelWrite: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Fills and notes under way, one after the other. */
  #work: Promise<void> = Promise.resolve();
  #underWay = 0;
  #loaded = false;
  #stopped = false;

  constructor(parts: MetricDeskParts) {
    this.#parts = parts;
    this.#table = new MetricTable(parts.catalogue, parts.context);
    this.#book = new MetricBook((move) => this.#moved(move));
    parts.catalogue.follow(() => {
      if (this.#loaded) this.#follow(parts.clock.now());
    });
  }

  get isMoving(): boolean {
    return this.#underWay > 0;
  }

  /** Counts what the last process did not come to; after the history was mended, before anything moves. */
  async load(): Promise<void> {
    const { store, scope, clock } = this.#parts;
    const kept = await store.keptMetrics(scope);
    const last = await store.lastCursor(scope);
    this.#bound = this.#table.at(clock.now());
    const fresh = this.#book.bind(this.#bound, clock.now());
    const through = restoreKept(this.#book, kept);
    const isKept = fresh.some(({ filling }) => !filling);
    this.#mark = isKept ? kept.mark : last;
    if (isKept) await this.#recount(through);
    this.#loaded = true;
    this.#begin(fresh.filter(({ filling }) => filling));
    this.#plan(this.#book.settle(clock.now()));
  }

  async #recount(through: Through): Promise<void> {
    const { store, scope } = this.#parts;
    for (;;) {
      const rows = await store.historyAfter(scope, this.#mark, PAGE);
      for (const { cursor, turn } of rows) this.#count(readTurn(turn), cursor, through);
      if (rows.length < PAGE) return;
    }
  }

  /** Wakes who waits for a state that is reached; what the last process had begun is finished so. */
  async wakeReached(): Promise<void> {
    for (const name of await this.#parts.store.awaitedNames(this.#parts.scope)) {
      const awaited = readMetricAwaited(name);
      if (awaited && this.#isReached(awaited)) await this.#wake(awaited);
    }
  }

  #isReached({ metric, state, key }: MetricAwaited): boolean {
    const entry = this.#book.entry(metric);
    return entry?.filling === false && this.#book.stateOf(metric, JSON.stringify(key)) === state;
  }

  /** Metrics for one turn; undefined where nothing is measured. Nothing may wait until it is closed. */
  open(now: number, isKnown: (key: ChannelKey) => boolean): MetricTurn | undefined {
    this.#follow(now);
    return this.#book.isEmpty ? undefined : new MetricTurn(this.#book, now, isKnown);
  }

  get isCounting(): boolean {
    return !this.#book.isEmpty;
  }

  /** What became durable counts. */
  note(turns: readonly Committed[]): void {
    for (const { cursor, turn, projection } of turns) {
      if (cursor !== undefined) this.#count(turn, cursor);
      for (const what of projection.index.awaits?.what ?? []) this.#meet(what);
    }
    if (this.#book.isEmpty) return;
    this.#plan(this.#book.nextAt());
    this.#writeSoon();
  }

  #count({ steps }: TurnRecord, cursor: number, through?: Through): void {
    this.#mark = cursor;
    for (const { at: now, counted = [] } of steps)
      for (const step of counted) {
        const { at = now, metric, key } = step;
        const slotMs = this.#book.entry(metric)?.metric.shape.slotMs ?? 1;
        const known = through?.get(slotName(metric, JSON.stringify(key), Math.floor(at / slotMs))) ?? 0;
        if (cursor > known) this.#book.count(step, { at, now, cursor });
      }
  }

  /** One that began to wait while its line moved: nobody saw it waiting then. */
  #meet(what: string): void {
    const awaited = readMetricAwaited(what);
    if (awaited && this.#isReached(awaited)) this.#begin([], () => this.#wake(awaited));
  }

  /** Takes over what was published, or came into effect. */
  #follow(now: number): void {
    const metrics = this.#table.at(now);
    if (metrics === this.#bound) return;
    const gone = [...this.#bound.keys()].filter((id) => !metrics.has(id));
    this.#bound = metrics;
    const fresh = this.#book.bind(metrics, now);
    this.#cleared.push(...gone, ...fresh.map(({ metric }) => metric.id));
    this.#begin(fresh);
    this.#plan(this.#book.nextAt());
    this.#writeSoon();
  }

  /** Fills new metrics from the history, beside everything else. */
  #begin(fresh: readonly MetricEntry[], work: () => Promise<void> = () => Promise.resolve()): void {
    const born = this.#mark;
    this.#underWay += 1;
    this.#work = this.#work
      .then(work)
      .then(async () => {
        for (const entry of fresh) await this.#fill(entry, born);
      })
      .catch((error: unknown) =>
        this.#parts.logger.warn("metrics will be filled at the next start", { error: faultOf(error) }),
      )
      .finally(() => {
        this.#underWay -= 1;
      });
  }

  async #fill(entry: MetricEntry, born: number): Promise<void> {
    const { clock, scope, store } = this.#parts;
    const found = await countHistory(this.#parts, entry.metric, born, () => this.#stopped);
    if (this.#stopped || this.#book.entry(entry.metric.id) !== entry) return;
    this.#book.filled(entry, found, clock.now(), await store.lastCursor(scope));
    this.#plan(this.#book.nextAt());
    this.#writeSoon();
    // Who waits has not seen what it was held by come to nothing.
    await this.wakeReached();
  }

  #moved({ metric, key, line: { state, since }, reading }: MetricMove): void {
    const { value, growth, baseline } = reading;
    const data = { metric: metric.id, key, state, since, value, growth, baseline };
    this.#begin([], async () => {
      await this.#parts.log.noteOnce("metric", metric.id, { type: "metric.line-changed", data }, systemActor);
      await this.#wake({ metric: metric.id, key, state });
    });
  }

  #wake(awaited: MetricAwaited): Promise<void> {
    const at = this.#parts.clock.now();
    const message = { type: "event", event: "metric.line-changed", at, data: { ...awaited } } as const;
    const { metric, key, state } = awaited;
    return this.#parts.waker.wake(metricAwaited(metric, key, state), message, () => this.#isReached(awaited));
  }

  /** Sets the clock for the next thing that happens to a metric by itself. */
  #plan(at: number): void {
    if (this.#stopped || at >= this.#wakeAt) return;
    const { clock } = this.#parts;
    this.#cancelWake?.();
    this.#wakeAt = at;
    this.#cancelWake = clock.after(Math.min(Math.max(0, at - clock.now()), LONGEST_MS), () => {
      this.#wakeAt = Infinity;
      this.#plan(this.#book.settle(clock.now()));
      this.#writeSoon();
    });
  }

  #writeSoon(): void {
    if (!this.#stopped) this.#cancelWrite ??= this.#parts.clock.after(WRITE_AFTER_MS, () => void this.#writeLater());
  }

  async #writeLater(): Promise<void> {
    try {
      await this.write();
    } catch (error) {
      this.#parts.logger.warn("counts of metrics are written at the next start", { error: faultOf(error) });
    }
  }

  /** Resolves when everything counted so far is on disk. */
  write(): Promise<void> {
    this.#cancelWrite?.();
    this.#cancelWrite = undefined;
    const { store, scope } = this.#parts;
    const done = this.#writing.then(async () => {
      const save = takeUnsaved(this.#book, this.#mark, this.#cleared.splice(0));
      if (!save) return;
      try {
        await store.saveMetrics(scope, save);
      } catch (error) {
        this.#cleared.unshift(...save.cleared);
        giveBack(this.#book, save);
        throw error;
      }
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }

  definition(id: string): MetricDefinition | undefined {
    return this.#bound.get(id)?.definition;
  }

  /** Every key of the metrics there are, settled to now. */
  entries(now: number): Iterable<MetricEntry> {
    this.#follow(now);
    this.#book.settle(now);
    return this.#book.entries;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWake?.();
    this.#cancelWrite?.();
    this.#parts.waker.stop();
  }
}
