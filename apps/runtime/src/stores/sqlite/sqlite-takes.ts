import type { FoundTake, TakeQuery, TakeRecord } from "../../ports/quota-store.ts";
import { integerOf, type Row, textOf } from "./columns.ts";
import type { LimitName } from "./sqlite-aggregates.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Takes of quotas, a row each under the aggregate that counts it. */
export class SqliteTakes {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /** Runs inside the caller's transaction; putting the same again changes nothing. */
  put(organisation: string, aggregateId: string, takes: readonly TakeRecord[]): void {
    const statement = this.#database.statement(
      "INSERT INTO takes (organisation, aggregate_id, id, quota, limit_id, amount, state, at, changed_at, instance_id, order_id, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (organisation, aggregate_id, id) DO UPDATE SET amount = excluded.amount, state = excluded.state, at = excluded.at, changed_at = excluded.changed_at, version = excluded.version",
    );
    for (const take of takes) {
      const { id, quota, limit, amount, state, at, changedAt, instanceId, orderId, version } = take;
      statement.run(
        organisation,
        aggregateId,
        id,
        quota,
        limit,
        amount,
        state,
        at,
        changedAt,
        instanceId,
        orderId ?? null,
        version,
      );
    }
  }

  known(organisation: string, aggregateId: string, ids: readonly string[]): TakeRecord[] {
    const statement = this.#database.statement(
      "SELECT * FROM takes WHERE organisation = ? AND aggregate_id = ? AND id = ?",
    );
    return ids.flatMap((id) => statement.all(organisation, aggregateId, id).map(recordOf));
  }

  find(organisation: string, query: TakeQuery): FoundTake[] {
    const [where, ...values] = whereOf(query);
    return this.#found(
      `SELECT * FROM takes WHERE organisation = ? AND ${where} ORDER BY aggregate_id, id`,
      organisation,
      ...values,
    );
  }

  open(organisation: string, after: Pick<FoundTake, "aggregateId" | "id"> | undefined, limit: number): FoundTake[] {
    return this.#found(
      "SELECT * FROM takes WHERE organisation = ? AND state = 'open' AND (aggregate_id, id) > (?, ?) ORDER BY aggregate_id, id LIMIT ?",
      organisation,
      after?.aggregateId ?? "",
      after?.id ?? "",
      limit,
    );
  }

  recent(organisation: string, of: LimitName, most: number): FoundTake[] {
    return this.#found(
      "SELECT * FROM takes WHERE organisation = ? AND quota = ? AND limit_id = ? AND state <> 'withdrawn' ORDER BY at DESC, id DESC LIMIT ?",
      organisation,
      of.quota,
      of.limit,
      most,
    );
  }

  #found(sql: string, ...values: (string | number)[]): FoundTake[] {
    return this.#database
      .statement(sql)
      .all(...values)
      .map((row) => ({ ...recordOf(row), aggregateId: textOf(row, "aggregate_id") }));
  }
}

function whereOf(query: TakeQuery): readonly [string, ...string[]] {
  if ("id" in query) return ["id = ?", query.id];
  if ("orderId" in query) return ["order_id = ? AND quota = ?", query.orderId, query.quota];
  return ["order_id IS NULL AND instance_id = ? AND quota = ?", query.instanceId, query.quota];
}

function recordOf(row: Row): TakeRecord {
  const { order_id: orderId } = row;
  return {
    id: textOf(row, "id"),
    quota: textOf(row, "quota"),
    limit: textOf(row, "limit_id"),
    amount: integerOf(row, "amount"),
    state: textOf(row, "state") as TakeRecord["state"], // written by `put` only
    at: integerOf(row, "at"),
    changedAt: integerOf(row, "changed_at"),
    instanceId: textOf(row, "instance_id"),
    ...(typeof orderId === "string" && { orderId }),
    version: integerOf(row, "version"),
  };
}
