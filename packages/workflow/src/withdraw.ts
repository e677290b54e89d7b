import { dropIncident } from "./incidents.ts";
import type { Turn } from "./machine.ts";
import type { Activation, TaskState } from "./state.ts";
import { activationOf, effectKeyOf, entryOf, removeActivation, replaceEntry } from "./turn.ts";

/** Takes away every token, open and on its way; calls that are being settled go on (S8). */
export function withdrawAll(turn: Turn, reason?: string): void {
  turn.ready.length = 0;
  for (const activation of turn.state.activations) if (!activation.settles) withdraw(turn, activation, reason);
  turn.state.regions = [];
}

/**
 * Takes away a region with all that is inside, nested regions among it, and gives the node ids that were open. `keep`: the activation that opened it
 * stays.
 */
export function closeRegion(turn: Turn, region: number, opened: "keep" | "remove" = "remove"): readonly string[] {
  const withdrawn = withdrawWhere(turn, (place) => isInside(turn, place, region));
  turn.state.regions = turn.state.regions.filter((open) => open.id !== region);
  if (opened === "remove") removeActivation(turn, region);
  return withdrawn;
}

/** Takes away what is open of one item of a loop. */
export function closeItem(turn: Turn, region: number, branch: string): void {
  withdrawWhere(turn, (place) => isInside(turn, place, region, branch));
}

function withdrawWhere(turn: Turn, isGone: (place: Place) => boolean): readonly string[] {
  const inside = turn.state.activations.filter((one) => !one.settles && isGone(one));
  const staying = turn.ready.filter((token) => !isGone(token));
  turn.ready.splice(0, turn.ready.length, ...staying);
  for (const activation of inside) withdraw(turn, activation);
  return inside.map((activation) => activation.nodeId);
}

/** The region that no other one contains. */
export function outermostRegion(turn: Turn, region: number): number {
  const around = activationOf(turn, region)?.region;
  return around === undefined ? region : outermostRegion(turn, around);
}

type Place = Pick<Activation, "region" | "branch">;

/** Regions nest: the place is in `region` itself or in one that lies in it; with a `branch`, in that one only. */
function isInside(turn: Turn, place: Place, region: number, branch?: string): boolean {
  for (let at: Place | undefined = place; at?.region !== undefined; at = activationOf(turn, at.region))
    if (at.region === region) return branch === undefined || at.branch === branch;
  return false;
}

function withdraw(turn: Turn, activation: Activation, reason?: string): void {
  releaseWait(turn, activation, reason);
  removeActivation(turn, activation.id);
}

function releaseWait(turn: Turn, activation: Activation, reason?: string): void {
  const { wait } = activation;
  switch (wait.for) {
    case "call":
      abandonCall(turn, wait.effectKey, wait.retryAt === undefined);
      return;
    case "task":
      withdrawTask(turn, activation, wait.task);
      return;
    case "child":
      stopChild(turn, activation, wait.childId, reason);
      return;
    case "person":
      dropIncident(turn, activation, wait.incident);
      return;
    case "branches":
      turn.state.regions = turn.state.regions.filter((region) => region.id !== activation.id);
      return;
    case "facts":
    case "amend":
    case "time":
    case "event":
    case "metric":
    case "quota":
    case "undo":
  }
}

/** Nobody waits for the call any more: what it comes to is written down when it is told (S8). */
function abandonCall(turn: Turn, effectKey: string, isOut: boolean): void {
  const entry = entryOf(turn, effectKey);
  if (entry?.state === "requested") replaceEntry(turn, { ...entry, state: "unknown", ...(isOut && { awaited: true }) });
}

function withdrawTask(turn: Turn, { nodeId, id }: Activation, task: TaskState): void {
  const closed = { id: task.id, nodeId, state: "withdrawn", approvals: task.approvals } as const;
  turn.state.closedTasks = [...turn.state.closedTasks, closed];
  turn.events.push({ type: "task.withdrawn", data: { nodeId, activation: id, taskId: task.id } });
}

export function stopChild(turn: Turn, { id, nodeId, wait }: Activation, childId: string, reason?: string): void {
  const key = effectKeyOf(turn, id, "cancel");
  const leaves = wait.for === "child" && wait.joins && { leaves: id };
  turn.effects.push({ type: "workflow.cancel", key, childId, ...(reason !== undefined && { reason }), ...leaves });
  turn.state.stopping = [...turn.state.stopping, { activation: id, childId, nodeId }];
}
