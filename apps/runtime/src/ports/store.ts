import type { InstancePart, OrderPart, OrderParts, Standing } from "./order-row.ts";
import type { TakeRecord } from "./quota-store.ts";
import type { TaskEnding, TaskRecord } from "./records.ts";
import type { Scope } from "./scope.ts";
import type { TaskStore } from "./task-store.ts";

/*
 * Where the truth is kept (S27). An aggregate is one document with a revision; each write of one is atomic, a batch of them is not. All else is
 * a projection that follows from the aggregate alone, so `repair` can bring it level after a batch that was torn by death.
 *
 * Every method rejects with a StoreError when the store cannot do its work; what is expected is a value.
 */

export type AggregateKind = "order" | "instance" | "quota";

/** The aggregate as it stands on disk. `document` and `turn` are the host's own text; a store never looks inside. */
export interface StoredAggregate {
  readonly kind: AggregateKind;
  readonly id: string;
  /** Rises by one with each write, 1 for the first. */
  readonly revision: number;
  readonly document: string;
  /** What its last write did: inputs, reads and events. */
  readonly turn: string;
  /** The order as it was received, kept as it came (S36); never written again. */
  readonly body?: string;
}

/** Columns that lie beside the document and are written with it in one piece. */
export interface AggregateIndex {
  /** The order it belongs to; an order names itself. Absent for an instance that runs for none. */
  readonly orderId?: string;
  /** An instance that has not ended; an order is always live. */
  readonly live: boolean;
  /** Something is in the outbox. */
  readonly pending: boolean;
  /** UTC milliseconds: when it wants to be woken. */
  readonly timerAt?: number;
  /** Instances only: what it runs, and the nodes where a token of it stands. */
  readonly workflow?: string;
  readonly open?: readonly OpenNode[];
  /** Instances only: what a token of it waits for that others share, such as `quota/cleanserGift` (S12), and by when, UTC milliseconds. */
  readonly awaits?: { readonly what: readonly string[]; readonly since: number; readonly deadline?: number };
  /** Quotas only: which limit it counts, and how much is out. */
  readonly counted?: { readonly quota: string; readonly limit: string; readonly taken: number };
  /** Orders only: unique within the organisation. */
  readonly channelKey?: ChannelKey;
  /** Orders only: the instances that it named, when it was accepted or since (S27). */
  readonly instanceIds?: readonly string[];
}

/** A node where a token stands, and since when (UTC milliseconds). */
export interface OpenNode {
  readonly node: string;
  readonly since: number;
}

export interface ChannelKey {
  readonly channel: string;
  readonly channelOrderId: string;
}

/** Everything that follows from one aggregate's document and its last turn. */
export interface Projection {
  readonly index: AggregateIndex;
  /** UTC milliseconds of the turn. */
  readonly at: number;
  /** Whether the turn goes into the history; a write that only tidies an outbox does not. */
  readonly told: boolean;
  readonly part?: { readonly order: OrderPart } | { readonly instance: InstancePart };
  /** An instance's open tasks, all of them, and how those ended that are not among them any more. */
  readonly tasks?: readonly TaskRecord[];
  readonly endedTasks?: readonly TaskEnding[];
  /** A quota's takes that the write touched. They are never on disk before the document, for they could not be told apart from older ones. */
  readonly takes?: readonly TakeRecord[];
}

/** Undefined: the aggregate cannot be read, and what was projected from it is left as it is. */
export type Project = (aggregate: StoredAggregate) => Projection | undefined;

export interface AggregateWrite extends StoredAggregate {
  /** What was read (H5); 0 inserts when there is none yet. `revision` is one more. */
  readonly expectedRevision: number;
  readonly projection: Projection;
  /** Index of an earlier write of the batch: this one is left out unless that one is done. */
  readonly after?: number;
}

export type WriteResult =
  /** `cursor` is the turn's place in the history, where it is told. */
  | { readonly kind: "done"; readonly cursor?: number }
  /** Somebody else wrote first: read again. */
  | { readonly kind: "conflict" }
  /** The channel order is known under another id. */
  | { readonly kind: "exists"; readonly orderId: string }
  /** The write it was to follow was not done. */
  | { readonly kind: "left-out" };

/** What a row of the history is about: an aggregate, or a definition by `<kind>/<id>`. */
export type HistoryKind = AggregateKind | "definition";

export interface HistoryRow {
  /** Rises over all aggregates in the order of commits (S30). */
  readonly cursor: number;
  readonly kind: HistoryKind;
  readonly id: string;
  readonly revision: number;
  readonly orderId?: string;
  readonly at: number;
  readonly turn: string;
}

