import type { MetricBucketRow, MetricLineRow } from "../../ports/metric-store.ts";
import type { CompanionType } from "../../ports/definition-store.ts";
import type { OrderParts } from "../../ports/order-row.ts";
import type { FoundTake } from "../../ports/quota-store.ts";
import type { TaskEnding } from "../../ports/records.ts";
import type { HistoryKind, OpenNode } from "../../ports/store.ts";
import type { TrafficCount } from "../../ports/traffic-store.ts";

/*
 * What lies in each collection. `_id` is made of the organisation and the id (S35). A field that is undefined is not written.
 */

/** Text as a seal gave it (S36). */
export type Sealed = string | Uint8Array;

interface Owned {
  readonly _id: string;
  readonly organisation: string;
  readonly id: string;
}

/** An order, an instance or a quota's limit: document, outbox and columns in one piece. */
export interface AggregateRecord extends Owned {
  readonly revision: number;
  /** The batch that wrote it last: what is projected from it is level up to the settled one. */
  readonly batch: number;
  /** Rises with each aggregate that is inserted. */
  readonly started: number;
  readonly pending: boolean;
  readonly live: boolean;
  readonly orderId?: string | undefined;
  readonly timerAt?: number | undefined;
  readonly workflow?: string | undefined;
  readonly open?: readonly OpenNode[] | undefined;
  /** What it waits for with others, by when and since when. */
  readonly awaits?: readonly string[] | undefined;
  readonly awaitsBy?: number | undefined;
  readonly awaitsSince?: number | undefined;
  readonly channel?: string | undefined;
  readonly channelOrderId?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  readonly quota?: string | undefined;
  readonly limit?: string | undefined;
  readonly taken?: number | undefined;
  readonly document: Sealed;
  readonly turn: Sealed;
  readonly body?: Sealed | undefined;
}

/** A take under the limit that counts it. */
export type TakeRecordOnDisk = Owned & FoundTake;

export interface HistoryRecord {
  /** Of the turn, so that it is told once, whoever tells it. */
  readonly _id: string;
  readonly organisation: string;
  readonly cursor: number;
  readonly kind: HistoryKind;
  readonly id: string;
  readonly revision: number;
  /** What it is listed under: the order, or what is about itself. */
  readonly about: string;
  readonly at: number;
  readonly turn: Sealed;
}

export interface MetricBucketRecord extends Pick<Owned, "_id" | "organisation">, MetricBucketRow {}
export interface MetricLineRecord extends Pick<Owned, "_id" | "organisation">, MetricLineRow {}
export interface MetricMarkRecord {
  /** The organisation. */
  readonly _id: string;
  readonly mark: number;
  readonly sources: readonly { readonly metric: string; readonly source: string }[];
}

export interface OrderRowRecord extends Owned {
  readonly receivedAt: number;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly lastSix: string;
  readonly phoneLast4?: string | undefined;
  readonly status: string;
  readonly stage?: string | undefined;
  readonly since: number;
  readonly live: boolean;
  readonly dueAt?: number | undefined;
  readonly marks?: readonly string[] | undefined;
  readonly parts: OrderParts;
}

/** What a task's filters ask of its order, kept beside the task, for there are no joins. */
export interface TaskOrder {
  /** -1 for a task without an order: it comes last. */
  readonly amount: number;
  readonly province?: string | undefined;
  readonly channel?: string | undefined;
  readonly channelOrderId?: string | undefined;
  readonly lastSix?: string | undefined;
}

export interface TaskRecordOnDisk extends Owned, TaskOrder {
  readonly instanceId: string;
  readonly orderId?: string | undefined;
  readonly groups: readonly string[];
  readonly cause: string;
  readonly claimedBy?: string | undefined;
  readonly urgency: number;
  readonly openedAt: number;
  readonly dueAt?: number | undefined;
  readonly needed: number;
  /** 0 or 1, to be summed. */
  readonly several: number;
  readonly claimed: number;
  readonly task: Sealed;
}

