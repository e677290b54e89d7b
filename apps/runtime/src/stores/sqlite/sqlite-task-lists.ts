import type { HostStore } from "../../ports/host-store.ts";
import type { OrderParts } from "../../ports/order-row.ts";
import type { TaskEnding, TaskRecord } from "../../ports/records.ts";
import type { Seal } from "../../ports/seal.ts";
import type {
  EndedTask,
  EndedTaskQuery,
  TaskCause,
  TaskFilter,
  TaskFound,
  TaskPick,
  TaskQuery,
  TaskSort,
  TaskSum,
} from "../../ports/task-store.ts";
import type { TaskStore } from "../../ports/task-store.ts";
import { integerOf, type Row, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/*
 * How the inbox reads tasks. Sums and causes come from one index alone; an amount or a place is looked up in the list of orders, which a filter
 * without them leaves alone.
 */

type Value = string | number;
const ORDERS = "order_rows AS o ON o.organisation = t.organisation AND o.id = t.order_id";
const SUMS =
  "count(*) AS amount, min(t.opened_at) AS oldest, min(t.due_at) AS next, coalesce(sum(t.needed > 1), 0) AS several, count(t.claimed_by) AS claimed";

interface Clauses {
  readonly where: string;
  readonly values: readonly Value[];
  /** Whether it needs to know the orders. */
  readonly joined: boolean;
}

class Reading {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;

  constructor(database: SqliteDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  list(organisation: string, query: TaskQuery): TaskFound[] {
    const { column, direction, after } = sorted[query.sort ?? "urgency"];
    const { where, values } = clausesOf(organisation, query);
    const from = query.after ? ` AND (${column}, t.id) ${after} (?, ?)` : "";
    const place = query.after ? [query.after.order, query.after.id] : [];
    return this.#database
      .statement(
        `SELECT ${column} AS place, t.task, o.parts FROM tasks AS t LEFT JOIN ${ORDERS} WHERE ${where}${from} ORDER BY ${column} ${direction}, t.id ${direction} LIMIT ?`,
      )
      .all(...values, ...place, query.limit)
      .map((row) => this.#found(organisation, row));
  }

  one(organisation: string, id: string): TaskFound | undefined {
    const row = this.#database
      .statement(
        `SELECT t.urgency AS place, t.task, o.parts FROM tasks AS t LEFT JOIN ${ORDERS} WHERE t.organisation = ? AND t.id = ?`,
      )
      .get(organisation, id);
    return row && this.#found(organisation, row);
  }

  pick(organisation: string, filter: TaskFilter, limit: number): TaskPick[] {
    const { where, values, joined } = clausesOf(organisation, filter);
    return this.#database
      .statement(
        `SELECT t.id, t.needed, t.claimed_by FROM tasks AS t${joined ? ` JOIN ${ORDERS}` : ""} WHERE ${where} ORDER BY t.opened_at, t.id LIMIT ?`,
      )
      .all(...values, limit)
      .map((row) => ({
        id: textOf(row, "id"),
        needed: integerOf(row, "needed"),
        ...(typeof row["claimed_by"] === "string" && { claimedBy: row["claimed_by"] }),
      }));
  }

  sum(organisation: string, filter: TaskFilter): TaskSum {
    const { where, values, joined } = clausesOf(organisation, filter);
    const row = this.#database
      .statement(`SELECT ${SUMS} FROM tasks AS t${joined ? ` JOIN ${ORDERS}` : ""} WHERE ${where}`)
      .get(...values);
    return row ? sumOf(row) : { count: 0, several: 0, claimed: 0 };
  }

  causes(organisation: string, filter: TaskFilter): TaskCause[] {
    const { where, values, joined } = clausesOf(organisation, filter);
    return this.#database
      .statement(
        `SELECT t.cause, ${SUMS} FROM tasks AS t${joined ? ` JOIN ${ORDERS}` : ""} WHERE ${where} GROUP BY t.cause ORDER BY amount DESC, t.cause`,
      )
      .all(...values)
      .flatMap((row) => {
        const cause = textOf(row, "cause");
        const sample = this.#sample(organisation, cause);
        return sample ? [{ ...sumOf(row), cause, sample }] : [];
      });
  }

  #sample(organisation: string, cause: string): TaskRecord | undefined {
    const row = this.#database
      .statement("SELECT task FROM tasks WHERE organisation = ? AND cause = ? ORDER BY opened_at DESC LIMIT 1")
      .get(organisation, cause);
    return row && this.#task(organisation, row);
  }

  ended(organisation: string, { cause, channel, by, after, limit }: EndedTaskQuery): EndedTask[] {
    const where = ["t.organisation = ?"];
    const values: Value[] = [organisation];
    const add = (sql: string, ...bound: Value[]): void => {
      where.push(sql);
      values.push(...bound);
    };
    if (cause !== undefined) add("t.cause = ?", cause);
    if (by !== undefined) add("t.decided_by = ?", by);
    if (channel !== undefined) add("o.channel = ?", channel);
    if (after) add("(t.ended_at, t.id) < (?, ?)", after.order, after.id);
    return this.#database
      .statement(
        `SELECT t.ended_at, t.ending, t.task, o.parts, o.status FROM ended_tasks AS t LEFT JOIN ${ORDERS} WHERE ${where.join(" AND ")} ORDER BY t.ended_at DESC, t.id DESC LIMIT ?`,
      )
      .all(...values, limit)
      .map((row) => this.#ended(organisation, row));
  }

  endedOne(organisation: string, id: string): EndedTask | undefined {
    const row = this.#database
      .statement(
        `SELECT t.ended_at, t.ending, t.task, o.parts, o.status FROM ended_tasks AS t LEFT JOIN ${ORDERS} WHERE t.organisation = ? AND t.id = ?`,
      )
      .get(organisation, id);
    return row && this.#ended(organisation, row);
  }

  #ended(organisation: string, row: Row): EndedTask {
    return {
      task: this.#task(organisation, row),
      ending: JSON.parse(textOf(row, "ending")) as TaskEnding, // written by `SqliteTasks`
      endedAt: integerOf(row, "ended_at"),
      ...aboutOf(row),
      ...(typeof row["status"] === "string" && { orderStatus: row["status"] }),
    };
  }

  #found(organisation: string, row: Row): TaskFound {
    return { order: integerOf(row, "place"), task: this.#task(organisation, row), ...aboutOf(row) };
  }

  #task(organisation: string, row: Row): TaskRecord {
    return JSON.parse(this.#seal.open(organisation, sealedOf(row, "task"))) as TaskRecord; // written by `SqliteTasks`
  }
}

export function taskPart(database: SqliteDatabase, seal: Seal): Pick<HostStore, keyof TaskStore> {
  const reading = new Reading(database, seal);
  return {
    tasks: ({ organisationId }, query) => database.read(() => reading.list(organisationId, query)),
    task: ({ organisationId }, id) => database.read(() => reading.one(organisationId, id)),
    pickTasks: ({ organisationId }, filter, limit) => database.read(() => reading.pick(organisationId, filter, limit)),
    sumTasks: ({ organisationId }, filter) => database.read(() => reading.sum(organisationId, filter)),
    taskCauses: ({ organisationId }, filter) => database.read(() => reading.causes(organisationId, filter)),
    endedTasks: ({ organisationId }, query) => database.read(() => reading.ended(organisationId, query)),
    endedTask: ({ organisationId }, id) => database.read(() => reading.endedOne(organisationId, id)),
  };
}

const sorted: Readonly<
  Record<TaskSort, { readonly column: string; readonly direction: "ASC" | "DESC"; readonly after: ">" | "<" }>
> = {
  urgency: { column: "t.urgency", direction: "ASC", after: ">" },
  waiting: { column: "t.opened_at", direction: "ASC", after: ">" },
  // A task without an order has no amount: it comes last.
  amount: { column: "coalesce(o.total_minor, -1)", direction: "DESC", after: "<" },
};

function clausesOf(organisation: string, filter: TaskFilter): Clauses {
  const where = ["t.organisation = ?"];
  const values: Value[] = [organisation];
  const add = (sql: string, ...bound: Value[]): void => {
    where.push(sql);
    values.push(...bound);
  };
  const { groups, cause, claimed, claimedBy, openedBefore } = filter;
  if (groups) {
    const each = groups.map(() => "instr(t.groups, ?) > 0");
    add(each.length === 0 ? "0" : `(${each.join(" OR ")})`, ...groups.map((group) => `,${group},`));
  }
  if (cause !== undefined) add("t.cause = ?", cause);
  if (claimed !== undefined) add(claimed ? "t.claimed_by IS NOT NULL" : "t.claimed_by IS NULL");
  if (claimedBy !== undefined) add("t.claimed_by = ?", claimedBy);
  if (openedBefore !== undefined) add("t.opened_at < ?", openedBefore);
  addDue(filter.due, add);
  return { ...withOrders(filter, add), where: where.join(" AND "), values };
}

type Add = (sql: string, ...bound: Value[]) => void;

function addDue(due: TaskFilter["due"], add: Add): void {
  if (due === undefined) return;
  if (due === "never") {
    add("t.due_at IS NULL");
    return;
  }
  if (due.from === undefined && due.to === undefined) add("t.due_at IS NOT NULL");
  if (due.from !== undefined) add("t.due_at >= ?", due.from);
  if (due.to !== undefined) add("t.due_at < ?", due.to);
}

function withOrders({ amountFrom, amountTo, region, text }: TaskFilter, add: Add): Pick<Clauses, "joined"> {
  if (amountFrom !== undefined) add("o.total_minor >= ?", amountFrom);
  if (amountTo !== undefined) add("o.total_minor <= ?", amountTo);
  if (region !== undefined) add("o.province = ?", region);
  if (text !== undefined) {
    const until = `${text}\u{10ffff}`;
    add(
      "((o.id >= ? AND o.id < ?) OR (o.channel_order_id >= ? AND o.channel_order_id < ?) OR o.last_six = ?)",
      ...[text, until, text, until, text],
    );
  }
  return { joined: [amountFrom, amountTo, region, text].some((one) => one !== undefined) };
}

function sumOf(row: Row): TaskSum {
  return {
    count: integerOf(row, "amount"),
    ...(typeof row["oldest"] === "number" && { oldestAt: row["oldest"] }),
    ...(typeof row["next"] === "number" && { nextDueAt: row["next"] }),
    several: integerOf(row, "several"),
    claimed: integerOf(row, "claimed"),
  };
}

function aboutOf(row: Row): Pick<TaskFound, "about"> {
  if (typeof row["parts"] !== "string") return {};
  return { about: (JSON.parse(row["parts"]) as OrderParts).order }; // written by `SqliteOrderRows`
}
