import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  DecideAnswer,
  DecidedTaskList,
  DecideManyLine,
  DecideManyRequest,
  TaskEvidence,
  TaskGroups,
  TaskList,
  TaskSelection,
} from "@orderloom/api-contract";
import { get, post, postLines } from "./http.ts";

/** What the inbox can be asked for. Amounts are minor units. */
export interface TaskFilter {
  readonly group?: string;
  readonly cause?: string;
  readonly deadline?: string;
  readonly mine?: boolean;
  readonly amountFrom?: number;
  readonly amountTo?: number;
  readonly region?: string;
  readonly q?: string;
}
export type TaskSort = "waiting" | "urgency" | "amount";

const PAGE = 100;

function parametersOf(filter: TaskFilter, more: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  const asked: Readonly<Record<string, string | number | boolean | undefined>> = { ...filter, ...more };
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  return parameters.toString();
}

/** `groups`: those that the person is in. */
export const taskGroupsQuery = (by: "cause" | "deadline", filter: TaskFilter) =>
  queryOptions({
    queryKey: ["tasks", "groups", by, filter],
    queryFn: ({ signal }) => get<TaskGroups>(`/v1/tasks/groups?${parametersOf(filter, { by })}`, signal),
    enabled: filter.group !== "",
  });

export const tasksQuery = (filter: TaskFilter, sort: TaskSort) =>
  infiniteQueryOptions({
    queryKey: ["tasks", "list", filter, sort],
    queryFn: ({ pageParam, signal }) =>
      get<TaskList>(`/v1/tasks?${parametersOf(filter, { sort, limit: String(PAGE), cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: TaskList) => last.nextCursor,
    enabled: filter.group !== "",
  });

/** Everything that matches, in short. */
export const selectTasks = (filter: TaskFilter) => get<TaskSelection>(`/v1/tasks/selection?${parametersOf(filter)}`);

const taskAt = (id: string) => `/v1/tasks/${encodeURIComponent(id)}`;

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["tasks", "evidence", id],
    queryFn: ({ signal }) => get<TaskEvidence>(taskAt(id), signal),
  });

export const decidedQuery = infiniteQueryOptions({
  queryKey: ["tasks", "decided"],
  queryFn: ({ pageParam, signal }) =>
    get<DecidedTaskList>(`/v1/tasks/decided?${parametersOf({}, { limit: String(PAGE), cursor: pageParam })}`, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: DecidedTaskList) => last.nextCursor,
});

export type Claiming = "claim" | "release" | "takeover";

export const claimTask = (id: string, how: Claiming) =>
  post<DecideAnswer>(`${taskAt(id)}/claim${how === "claim" ? "" : `?${how}=true`}`);

/** Many with one reason: a line for each slice, the last with `complete`. */
export const decideTasks = (request: DecideManyRequest, signal: AbortSignal) =>
  postLines<DecideManyLine>("/v1/tasks/decide", request, signal);
