import type { Clock } from "../ports/clock.ts";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { OrderRowFound, OrderRowQuery, StuckLines } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { readTurn } from "./aggregate-text.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Feed, readCursor as readStreamCursor, streamedEvent } from "./feed.ts";
import type { LoadedInstance } from "./instance-document.ts";
import { instanceStatus, openSteps } from "./instance-projection.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";
import type {
  HostQueries,
  InstanceRecord,
  OrderCountsRecord,
  OrderFilter,
  OrderRecord,
  OrderRowRecord,
  Page,
  StreamedEvent,
} from "./queries.ts";
import type { StageDwell } from "./stage-dwell.ts";
import type { Stages } from "./stages.ts";
import { eventsOf } from "./turn-record.ts";

export interface QueryParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  readonly connectors: ConnectorRunner;
  readonly dwell: StageDwell;
  readonly stages: Stages;
  readonly feed: Feed;
  /** What the last process left is level: only from then on is all that happens told live. */
  readonly recovered: Promise<unknown>;
}

const MOST_ROWS = 200;
/** Counters may be this old (S33). */
const COUNTS_FRESH_MS = 1000;

export function createQueries(parts: QueryParts): HostQueries {
  const { store, scope, catalogue, connectors, stages, feed } = parts;
  return {
    orders: (filter, page) => listOrders(parts, filter, page),
    counts: countsReader(parts),
    order: (id) => readOrder(parts, id),
    row: async (id) => {
      const found = await store.orderRow(scope, id);
      return found && rowOf(found, linesNow(parts));
    },
    history: (orderId) => readHistory(parts, orderId),
    instance: async (id) => {
      const loaded = await instanceById(parts, id);
      return loaded && instanceRecord(parts, loaded);
    },
    workflowVersion: (id, version) => catalogue.workflowDefinition(id, version),
    workflowName: (id) => {
      const version = catalogue.inForce("workflow", id, parts.clock.now())?.version;
      return version === undefined ? undefined : catalogue.workflowDefinition(id, version)?.name;
    },
    decisionVersion: (id, version) => catalogue.decisionDefinition(id, version),
    actionManifest: (connector, action) => connectors.manifest(connector, action),
    stages: () => stages.read(),
    eventsAfter: (cursor, limit) => eventsAfter(parts, cursor, limit),
    subscribe: (listener) => feed.subscribe(listener),
    subscribeRows: (listener) => feed.subscribeRows(listener),
  };
}

function linesNow({ dwell, clock }: QueryParts): StuckLines {
  return dwell.lines(clock.now());
}

interface PageAsked {
  readonly cursor?: string;
  readonly limit: number;
}
const badCursor = { kind: "bad-cursor" } as const;

async function listOrders(
  parts: QueryParts,
  filter: OrderFilter,
  { cursor, limit }: PageAsked,
): Promise<Page<OrderRowRecord> | typeof badCursor> {
  const place = cursor === undefined ? undefined : readCursor(filter, cursor);
  if (cursor !== undefined && !place) return badCursor;
  const most = Math.min(Math.max(1, limit), MOST_ROWS);
  const lines = linesNow(parts);
  const query: OrderRowQuery = {
    ...queryOf(filter, lines),
    ...(place && { after: { receivedAt: place.key, id: place.id } }),
    // One more tells whether there is another page.
    limit: most + 1,
  };
  const found = await parts.store.orderRows(parts.scope, query);
  const shown = found.slice(0, most);
  const last = found.length > most ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => rowOf(row, lines)),
    ...(last && { nextCursor: writeCursor(filter, { key: last.parts.order.receivedAt, id: last.id }) }),
  };
}

