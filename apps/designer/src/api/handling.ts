import type {
  AssignRequest,
  DecideAnswer,
  DecideRequest,
  MigrateAnswer,
  MigrateRequest,
  RemedyRequest,
  RestartPreview,
  RestartRequest,
} from "@orderloom/api-contract";
import { queryOptions } from "@tanstack/react-query";
import { post } from "./http.ts";

const taskAt = (id: string) => `/v1/tasks/${encodeURIComponent(id)}`;

export const decideTask = (id: string, decision: DecideRequest) => post<DecideAnswer>(`${taskAt(id)}/decide`, decision);

/** Instance ids hold slashes (S37); the path keeps them as one segment. */
const instanceAt = (id: string) => `/v1/instances/${encodeURIComponent(id)}`;

export const takeRemedy = (instanceId: string, request: RemedyRequest) =>
  post<unknown>(`${instanceAt(instanceId)}/remedy`, request);

export const assignIncident = (instanceId: string, request: AssignRequest) =>
  post<unknown>(`${instanceAt(instanceId)}/assign`, request);

export const restartInstance = (instanceId: string, request: RestartRequest) =>
  post<unknown>(`${instanceAt(instanceId)}/restart`, request);

/** What beginning again at a node would take back and what not; with an empty node, at the first where it could. */
export const restartPreviewQuery = (instanceId: string, node: string) =>
  queryOptions({
    queryKey: ["restart", instanceId, node],
    queryFn: () =>
      post<RestartPreview>(`${instanceAt(instanceId)}/restart`, { node, compensate: true, reason: "-", dryRun: true }),
    gcTime: 0,
  });

export const migrateInstances = (workflow: string, request: MigrateRequest) =>
  post<MigrateAnswer>(`/v1/workflows/${workflow}/migrate`, request);

/** How many could be moved, where they stand, and what cannot. */
export const migrationPreviewQuery = (workflow: string, request: MigrateRequest) =>
  queryOptions({
    queryKey: ["migration", workflow, request],
    queryFn: async () => (await migrateInstances(workflow, { ...request, dryRun: true })).preview,
    gcTime: 0,
  });
