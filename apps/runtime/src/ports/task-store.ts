import type { OrderPart } from "./order-row.ts";
import type { TaskEnding, TaskRecord } from "./records.ts";
import type { Scope } from "./scope.ts";

/*
 * The open tasks and how those before them ended, as the inbox asks for them. Both are projections of the instances (S27).
 */

export interface TaskFilter {
  /** Their own group, or one they were escalated to, is among these. */
  readonly groups?: readonly string[];
  /** As `causeOf` says. */
  readonly cause?: string;
  /** UTC milliseconds, `to` not included; `never` are those without a date. */
  readonly due?: { readonly from?: number; readonly to?: number } | "never";
  readonly claimed?: boolean;
  readonly claimedBy?: string;
  /** Minor units of the order's own currency. */
  readonly amountFrom?: number;
  readonly amountTo?: number;
  /** Where the order goes to, as its address says it. */
  readonly region?: string;
  /** The beginning of an order id or a channel order id, or the last six of the latter. */
  readonly text?: string;
  /** Those opened later were not seen by who asks. */
  readonly openedBefore?: number;
}

/** Most urgent first (by its own due date or its order's, then opened); longest waiting first; largest amount first. */
export type TaskSort = "urgency" | "waiting" | "amount";

export interface TaskQuery extends TaskFilter {
  readonly sort?: TaskSort;
  /** The task to go on after. */
  readonly after?: { readonly order: number; readonly id: string };
  readonly limit: number;
}

export interface TaskFound {
  readonly task: TaskRecord;
  /** Its place in the order asked for, for the cursor. */
  readonly order: number;
  /** What the orders list knows of its order; absent for an instance that runs for none. */
  readonly about?: OrderPart;
}

/** What an approval of many needs to know of each. */
export interface TaskPick {
  readonly id: string;
  readonly needed: number;
  readonly claimedBy?: string;
}

export interface TaskSum {
  readonly count: number;
  readonly oldestAt?: number;
  readonly nextDueAt?: number;
  /** How many need more than one person, and how many somebody holds. */
  readonly several: number;
  readonly claimed: number;
}

export interface TaskCause extends TaskSum {
  readonly cause: string;
  /** One of them, for its names. */
  readonly sample: TaskRecord;
}

export interface EndedTask {
  readonly task: TaskRecord;
  readonly ending: TaskEnding;
  readonly endedAt: number;
  readonly about?: OrderPart;
  /** How its order stands now. */
  readonly orderStatus?: string;
}

export interface EndedTaskQuery {
  readonly cause?: string;
  readonly channel?: string;
  /** Who decided. */
  readonly by?: string;
  readonly after?: { readonly order: number; readonly id: string };
  readonly limit: number;
}

export interface TaskStore {
  tasks(scope: Scope, query: TaskQuery): Promise<readonly TaskFound[]>;
  task(scope: Scope, id: string): Promise<TaskFound | undefined>;
  /** All that match, as far as `limit`. */
  pickTasks(scope: Scope, filter: TaskFilter, limit: number): Promise<readonly TaskPick[]>;
  sumTasks(scope: Scope, filter: TaskFilter): Promise<TaskSum>;
  /** The largest first. */
  taskCauses(scope: Scope, filter: TaskFilter): Promise<readonly TaskCause[]>;
  /** The latest first. */
  endedTasks(scope: Scope, query: EndedTaskQuery): Promise<readonly EndedTask[]>;
  endedTask(scope: Scope, id: string): Promise<EndedTask | undefined>;
}
