import type { BothLanguages, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Coverage } from "./coverage.ts";
import type { TrialStep } from "./trial-steps.ts";
import { portsOf, walkedEdge } from "./walked-edge.ts";

/** How a card is drawn while a trial is looked at. `off`: this order does not come here. */
export type TrialNodeState = "lit" | "current" | "waiting" | "broken" | "withdrawn" | "next" | "off";
/** `open` leads on from where the order stands. */
export type TrialEdgeState = "lit" | "withdrawn" | "open" | "off";

export interface TrialMark {
  readonly state: TrialNodeState;
  /** Places among the steps shown, from 1; the newest one counts. */
  readonly step?: number;
  readonly sentence?: BothLanguages;
  /** The ports it left by. */
  readonly ports: readonly string[];
}

/** The thread through a drawing after some of the steps. Edges are named `node/port`; one that is not named may still be walked. */
export interface TrialOverlay {
  readonly nodes: ReadonlyMap<string, TrialMark>;
  readonly edges: ReadonlyMap<string, TrialEdgeState>;
}

interface OverlayOptions {
  readonly definition: WorkflowDefinition;
  readonly steps: readonly TrialStep[];
  /** How many steps are shown. */
  readonly shown: number;
  readonly instanceId: string;
}

export function trialOverlay({ definition, steps, shown, instanceId }: OverlayOptions): TrialOverlay {
  const own = steps
    .map((step, index) => ({ step, number: index + 1 }))
    .filter(({ step }) => step.instanceId === instanceId);
  const past = own.filter(({ number }) => number <= shown);
  const edges = new Map<string, TrialEdgeState>();
  const ports = new Map<string, Set<string>>();
  for (const { step } of past) {
    const walked = walkedEdge(
      definition,
      own.map((one) => one.step),
      step,
    );
    if (walked === undefined) continue;
    edges.set(`${walked.node}/${walked.port}`, "lit");
    ports.set(walked.node, (ports.get(walked.node) ?? new Set()).add(walked.port));
  }
  const nodes = new Map<string, TrialMark>();
  for (const { step, number } of past) {
    const sentence = step.entries.findLast((entry) => entry.sentence)?.sentence;
    nodes.set(step.nodeId, {
      state: stateOf(step, number === shown),
      step: number,
      ports: [...(ports.get(step.nodeId) ?? [])],
      ...(sentence && { sentence }),
    });
  }
  const ahead = aheadOf(definition, own, shown);
  for (const id of Object.keys(definition.nodes))
    if (!nodes.has(id)) nodes.set(id, { state: ahead.has(id) ? "next" : "off", ports: [] });
  markOpenEdges(definition, { nodes, edges, past: past.map(({ step }) => step) });
  return { nodes, edges };
}

function stateOf(step: TrialStep, isCurrent: boolean): TrialNodeState {
  if (step.incident !== undefined) return "broken";
  if (step.withdrawn) return "withdrawn";
  if (step.endedAt === undefined) return "waiting";
  return isCurrent ? "current" : "lit";
}

/** Where the order is seen to come later, or may still come from where it stands. */
function aheadOf(
  definition: WorkflowDefinition,
  own: readonly { readonly step: TrialStep; readonly number: number }[],
  shown: number,
): ReadonlySet<string> {
  const ahead = new Set(own.filter(({ number }) => number > shown).map(({ step }) => step.nodeId));
  const standing = own.filter(({ step }) => step.endedAt === undefined).map(({ step }) => step.nodeId);
  const reached = new Set(standing);
  // A set grows while it is walked, so this follows every edge once.
  for (const id of reached) for (const to of Object.values(portsOf(definition, id))) reached.add(to);
  for (const id of reached) ahead.add(id);
  return ahead;
}

interface Marking {
  readonly nodes: ReadonlyMap<string, TrialMark>;
  readonly edges: Map<string, TrialEdgeState>;
  readonly past: readonly TrialStep[];
}

function markOpenEdges(definition: WorkflowDefinition, { nodes, edges, past }: Marking): void {
  const standing = new Set(past.filter(({ endedAt }) => endedAt === undefined).map(({ nodeId }) => nodeId));
  const withdrawn = new Set(past.filter((step) => step.withdrawn).map(({ nodeId }) => nodeId));
  const ids = [...Object.keys(definition.nodes), ...(definition.on ?? []).map(({ id }) => id)];
  for (const id of ids)
    for (const [port, to] of Object.entries(portsOf(definition, id))) {
      const key = `${id}/${port}`;
      if (edges.has(key)) continue;
      if (withdrawn.has(id)) edges.set(key, "withdrawn");
      else if (standing.has(id)) edges.set(key, "open");
      else if (nodes.get(to)?.state === "off" || nodes.get(id)?.state === "off" || nodes.get(id)?.state === "lit")
        edges.set(key, "off");
    }
}

/** The drawing with what the cases come by lit, and the rest off: what nobody has tried. */
export function coverageOverlay(definition: WorkflowDefinition, coverage: Coverage): TrialOverlay {
  const nodes = new Map<string, TrialMark>();
  const edges = new Map<string, TrialEdgeState>();
  for (const id of [...Object.keys(definition.nodes), ...(definition.on ?? []).map((handler) => handler.id)]) {
    const ports = Object.keys(portsOf(definition, id));
    const walked = ports.filter((port) => coverage.ports.has(`${id}/${port}`));
    nodes.set(id, { state: coverage.nodes.has(id) || walked.length > 0 ? "lit" : "off", ports: walked });
    for (const port of ports) edges.set(`${id}/${port}`, walked.includes(port) ? "lit" : "off");
  }
  return { nodes, edges };
}