function queryOf(
  { channel, status, stage, stuck, q, from, to }: OrderFilter,
  lines: StuckLines,
): Omit<OrderRowQuery, "limit"> {
  return {
    ...(channel && channel.length > 0 && { channel }),
    ...(status && status.length > 0 && { status }),
    ...(stage !== undefined && { stage }),
    ...(stuck !== undefined && { stuck: { lines, are: stuck } }),
    ...(q !== undefined && q.trim() !== "" && { text: q.trim() }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function rowOf({ id, parts, standing }: OrderRowFound, lines: StuckLines): OrderRowRecord {
  const { order } = parts;
  const { status, stage, stages, since, open } = standing;
  return {
    id,
    channel: order.channel,
    channelOrderId: order.channelOrderId,
    receivedAt: order.receivedAt,
    placedAt: order.placedAt,
    customer: order.customer,
    totalMinor: order.totalMinor,
    currency: order.currency,
    lineCount: order.lineCount,
    status,
    ...(order.fulfilment !== undefined && { fulfilment: order.fulfilment }),
    ...(order.deadline !== undefined && { deadline: order.deadline }),
    ...(order.waitsFor && { waitsFor: order.waitsFor }),
    ...(order.workflow !== undefined && { workflow: order.workflow }),
    ...(order.workflowVersion !== undefined && { workflowVersion: order.workflowVersion }),
    ...(stage !== undefined && { stage }),
    stages,
    since,
    stuck: isStuck(standing, lines),
    ...(open && { open }),
  };
}

/** It needs a person now, its task is overdue, or it has stood three times as long as is usual for its stage. */
function isStuck({ status, stage, since, live, open }: OrderRowFound["standing"], lines: StuckLines): boolean {
  if (status === "incident" || status === "unrouted") return true;
  if (open?.kind === "task" && open.at !== undefined && open.at < lines.now) return true;
  const line = stage === undefined ? undefined : lines.since[stage];
  return live && line !== undefined && since < line;
}

function countsReader(parts: QueryParts): () => Promise<OrderCountsRecord> {
  let known: OrderCountsRecord | undefined;
  return async () => {
    const asOf = parts.clock.now();
    if (known && asOf - known.asOf < COUNTS_FRESH_MS && asOf >= known.asOf) return known;
    const counters = await parts.store.counters(parts.scope);
    const stuck = await parts.store.countStuck(parts.scope, linesNow(parts));
    known = { ...counters, stuck, asOf };
    return known;
  };
}

async function readOrder(parts: QueryParts, id: string): Promise<OrderRecord | undefined> {
  const { cache, store, scope } = parts;
  await cache.bringOrders([id]);
  const loaded = cache.order(id);
  const found = await store.orderRow(scope, id);
  if (!loaded || !found) return undefined;
  const ids = await store.instancesOf(scope, id, "all");
  await cache.bringInstances(ids);
  const instances = ids
    .flatMap((instance) => cache.instance(instance) ?? [])
    .flatMap((instance) => instanceRecord(parts, instance) ?? []);
  return { order: loaded.order, row: rowOf(found, linesNow(parts)), instances };
}

async function instanceById({ cache }: QueryParts, id: string): Promise<LoadedInstance | undefined> {
  await cache.bringInstances([id]);
  return cache.instance(id);
}

function instanceRecord({ catalogue }: QueryParts, { document }: LoadedInstance): InstanceRecord | undefined {
  const { state } = document;
  const definition = catalogue.workflowDefinition(state.workflow, state.version);
  return definition && { state, status: instanceStatus(document), open: openSteps(document), definition };
}

async function readHistory({ store, scope }: QueryParts, orderId: string) {
  const rows = await store.historyOf(scope, orderId);
  return rows.flatMap((row) => eventsOf({ ...scope, ...row }, readTurn(row.turn)));
}

async function eventsAfter(
  { store, scope, recovered }: QueryParts,
  cursor: string | undefined,
  limit: number,
): Promise<readonly StreamedEvent[] | typeof badCursor> {
  const place = cursor === undefined ? { row: 0, index: -1 } : readStreamCursor(cursor);
  if (!place) return badCursor;
  await recovered;
  // The row of the cursor is read again: the rest of its events may not have been seen.
  const rows = await store.historyAfter(scope, place.row - 1, limit + 1);
  const events = rows.flatMap((row) =>
    eventsOf({ ...scope, ...row }, readTurn(row.turn))
      .map((event, index) => ({ index, streamed: streamedEvent(row.cursor, index, event) }))
      .filter(({ index }) => row.cursor > place.row || index > place.index)
      .map(({ streamed }) => streamed),
  );
  return events.slice(0, limit);
}
