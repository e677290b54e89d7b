import type { ActionReference, StubbedAnswer, WorkflowDefinition } from "@orderloom/rule-dsl";
import { type SimulationOptions, type SimulationRun, simulate } from "./simulate.ts";
import type { SimulationResolver } from "./world.ts";

/** What a connector does instead of answering well. */
export type BadAnswer = "error" | "timeout" | "null-output";
const badAnswers: Readonly<Record<BadAnswer, StubbedAnswer>> = {
  error: { error: "simulated fault" },
  timeout: { timeout: true },
  "null-output": { output: null },
};

/**
 * How freely a run acted: `connector.action` of committing calls that were made or may have been, `amend.add` for lines given, to how often.
 * `approvals` is how many people said yes before.
 */
export interface Freedom {
  readonly acts: Readonly<Record<string, number>>;
  readonly approvals: number;
}

export interface BadWalk {
  readonly action: string;
  readonly answer: BadAnswer;
  readonly run: SimulationRun;
  readonly freedom: Freedom;
  /** Acts beyond the healthy run's, and `approvals` when it acted on fewer: none in a workflow that keeps S10. */
  readonly freer: readonly string[];
}

export interface BadPortsReport {
  readonly healthy: SimulationRun;
  readonly freedom: Freedom;
  readonly walks: readonly BadWalk[];
}

export type Sample = Omit<SimulationOptions, "definition" | "resolver">;

/** Runs a workflow with each of its actions answering badly in turn, and compares how freely it acts with its healthy run (S10). `sample` is
 * that of the healthy run: its connectors answer well and its steps lead to the end. */
export function walkBadPorts(
  definition: WorkflowDefinition,
  resolver: SimulationResolver,
  sample: Sample,
): BadPortsReport {
  const healthy = simulate({ ...sample, definition, resolver });
  const freedom = freedomOf(healthy, resolver);
  const walks = actionsOf(definition, resolver).flatMap((action) =>
    (Object.keys(badAnswers) as BadAnswer[]).map((answer): BadWalk => {
      const answers = { ...sample.answers, [action]: [badAnswers[answer]] };
      const run = simulate({ ...sample, definition, resolver, answers });
      const shown = freedomOf(run, resolver);
      return { action, answer, run, freedom: shown, freer: freerThan(shown, freedom) };
    }),
  );
  return { healthy, freedom, walks };
}

function freerThan(shown: Freedom, healthy: Freedom): readonly string[] {
  const more = Object.entries(shown.acts).filter(([act, times]) => times > (healthy.acts[act] ?? 0));
  const acted = Object.keys(shown.acts).length > 0;
  return [...more.map(([act]) => act), ...(acted && shown.approvals < healthy.approvals ? ["approvals"] : [])];
}

function freedomOf(run: SimulationRun, resolver: SimulationResolver): Freedom {
  const acts: Record<string, number> = {};
  const made = madeCalls(run);
  for (const effect of run.turns.flatMap((turn) => turn.effects)) {
    if (effect.type === "order.amend") {
      const added = effect.amendments.filter((amendment) => amendment.type === "order.line-added").length;
      if (added > 0) acts["amend.add"] = (acts["amend.add"] ?? 0) + added;
    }
    // A call counts once however often it is repeated; taking something back is no freedom.
    if (effect.type !== "connector.invoke" || effect.attempt > 1 || effect.compensates !== undefined) continue;
    if (!made.has(effect.key)) continue;
    const { connector, action } = effect;
    const commits = resolver.action({ connector, name: action })?.commits ?? false;
    if (commits) acts[`${connector}.${action}`] = (acts[`${connector}.${action}`] ?? 0) + 1;
  }
  const approvals = Object.values(run.states)
    .flatMap((state) => state.closedTasks)
    .reduce((sum, task) => sum + task.approvals.length, 0);
  return { acts, approvals };
}

/** Keys of calls that were made, or of which nobody can say that they were not. */
function madeCalls(run: SimulationRun): ReadonlySet<string> {
  const made = new Set<string>();
  for (const { message } of run.turns) {
    if (message.type !== "effect.completed") continue;
    if (message.answer.kind !== "failed" && message.answer.kind !== "outcome") made.add(message.effectKey);
  }
  return made;
}

/** Every action that the workflow and its children can call, those that fetch facts among them. */
function actionsOf(
  definition: WorkflowDefinition,
  resolver: SimulationResolver,
  seen = new Set<string>(),
): readonly string[] {
  if (seen.has(definition.id)) return [];
  seen.add(definition.id);
  const found = Object.values(definition.nodes).flatMap((node): readonly string[] => {
    switch (node.type) {
      case "action":
        return [nameOf(node.action)];
      case "decision": {
        const facts = resolver.decision(node.decision, node.version)?.definition.facts ?? [];
        return facts.map((fact) => nameOf(fact.action));
      }
      case "subworkflow": {
        const child = resolver.workflow?.(node.workflow, node.version);
        return child ? actionsOf(child.definition, resolver, seen) : [];
      }
      default:
        return [];
    }
  });
  return [...new Set(found)];
}

const nameOf = ({ connector, name }: ActionReference): string => `${connector}.${name}`;
