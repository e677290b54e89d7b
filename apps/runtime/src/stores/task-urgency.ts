import type { TaskRecord } from "../ports/records.ts";

/** Tasks that nothing says the due instant of come last: they count from this far in the future, UTC milliseconds. */
const UNDUE_AFTER = 100_000_000_000_000;

/** When a task's turn is: by its own due date or that of its order, whichever comes first. */
export function urgencyOf({ dueAt, orderDueBy, openedAt }: TaskRecord): number {
  return Math.min(dueAt ?? Infinity, orderDueBy ?? Infinity, UNDUE_AFTER + openedAt);
}
