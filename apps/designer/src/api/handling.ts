import type { DecideAnswer, DecideRequest, RemedyRequest } from "@orderloom/api-contract";
import { post } from "./http.ts";

const taskAt = (id: string) => `/v1/tasks/${encodeURIComponent(id)}`;

export const decideTask = (id: string, decision: DecideRequest) => post<DecideAnswer>(`${taskAt(id)}/decide`, decision);

/** Instance ids hold slashes (S37); the path keeps them as one segment. */
const instanceAt = (id: string) => `/v1/instances/${encodeURIComponent(id)}`;

export const takeRemedy = (instanceId: string, request: RemedyRequest) =>
  post<unknown>(`${instanceAt(instanceId)}/remedy`, request);
