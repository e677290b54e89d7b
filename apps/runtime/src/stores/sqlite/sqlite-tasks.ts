import type { TaskRecord } from "../../ports/records.ts";
import type { Seal } from "../../ports/seal.ts";
import type { TaskFound, TaskQuery } from "../../ports/store.ts";
import { integerOf, sealedOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Tasks with a due date come before those without: the latter count from this far in the future, UTC milliseconds. */
const UNDUE_AFTER = 100_000_000_000_000;

function urgencyOf(task: TaskRecord): number {
  return task.dueAt ?? UNDUE_AFTER + task.openedAt;
}

/** Group names between separators, so that one of them is found as a whole. */
function groupsOf(task: TaskRecord): string {
  return `,${[task.group, ...task.escalatedTo].join(",")},`;
}

/** The open tasks: a projection of the instances. */
export class SqliteTasks {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;

  constructor(database: SqliteDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  /** All that an instance has open, in place of what it had. */
  replace(organisation: string, instanceId: string, tasks: readonly TaskRecord[]): void {
    this.#database
      .statement("DELETE FROM tasks WHERE organisation = ? AND instance_id = ?")
      .run(organisation, instanceId);
    for (const task of tasks) this.#insert(organisation, task);
  }

  #insert(organisation: string, task: TaskRecord): void {
    this.#database
      .statement(
        "INSERT INTO tasks (organisation, id, instance_id, groups, cause, claimed_by, urgency, task) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        organisation,
        task.id,
        task.instanceId,
        groupsOf(task),
        task.cause?.key ?? null,
        task.claimedBy?.id ?? null,
        urgencyOf(task),
        this.#seal.seal(organisation, JSON.stringify(task)),
      );
  }

  find(organisation: string, query: TaskQuery): TaskFound[] {
    const where = ["organisation = ?"];
    const values: (string | number)[] = [organisation];
    const add = (clause: string, ...bound: (string | number)[]): void => {
      where.push(clause);
      values.push(...bound);
    };
    if (query.group !== undefined) add("instr(groups, ?) > 0", `,${query.group},`);
    if (query.cause !== undefined) add("cause = ?", query.cause);
    if (query.claimed !== undefined) add(query.claimed ? "claimed_by IS NOT NULL" : "claimed_by IS NULL");
    if (query.claimedBy !== undefined) add("claimed_by = ?", query.claimedBy);
    if (query.after) add("(urgency, id) > (?, ?)", query.after.order, query.after.id);
    return this.#database
      .statement(`SELECT urgency, task FROM tasks WHERE ${where.join(" AND ")} ORDER BY urgency, id LIMIT ?`)
      .all(...values, query.limit)
      .map((row) => ({
        order: integerOf(row, "urgency"),
        task: JSON.parse(this.#seal.open(organisation, sealedOf(row, "task"))) as TaskRecord, // written by `insert` above
      }));
  }
}
