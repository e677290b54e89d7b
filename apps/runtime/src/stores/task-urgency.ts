import type { TaskRecord } from "../ports/records.ts";

/** Tasks with a due date come before those without: the latter count from this far in the future, UTC milliseconds. */
const UNDUE_AFTER = 100_000_000_000_000;

export function urgencyOf(task: TaskRecord): number {
  return task.dueAt ?? UNDUE_AFTER + task.openedAt;
}
