import mongoose from "mongoose";
import type { AggregateKind } from "../../ports/store.ts";
import type {
  AggregateRecord,
  AnswerRecord,
  ArchivedRecord,
  ChangeSetRecord,
  EndedTaskRecord,
  EtaggedRecord,
  FormatRecord,
  HistoryRecord,
  MetricBucketRecord,
  MetricLineRecord,
  MetricMarkRecord,
  NumbersRecord,
  OrderRowRecord,
  OwnerRecord,
  ParkedRecord,
  SeriesRecord,
  TakeRecordOnDisk,
  TaskRecordOnDisk,
  TrafficMarkRecord,
  TrafficRecord,
  VersionRecord,
} from "./mongo-records.ts";

type Collection<T extends { readonly _id: string | number }> = mongoose.mongo.Collection<T>;

/** Every collection. Reads and writes go to the driver: the documents are ours, casting each would cost and gain nothing. */
export interface MongoCollections {
  readonly aggregates: Readonly<Record<AggregateKind, Collection<AggregateRecord>>>;
  readonly takes: Collection<TakeRecordOnDisk>;
  readonly history: Collection<HistoryRecord>;
  readonly rows: Collection<OrderRowRecord>;
  readonly tasks: Collection<TaskRecordOnDisk>;
  readonly endedTasks: Collection<EndedTaskRecord>;
  readonly drafts: Collection<EtaggedRecord>;
  readonly companions: Collection<EtaggedRecord>;
  readonly settings: Collection<EtaggedRecord>;
  readonly versions: Collection<VersionRecord>;
  readonly changeSets: Collection<ChangeSetRecord>;
  readonly series: Collection<SeriesRecord>;
  readonly answers: Collection<AnswerRecord>;
  readonly parked: Collection<ParkedRecord>;
  readonly traffic: Collection<TrafficRecord>;
  readonly trafficMarks: Collection<TrafficMarkRecord>;
  readonly metricBuckets: Collection<MetricBucketRecord>;
  readonly metricLines: Collection<MetricLineRecord>;
  readonly metricMarks: Collection<MetricMarkRecord>;
  readonly archive: Collection<ArchivedRecord>;
  readonly owner: Collection<OwnerRecord>;
  readonly format: Collection<FormatRecord>;
  readonly numbers: Collection<NumbersRecord>;
}

export const aggregateKinds: readonly AggregateKind[] = ["order", "instance", "quota"];

export interface DeclaredIndex {
  readonly fields: Readonly<Record<string, 1 | -1>>;
  readonly unique?: true;
  /** Only documents that are so are in it. */
  readonly where?: Readonly<Record<string, unknown>>;
}

const index = (fields: readonly string[], more: Omit<DeclaredIndex, "fields"> = {}): DeclaredIndex => ({
  fields: Object.fromEntries(["organisation", ...fields].map((field) => [field, 1])),
  ...more,
});
const there = (field: string): Pick<DeclaredIndex, "where"> => ({ where: { [field]: { $exists: true } } });

/** Those of every aggregate: what is in an outbox, and what the last batch wrote. */
const ofAggregates = [index(["id"], { where: { pending: true } }), index(["batch"])];

/**
 * Every index there is, by collection. The organisation leads each (S35). The one on `_id` comes by itself, and is what a document is found by.
 */
export const declaredIndexes: Readonly<Record<string, readonly DeclaredIndex[]>> = {
  orders: [index(["channel", "channelOrderId"], { unique: true }), ...ofAggregates],
  instances: [
    index(["orderId", "started"]),
    index(["timerAt", "started"], there("timerAt")),
    index(["workflow"], { where: { live: true } }),
    index(["awaits", "awaitsBy", "awaitsSince", "id"], there("awaits")),
    ...ofAggregates,
  ],
  quotas: [index(["quota", "limit", "taken", "id"]), ...ofAggregates],
  takes: [
    index(["id"]),
    index(["orderId", "quota"]),
    index(["instanceId", "quota"]),
    index(["quota", "limit", "at", "id"]),
    index(["aggregateId", "id"], { where: { state: "open" } }),
  ],
  history: [index(["about", "cursor"]), index(["cursor"])],
  orderRows: [
    index(["receivedAt", "id"]),
    index(["status", "receivedAt", "id"]),
    index(["stage", "receivedAt", "id"]),
    index(["channel", "receivedAt", "id"]),
    index(["stage", "since"], { where: { live: true } }),
    index(["dueAt"], there("dueAt")),
    index(["channelOrderId"]),
    index(["lastSix"]),
    index(["phoneLast4"]),
    index(["marks", "receivedAt"], there("marks")),
  ],
  tasks: [
    index(["instanceId"]),
    index(["orderId"]),
    index(["urgency", "id"]),
    index(["openedAt", "id"]),
    index(["amount", "id"]),
    index(["cause", "openedAt", "id"]),
    index(["groups"]),
    index(["dueAt"]),
  ],
  endedTasks: [index(["endedAt", "id"]), index(["cause", "endedAt", "id"]), index(["decidedBy", "endedAt", "id"])],
  drafts: [index(["kind", "id"])],
  versions: [index(["catalogueRevision"])],
  changeSets: [index(["revision"])],
  answers: [index(["at"])],
  parked: [index(["channel", "channelOrderId", "number"]), index(["until"])],
  traffic: [index(["workflow", "day"])],
  metricBuckets: [index(["metric", "slot"])],
  metricLines: [index(["metric"])],
  archive: [index(["instanceIds"]), index(["moving"], { where: { moving: true } })],
};

export function collectionsOf(connection: mongoose.Connection): MongoCollections {
  const database = connection.getClient().db(connection.name);
  const named = <T extends { readonly _id: string | number }>(name: string): Collection<T> =>
    database.collection<T>(name);
  return {
    aggregates: { order: named("orders"), instance: named("instances"), quota: named("quotas") },
    takes: named("takes"),
    history: named("history"),
    rows: named("orderRows"),
    tasks: named("tasks"),
    endedTasks: named("endedTasks"),
    drafts: named("drafts"),
    companions: named("companions"),
    settings: named("settings"),
    versions: named("versions"),
    changeSets: named("changeSets"),
    series: named("series"),
    answers: named("answers"),
    parked: named("parked"),
    traffic: named("traffic"),
    trafficMarks: named("trafficMarks"),
    metricBuckets: named("metricBuckets"),
    metricLines: named("metricLines"),
    metricMarks: named("metricMarks"),
    archive: named("archive"),
    owner: named("meta"),
    format: named("meta"),
    numbers: named("meta"),
  };
}

/** Makes those that are not there yet; on a large collection that takes a while, once. */
export async function createIndexes(connection: mongoose.Connection): Promise<void> {
  const models = Object.entries(declaredIndexes).map(([name, indexes]) => {
    const schema = new mongoose.Schema({}, { collection: name, strict: false, autoIndex: false });
    for (const { fields, unique, where } of indexes)
      schema.index(fields, { ...(unique && { unique }), ...(where && { partialFilterExpression: where }) });
    return connection.model(name, schema);
  });
  await Promise.all(models.map((model) => model.createIndexes()));
}
