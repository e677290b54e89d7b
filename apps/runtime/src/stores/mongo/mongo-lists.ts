import type mongoose from "mongoose";
import type { MarkedQuery, OrderRowFound, OrderRowQuery, StuckLines } from "../../ports/store.ts";
import type { MongoCollections } from "./mongo-collections.ts";
import { foundRow } from "./mongo-order-rows.ts";
import { keyOf, type OrderRowRecord } from "./mongo-records.ts";

type Filter = mongoose.mongo.Filter<OrderRowRecord>;

/** A page of the orders list, newest first (S33). */
export async function findOrderRows(
  { rows }: MongoCollections,
  organisation: string,
  query: OrderRowQuery,
): Promise<OrderRowFound[]> {
  const found = await rows
    .find(filterOf(organisation, query), {
      projection: { id: 1, parts: 1 },
      sort: { receivedAt: -1, id: -1 },
      limit: query.limit,
    })
    .toArray();
  return found.map(foundRow);
}

export async function findOrderRow(
  { rows }: MongoCollections,
  organisation: string,
  id: string,
): Promise<OrderRowFound | undefined> {
  const found = await rows.findOne({ _id: keyOf(organisation, id) }, { projection: { id: 1, parts: 1 } });
  return found ? foundRow(found) : undefined;
}

export async function findMarkedRows(
  { rows }: MongoCollections,
  organisation: string,
  { marks, from, limit }: MarkedQuery,
): Promise<OrderRowFound[]> {
  const found = await rows
    .find(
      { organisation, marks: { $in: [...marks] }, receivedAt: { $gte: from } },
      { projection: { id: 1, parts: 1 }, sort: { receivedAt: -1, id: -1 }, limit },
    )
    .toArray();
  return found.map(foundRow);
}

export function countStuckRows({ rows }: MongoCollections, organisation: string, lines: StuckLines): Promise<number> {
  return rows.countDocuments({ organisation, $or: stuck(lines) });
}

function filterOf(organisation: string, query: OrderRowQuery): Filter {
  const { channel, status, stage, from, to, text, stuck: wanted, after } = query;
  const all: Filter[] = [];
  if (text !== undefined) all.push({ $or: textWays(organisation, text) });
  if (wanted) all.push(wanted.are ? { $or: stuck(wanted.lines) } : { $nor: stuck(wanted.lines) });
  if (after)
    all.push(
      { receivedAt: { $lte: after.receivedAt } },
      { $or: [{ receivedAt: { $lt: after.receivedAt } }, { id: { $lt: after.id } }] },
    );
  return {
    organisation,
    ...(channel && { channel: { $in: [...channel] } }),
    ...(status && { status: { $in: [...status] } }),
    ...(stage !== undefined && { stage }),
    ...((from !== undefined || to !== undefined) && {
      receivedAt: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) },
    }),
    ...(all.length > 0 && { $and: all }),
  };
}

/** It needs a person, its task is overdue, or it has stood longer than is usual for its stage. */
function stuck({ now, since }: StuckLines): Filter[] {
  return [
    { status: { $in: ["incident", "unrouted"] } },
    { dueAt: { $lt: now } },
    ...Object.entries(since).map(([stage, line]) => ({ live: true, stage, since: { $lt: line } })),
  ];
}

/** Each way of finding has its index; a pattern would have none. */
function textWays(organisation: string, text: string): Filter[] {
  const startsWith = (start: string) => ({ $gte: start, $lt: `${start}\u{10ffff}` });
  return [
    { _id: startsWith(keyOf(organisation, text)) },
    { organisation, channelOrderId: startsWith(text) },
    { organisation, lastSix: text },
    { organisation, phoneLast4: /^\d{4,}$/.test(text) ? text.slice(-4) : text },
  ];
}
