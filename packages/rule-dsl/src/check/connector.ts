import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { ActionManifest, ConnectorDefinition } from "../schema/connector.ts";
import { repeatedIds, takenIds } from "./ids.ts";

/** Ports that every action has beside its outcomes. */
const ownPorts = ["done", "error", "timeout"];

/** Whether a manifest says enough for its calls to be made safely (H4). */
export function checkConnector(connector: ConnectorDefinition): readonly Diagnostic[] {
  return Object.entries(connector.actions).flatMap(([id, action]) => {
    const place = `/actions/${id}`;
    const outcomes = action.outcomes ?? [];
    return [
      ...repeatedIds(outcomes, `${place}/outcomes`),
      ...takenIds(outcomes, ownPorts, `${place}/outcomes`),
      ...checkQuery(action, place, connector),
    ];
  });
}

/** What is asked before a call is made again must be there to be asked, and change nothing. */
function checkQuery(action: ActionManifest, place: string, connector: ConnectorDefinition): readonly Diagnostic[] {
  const { query, idempotency } = action;
  if (query === undefined) {
    return idempotency === "query-before-retry"
      ? [diagnostic("error", "missing-field", `${place}/query`, { field: "query" })]
      : [];
  }
  const asked = connector.actions[query];
  if (asked === undefined) {
    return [diagnostic("error", "unknown-action", `${place}/query`, { connector: connector.id, action: query })];
  }
  return asked.effect === "read" ? [] : [diagnostic("error", "not-a-read", `${place}/query`, { action: query })];
}
