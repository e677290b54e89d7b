import type {
  LocalizedText,
  Order,
  OrderLoomEvent,
  ActionManifest,
  WorkflowDefinition,
  DecisionDefinition,
} from "@orderloom/rule-dsl";
import type { InstanceState } from "@orderloom/workflow";
import type { OpenStep, StagePassageRecord } from "../ports/records.ts";

export { type OpenStep } from "../ports/records.ts";

/*
 * What the rest of the runtime may read (S33). Raw facts of the store; wording is made where it is read, never here.
 */

/** One row of the orders list, a projection of the order and its instances. Personal values are masked when it is written (H10). */
export interface OrderRowRecord {
  readonly id: string;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly receivedAt: number;
  readonly placedAt: string;
  /** Masked. */
  readonly customer: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly lineCount: number;
  readonly status: string;
  readonly fulfilment?: string;
  readonly deadline?: number;
  readonly waitsFor?: { readonly workflow: string; readonly version: number; readonly reason: string };
  readonly workflow?: string;
  readonly workflowVersion?: number;
  readonly stage?: string;
  readonly stages: readonly StagePassageRecord[];
  readonly since: number;
  readonly stuck: boolean;
  readonly open?: OpenStep;
}

export interface OrderFilter {
  readonly channel?: readonly string[];
  readonly status?: readonly string[];
  readonly stage?: string;
  readonly stuck?: boolean;
  readonly q?: string;
  /** UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface OrderCountsRecord {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byStage: Readonly<Record<string, number>>;
  readonly byChannel: Readonly<Record<string, number>>;
  readonly stuck: number;
  readonly asOf: number;
}

export interface InstanceRecord {
  readonly state: InstanceState;
  readonly status: "running" | "waiting" | "held" | "incident" | "done" | "cancelled";
  readonly open: readonly OpenStep[];
  readonly definition: WorkflowDefinition;
}

export interface OrderRecord {
  readonly order: Order;
  readonly row: OrderRowRecord;
  readonly instances: readonly InstanceRecord[];
}

/** A committed event with its place in the stream; `cursor` is opaque (S30). */
export interface StreamedEvent {
  readonly cursor: string;
  readonly event: OrderLoomEvent;
}

export interface HostQueries {
  orders(
    filter: OrderFilter,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<OrderRowRecord> | { readonly kind: "bad-cursor" }>;
  counts(): Promise<OrderCountsRecord>;
  order(id: string): Promise<OrderRecord | undefined>;
  row(id: string): Promise<OrderRowRecord | undefined>;
  /** Everything that happened to the order and its instances, in order of happening. */
  history(orderId: string): Promise<readonly OrderLoomEvent[]>;
  instance(id: string): Promise<InstanceRecord | undefined>;
  /** The frozen definitions an instance runs on, for wording; from memory (versions in use are loaded). */
  workflowVersion(id: string, version: number): WorkflowDefinition | undefined;
  /** What the workflow in force is called. */
  workflowName(id: string): LocalizedText | undefined;
  decisionVersion(id: string, version: number): DecisionDefinition | undefined;
  actionManifest(connector: string, action: string): ActionManifest | undefined;
  stages(): Promise<{
    readonly stages: readonly { readonly id: string; readonly name: LocalizedText }[];
    readonly etag: string;
  }>;
  /** Events after the cursor, from the store; then follow with `subscribe`. */
  eventsAfter(
    cursor: string | undefined,
    limit: number,
  ): Promise<readonly StreamedEvent[] | { readonly kind: "bad-cursor" }>;
  /** Called in commit order with what became durable. Returns how to stop. */
  subscribe(listener: (events: readonly StreamedEvent[]) => void): () => void;
  /** Order ids whose rows changed; coalescing is the reader's business. */
  subscribeRows(listener: (orderIds: readonly string[]) => void): () => void;
}
