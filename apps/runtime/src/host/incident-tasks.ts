import { allCodes, type Code, type LocalizedText, textOf } from "@orderloom/rule-dsl";
import type { OpenStep, TaskRecord } from "../ports/records.ts";
import type { InstanceDocument } from "./instance-document.ts";

/** Whoever runs the shop's systems. */
const GROUP = "operations";

/**
 * The incidents of an instance that belongs to no single order, as tasks: there is no order's page on which anybody would find them. Deciding one
 * takes the remedy.
 */
export function incidentsAsTasks({ state }: InstanceDocument, steps: readonly OpenStep[]): TaskRecord[] {
  return steps.flatMap(({ nodeId, activation, incident }) => {
    if (!incident) return [];
    const standing = state.activations.find(({ id }) => id === activation);
    return [
      {
        id: incidentTaskId(state.instanceId, activation),
        instanceId: state.instanceId,
        workflow: state.workflow,
        version: state.version,
        nodeId,
        group: incident.owner?.group ?? GROUP,
        escalatedTo: [],
        cause: { key: incident.incident, name: nameOf(incident) },
        show: incident.data,
        outcomes: incident.remedies,
        approvalsNeeded: 1,
        approvalsGiven: 0,
        openedAt: standing?.enteredAt ?? state.now,
      },
    ];
  });
}

export function incidentTaskId(instanceId: string, activation: number): string {
  return `${instanceId}/${String(activation)}`;
}

const codes: ReadonlySet<string> = new Set(allCodes);

function nameOf({ code, data, message, incident }: NonNullable<OpenStep["incident"]>): LocalizedText {
  if (message) return message;
  return code !== undefined && codes.has(code) ? textOf(code as Code, data) : { en: incident };
}
