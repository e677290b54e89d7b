import type { ArchiveStore } from "./archive-store.ts";
import type { AnswerStore } from "./answer-store.ts";
import type { DefinitionStore } from "./definition-store.ts";
import type { IdSource } from "./id-source.ts";
import type { MetricStore } from "./metric-store.ts";
import type { ParkingStore } from "./parking-store.ts";
import type { QuotaStore } from "./quota-store.ts";
import type { AggregateStore, HistoryStore, OrderListStore } from "./store.ts";
import type { TrafficStore } from "./traffic-store.ts";

/** All that a host keeps, as one adapter gives it. */
export interface HostStore
  extends
    AggregateStore,
    OrderListStore,
    HistoryStore,
    TrafficStore,
    DefinitionStore,
    IdSource,
    AnswerStore,
    ParkingStore,
    QuotaStore,
    MetricStore,
    ArchiveStore {
  /** Lets go of the files; nothing may be asked afterwards. */
  close(): Promise<void>;
}