export interface EndedTaskRecord extends Owned {
  readonly orderId?: string | undefined;
  readonly channel?: string | undefined;
  readonly cause: string;
  readonly decidedBy?: string | undefined;
  readonly endedAt: number;
  readonly ending: TaskEnding;
  readonly task: Sealed;
}

/** All that an order left, as it lay there. */
export interface ArchivedRecord extends Owned {
  /** It is on its way here or back. */
  readonly moving?: true;
  readonly instanceIds: readonly string[];
  readonly order: AggregateRecord;
  /** In the order of their start. */
  readonly instances: readonly AggregateRecord[];
  readonly history: readonly HistoryRecord[];
  readonly row: OrderRowRecord;
}

/** Something written whole and changed only over what was read: a draft, a companion, a setting. */
export interface EtaggedRecord extends Owned {
  readonly kind?: string | undefined;
  readonly type?: CompanionType | undefined;
  readonly etag: string;
  readonly value: Sealed;
}

export interface VersionRecord extends Owned {
  readonly kind: string;
  readonly version: number;
  /** It is visible once the change set of this revision is there. */
  readonly catalogueRevision: number;
  readonly head: Sealed;
  readonly definition: Sealed;
}

export interface ChangeSetRecord {
  readonly _id: string;
  readonly organisation: string;
  readonly revision: number;
  readonly changeSet: Sealed;
  /** The drafts it was made of, which go away with it. */
  readonly drafts: readonly { readonly _id: string; readonly etag: string }[];
}

export interface SeriesRecord {
  readonly _id: string;
  readonly organisation: string;
  readonly next: number;
}

export interface AnswerRecord {
  readonly _id: string;
  readonly organisation: string;
  readonly fingerprint: string;
  readonly at: number;
  readonly answer: Sealed;
}

export interface ParkedRecord {
  readonly _id: string;
  readonly organisation: string;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly sourceId: string;
  readonly number: number;
  readonly until: number;
  readonly message: Sealed;
}

export interface TrafficRecord {
  readonly _id: string;
  readonly organisation: string;
  readonly workflow: string;
  readonly day: string;
  readonly node: string;
  readonly port: string;
  readonly amount: number;
  readonly recent: TrafficCount["recent"];
  /** Up to which row of the history it counts. */
  readonly mark: number;
}

/** How far the history is counted, and counts that are decided but not all added yet. */
export interface TrafficMarkRecord {
  readonly _id: string;
  readonly mark: number;
  readonly keep: number;
  readonly adding: readonly TrafficCount[];
}

/** Who may write, and how far they have come. One document. */
export interface OwnerRecord {
  readonly _id: "owner";
  /** Rises with every owner (S29). */
  readonly epoch: number;
  /** Where it runs, to know that it is dead; `process` is its number there. */
  readonly machine: string;
  readonly process: number;
  /** It ended by itself. */
  readonly released: boolean;
  /** The server's time of its last sign of life; whoever waits looks whether it moves. */
  readonly seenAt?: Date;
  /** The last batch that was begun, and the last whose projections are level. */
  readonly batch: number;
  readonly settled: number;
  /** The highest that was given away. */
  readonly cursor: number;
  /** Orders that lack an instance of theirs, as repair found them. */
  readonly unstarted: readonly { readonly organisation: string; readonly id: string }[];
}

/** Where a series begins: above the numbers that a restored backup does not know of. */
export interface NumbersRecord {
  readonly _id: "numbers";
  readonly floor: number;
}

export interface FormatRecord {
  readonly _id: "format";
  readonly version: number;
}

/** A key of the organisation's own. */
export function keyOf(organisation: string, ...parts: readonly (string | number)[]): string {
  if (organisation.includes("/")) throw new TypeError(`the organisation ${organisation} has a slash in its id`);
  return [organisation, ...parts].join("/");
}
