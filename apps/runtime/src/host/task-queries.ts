import type { Clock } from "../ports/clock.ts";
import type { HostStore } from "../ports/host-store.ts";
import { causeOf } from "../ports/records.ts";
import type { Scope } from "../ports/scope.ts";
import type {
  EndedTask,
  TaskCause,
  TaskFilter as StoreFilter,
  TaskFound,
  TaskPick,
  TaskSort,
  TaskSum,
} from "../ports/task-store.ts";
import { readCursor, writeCursor } from "./page-cursor.ts";
import type { Page } from "./queries.ts";
import { likenessOf, type Trait } from "./task-likeness.ts";

/*
 * What waits for people (S11), as the inbox asks for it.
 */

/** How near its due date a task is. */
export const deadlines = ["overdue", "hour", "day", "later", "never"] as const;
export type Deadline = (typeof deadlines)[number];

export interface TaskFilter extends Omit<StoreFilter, "due"> {
  readonly deadline?: Deadline;
}

export interface DeadlineSum extends TaskSum {
  readonly deadline: Deadline;
}

interface PageAsked {
  readonly cursor?: string;
  readonly limit: number;
}
interface BadCursor {
  readonly kind: "bad-cursor";
}

/** A task as it stands: open, or how it ended. */
export type TaskStanding =
  { readonly kind: "open"; readonly found: TaskFound } | { readonly kind: "ended"; readonly ended: EndedTask };

export interface TaskQueries {
  tasks(filter: TaskFilter, sort: TaskSort, page: PageAsked): Promise<Page<TaskFound> | BadCursor>;
  /** All that match, so that many can be decided without having seen each. */
  pickTasks(filter: TaskFilter): Promise<readonly TaskPick[]>;
  sumTasks(filter: TaskFilter): Promise<TaskSum>;
  taskCauses(filter: TaskFilter): Promise<readonly TaskCause[]>;
  taskDeadlines(filter: TaskFilter): Promise<readonly DeadlineSum[]>;
  task(id: string): Promise<TaskStanding | undefined>;
  /** Those of the same cause and channel that ended, the latest first. */
  endedLike(task: EndedTask["task"], limit: number): Promise<readonly EndedTask[]>;
  /** What a person decided, the latest first. */
  decidedBy(person: string, page: PageAsked): Promise<Page<EndedTask> | BadCursor>;
  /** What the open tasks of a cause have in common that other orders of their channels have not. */
  taskLikeness(cause: string): Promise<readonly Trait[]>;
}

const MOST_ROWS = 200;
const MOST_PICKED = 20_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const badCursor = { kind: "bad-cursor" } as const;

export interface TaskQueryParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly clock: Clock;
}

export function createTaskQueries(parts: TaskQueryParts): TaskQueries {
  const { store, scope, clock } = parts;
  const asked = (filter: TaskFilter): StoreFilter => storeFilter(filter, clock.now());
  return {
    tasks: (filter, sort, page) => listTasks(parts, filter, sort, page),
    pickTasks: (filter) => store.pickTasks(scope, asked(filter), MOST_PICKED),
    sumTasks: (filter) => store.sumTasks(scope, asked(filter)),
    taskCauses: (filter) => store.taskCauses(scope, asked(filter)),
    taskDeadlines: (filter) =>
      Promise.all(
        deadlines.map(async (deadline) => ({
          deadline,
          ...(await store.sumTasks(scope, asked({ ...filter, deadline }))),
        })),
      ),
    task: async (id) => {
      const found = await store.task(scope, id);
      if (found) return { kind: "open", found };
      const ended = await store.endedTask(scope, id);
      return ended && { kind: "ended", ended };
    },
    endedLike: (task, limit) => {
      const { channel } = task;
      return store.endedTasks(scope, { cause: causeOf(task), ...(channel !== undefined && { channel }), limit });
    },
    decidedBy: (person, page) => listDecided(parts, person, page),
    taskLikeness: (cause) => likenessOf(store, scope, cause),
  };
}

function storeFilter({ deadline, ...filter }: TaskFilter, now: number): StoreFilter {
  if (deadline === undefined) return filter;
  return { ...filter, due: dueOf(deadline, now) };
}

function dueOf(deadline: Deadline, now: number): NonNullable<StoreFilter["due"]> {
  switch (deadline) {
    case "overdue":
      return { to: now };
    case "hour":
      return { from: now, to: now + HOUR_MS };
    case "day":
      return { from: now + HOUR_MS, to: now + DAY_MS };
    case "later":
      return { from: now + DAY_MS };
    case "never":
      return "never";
  }
}

async function listTasks(
  { store, scope, clock }: TaskQueryParts,
  filter: TaskFilter,
  sort: TaskSort,
  { cursor, limit }: PageAsked,
): Promise<Page<TaskFound> | BadCursor> {
  const mark = { ...filter, sort };
  const place = cursor === undefined ? undefined : readCursor(mark, cursor);
  if (cursor !== undefined && !place) return badCursor;
  const most = Math.min(Math.max(1, limit), MOST_ROWS);
  const found = await store.tasks(scope, {
    ...storeFilter(filter, clock.now()),
    sort,
    ...(place && { after: { order: place.key, id: place.id } }),
    // One more tells whether there is another page.
    limit: most + 1,
  });
  const shown = found.slice(0, most);
  const last = found.length > most ? shown.at(-1) : undefined;
  return { items: shown, ...(last && { nextCursor: writeCursor(mark, { key: last.order, id: last.task.id }) }) };
}

async function listDecided(
  { store, scope }: TaskQueryParts,
  by: string,
  { cursor, limit }: PageAsked,
): Promise<Page<EndedTask> | BadCursor> {
  const mark = { by };
  const place = cursor === undefined ? undefined : readCursor(mark, cursor);
  if (cursor !== undefined && !place) return badCursor;
  const most = Math.min(Math.max(1, limit), MOST_ROWS);
  const found = await store.endedTasks(scope, {
    by,
    ...(place && { after: { order: place.key, id: place.id } }),
    limit: most + 1,
  });
  const shown = found.slice(0, most);
  const last = found.length > most ? shown.at(-1) : undefined;
  return { items: shown, ...(last && { nextCursor: writeCursor(mark, { key: last.endedAt, id: last.task.id }) }) };
}