/** Since when a stage's orders are stuck, UTC milliseconds. */
export interface StuckLines {
  readonly now: number;
  readonly since: Readonly<Record<string, number>>;
}

export interface OrderRowQuery {
  readonly channel?: readonly string[];
  readonly status?: readonly string[];
  readonly stage?: string;
  /** Only those stuck by these lines, or only the others. */
  readonly stuck?: { readonly lines: StuckLines; readonly are: boolean };
  /** The beginning of an order id or a channel order id, the last six of the latter, or the last four digits of a phone. */
  readonly text?: string;
  readonly from?: number;
  readonly to?: number;
  /** The row to go on after: newest first. */
  readonly after?: { readonly receivedAt: number; readonly id: string };
  readonly limit: number;
}

/** Orders of one customer: those with any of these marks, newest first. */
export interface MarkedQuery {
  readonly marks: readonly string[];
  /** UTC milliseconds. */
  readonly from: number;
  readonly limit: number;
}

export interface OrderRowFound {
  readonly id: string;
  readonly parts: OrderParts;
  readonly standing: Standing;
}

export interface Counters {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byStage: Readonly<Record<string, number>>;
  readonly byChannel: Readonly<Record<string, number>>;
}

/** What the last batch left behind when the process died in it. */
export interface Repaired {
  /** Aggregates whose projections were brought level. */
  readonly levelled: number;
  /** Instances whose order was never written: they are gone. */
  readonly dropped: readonly string[];
  /** Orders that name an instance which was never written: start it. */
  readonly unstarted: readonly string[];
}

/** An instance that waits. `deadline`: UTC milliseconds, far away where there is none. */
export interface Awaiting {
  readonly id: string;
  readonly deadline: number;
  readonly since: number;
}

export interface AggregateStore {
  /**
   * Writes a batch in one go (group commit); durable when it resolves. One result a write, in order.
   * Atomic only within each aggregate.
   */
  commit(scope: Scope, writes: readonly AggregateWrite[]): Promise<readonly WriteResult[]>;
  /** Those that exist, in any order. */
  load(scope: Scope, kind: AggregateKind, ids: readonly string[]): Promise<readonly StoredAggregate[]>;
  /** The order that a channel order became. */
  findOrder(scope: Scope, key: ChannelKey): Promise<string | undefined>;
  /** Ids of an order's instances in the order of their start. */
  instancesOf(scope: Scope, orderId: string, which: "live" | "all"): Promise<readonly string[]>;
  /** The longest due first; `next` is when the one after them is due. */
  dueTimers(
    scope: Scope,
    now: number,
    limit: number,
  ): Promise<{ readonly ids: readonly string[]; readonly next?: number }>;
  /** Live instances that wait for something that many share (S12): by deadline, then by age. */
  awaiting(scope: Scope, what: string, after: Awaiting | undefined, limit: number): Promise<readonly Awaiting[]>;
  /** Everything that any live instance waits for in that way. */
  awaitedNames(scope: Scope): Promise<readonly string[]>;
  /** Aggregates with something in their outbox, by id. */
  pending(scope: Scope, kind: AggregateKind, after: string, limit: number): Promise<readonly string[]>;
  /** Brings every projection of the last batch level with its aggregate; called once, before anything else. */
  repair(scope: Scope, project: Project): Promise<Repaired>;
}

export interface OrderListStore extends TaskStore {
  orderRows(scope: Scope, query: OrderRowQuery): Promise<readonly OrderRowFound[]>;
  orderRow(scope: Scope, id: string): Promise<OrderRowFound | undefined>;
  ordersMarked(scope: Scope, query: MarkedQuery): Promise<readonly OrderRowFound[]>;
  counters(scope: Scope): Promise<Counters>;
  countStuck(scope: Scope, lines: StuckLines): Promise<number>;
}

/** Something that happened to a definition. */
export interface DefinitionNote {
  /** `<kind>/<id>`. */
  readonly id: string;
  /** Rises by one. */
  readonly revision: number;
  readonly at: number;
  readonly turn: string;
}

export interface HistoryStore {
  /** Of an order with its instances, or of a definition. */
  historyOf(scope: Scope, id: string): Promise<readonly HistoryRow[]>;
  /** Writes down what happened to a definition; gives its place in the history. */
  note(scope: Scope, note: DefinitionNote): Promise<number>;
  /** In commit order, from the row after `cursor`. */
  historyAfter(scope: Scope, cursor: number, limit: number): Promise<readonly HistoryRow[]>;
  /** Cursor of the newest row, 0 when there is none. */
  lastCursor(scope: Scope): Promise<number>;
}
