import { causeOf, type TaskEnding, type TaskRecord } from "../../ports/records.ts";
import type { Seal } from "../../ports/seal.ts";
import { urgencyOf } from "../task-urgency.ts";
import { textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Group names between separators, so that one of them is found as a whole. */
function groupsOf(task: TaskRecord): string {
  return `,${[task.group, ...task.escalatedTo].join(",")},`;
}

/** What an instance has open, and how what it had open before came to its end. */
export interface TaskTurn {
  readonly open: readonly TaskRecord[];
  readonly ended: readonly TaskEnding[];
  /** UTC milliseconds. */
  readonly at: number;
}

/** The open tasks and those that ended: a projection of the instances. */
export class SqliteTasks {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;

  constructor(database: SqliteDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  /** All that an instance has open, in place of what it had; what is open no longer is kept with its ending. */
  replace(organisation: string, instanceId: string, { open, ended, at }: TaskTurn): void {
    const known = this.#idsOf(organisation, instanceId);
    const still = new Set(open.map(({ id }) => id));
    for (const id of known) {
      if (still.has(id)) continue;
      const ending = ended.find((one) => one.id === id) ?? { id, state: "withdrawn", by: [] };
      this.#end(organisation, ending, at);
    }
    if (known.length > 0) this.drop(organisation, instanceId);
    for (const task of open) this.#insert(organisation, task);
  }

  /** As if they had never been. */
  drop(organisation: string, instanceId: string): void {
    this.#database
      .statement("DELETE FROM tasks WHERE organisation = ? AND instance_id = ?")
      .run(organisation, instanceId);
  }

  #idsOf(organisation: string, instanceId: string): string[] {
    return this.#database
      .statement("SELECT id FROM tasks WHERE organisation = ? AND instance_id = ?")
      .all(organisation, instanceId)
      .map((row) => textOf(row, "id"));
  }

  #end(organisation: string, ending: TaskEnding, at: number): void {
    this.#database
      .statement(
        "INSERT OR REPLACE INTO ended_tasks (organisation, id, order_id, cause, decided_by, ended_at, ending, task) SELECT organisation, id, order_id, cause, ?, ?, ?, task FROM tasks WHERE organisation = ? AND id = ?",
      )
      .run(ending.by.at(-1)?.id ?? null, at, JSON.stringify(ending), organisation, ending.id);
  }

  #insert(organisation: string, task: TaskRecord): void {
    this.#database
      .statement(
        "INSERT INTO tasks (organisation, id, instance_id, order_id, groups, cause, claimed_by, urgency, opened_at, due_at, needed, task) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        organisation,
        task.id,
        task.instanceId,
        task.orderId ?? null,
        groupsOf(task),
        causeOf(task),
        task.claimedBy?.id ?? null,
        urgencyOf(task),
        task.openedAt,
        task.dueAt ?? null,
        task.approvalsNeeded,
        this.#seal.seal(organisation, JSON.stringify(task)),
      );
  }
}
