import type { MarkedQuery, OrderRowFound, OrderRowQuery, StuckLines } from "../../ports/store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { foundRow } from "./sqlite-order-rows.ts";

type Value = string | number;
interface Clause {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A page of the orders list, newest first (S33). */
export function findOrderRows(database: SqliteDatabase, organisation: string, query: OrderRowQuery): OrderRowFound[] {
  const clauses = clausesOf(query);
  const where = ["organisation = ?", ...clauses.map(({ sql }) => sql)].join(" AND ");
  return database
    .statement(`SELECT id, parts FROM order_rows WHERE ${where} ORDER BY received_at DESC, id DESC LIMIT ?`)
    .all(organisation, ...clauses.flatMap(({ values }) => values), query.limit)
    .map(foundRow);
}

export function findOrderRow(database: SqliteDatabase, organisation: string, id: string): OrderRowFound | undefined {
  const row = database
    .statement("SELECT id, parts FROM order_rows WHERE organisation = ? AND id = ?")
    .get(organisation, id);
  return row && foundRow(row);
}

/** An order with several of the marks comes once. */
export function findMarkedRows(
  database: SqliteDatabase,
  organisation: string,
  { marks: wanted, from, limit }: MarkedQuery,
): OrderRowFound[] {
  const places = wanted.map(() => "?").join();
  return database
    .statement(
      `SELECT id, parts FROM order_rows WHERE organisation = ? AND id IN (
         SELECT order_id FROM order_marks WHERE organisation = ? AND mark IN (${places}) AND received_at >= ?
       ) ORDER BY received_at DESC, id DESC LIMIT ?`,
    )
    .all(organisation, organisation, ...wanted, from, limit)
    .map(foundRow);
}

export function countStuckRows(database: SqliteDatabase, organisation: string, lines: StuckLines): number {
  const { sql, values } = stuckClause(lines);
  const row = database
    .statement(`SELECT count(*) AS amount FROM order_rows WHERE organisation = ? AND ${sql}`)
    .get(organisation, ...values);
  return Number(row?.["amount"] ?? 0);
}

function clausesOf(query: OrderRowQuery): Clause[] {
  const clauses: Clause[] = [];
  const add = (sql: string, ...values: Value[]): void => void clauses.push({ sql, values });
  if (query.channel) add(`channel IN (${marks(query.channel)})`, ...query.channel);
  if (query.status) add(`status IN (${marks(query.status)})`, ...query.status);
  if (query.stage !== undefined) add("stage = ?", query.stage);
  if (query.from !== undefined) add("received_at >= ?", query.from);
  if (query.to !== undefined) add("received_at < ?", query.to);
  if (query.text !== undefined) clauses.push(textClause(query.text));
  if (query.stuck) {
    const { sql, values } = stuckClause(query.stuck.lines);
    add(query.stuck.are ? sql : `NOT ${sql}`, ...values);
  }
  if (query.after) add("(received_at, id) < (?, ?)", query.after.receivedAt, query.after.id);
  return clauses;
}

/** It needs a person, its task is overdue, or it has stood longer than is usual for its stage. */
function stuckClause({ now, since }: StuckLines): Clause {
  const stages = Object.entries(since);
  const lines = stages.map(() => "(live = 1 AND stage = ? AND since < ?)");
  return {
    sql: `(${["status IN ('incident', 'unrouted')", "coalesce(due_at, 9e15) < ?", ...lines].join(" OR ")})`,
    values: [now, ...stages.flat()],
  };
}

/** Each way of finding has its index; LIKE would have none. */
function textClause(text: string): Clause {
  const until = `${text}\u{10ffff}`;
  return {
    sql: "((id >= ? AND id < ?) OR (channel_order_id >= ? AND channel_order_id < ?) OR last_six = ? OR phone_last4 = ?)",
    values: [text, until, text, until, text, /^\d{4,}$/.test(text) ? text.slice(-4) : text],
  };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => "?").join(", ");
}
