import type { IncidentDraft, Turn } from "./machine.ts";
import { scrub } from "./personal.ts";
import type { Activation, ActivationWait, IncidentState } from "./state.ts";
import { idOf } from "./turn.ts";

/** Writes the incident down and gives what its activation waits on: a person (S6). */
export function parkedIncident(
  turn: Turn,
  at: { readonly id: number; readonly nodeId: string },
  draft: IncidentDraft,
): ActivationWait {
  const data = scrub(turn, draft.data ?? {});
  const code = draft.code && { code: draft.code };
  const incident: IncidentState = {
    id: idOf(turn, at.id),
    incident: draft.incident,
    ...code,
    data,
    ...(draft.message && { message: draft.message }),
    remedies: ["retry", ...(draft.remedies ?? [])],
    raisedAt: turn.now,
  };
  turn.events.push({
    type: "incident.raised",
    data: {
      nodeId: at.nodeId,
      activation: at.id,
      incident: draft.incident,
      ...code,
      ...(Object.keys(data).length > 0 && { data }),
    },
  });
  return { for: "person", incident };
}

/** For an activation that is withdrawn: nobody has to look any more. */
export function dropIncident(turn: Turn, activation: Activation, incident: IncidentState): void {
  turn.events.push({
    type: "incident.resolved",
    data: {
      nodeId: activation.nodeId,
      activation: activation.id,
      incident: incident.incident,
      remedy: "withdrawn",
    },
  });
}
