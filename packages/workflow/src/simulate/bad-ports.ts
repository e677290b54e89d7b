import { type ActionReference, compile, type StubbedAnswer, type WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Effect } from "../effect.ts";
import { type SimulationOptions, type SimulationRun, simulate } from "./simulate.ts";
import type { SimulationResolver } from "./world.ts";

/** What a connector does instead of answering well. */
export type BadAnswer = "error" | "timeout" | "null-output";
const badAnswers: Readonly<Record<BadAnswer, StubbedAnswer>> = {
  error: { error: "simulated fault" },
  timeout: { timeout: true },
  "null-output": { output: null },
};

/** How often something that commits was done, and how many approvals people had given before it was, at the least. */
export interface Act {
  readonly times: number;
  readonly approvals: number;
}
/** How freely a run acted: `connector.action` of committing calls that were made or may have been, `amend.add` for lines given. */
export type Freedom = Readonly<Record<string, Act>>;

export interface BadWalk {
  readonly action: string;
  readonly answer: BadAnswer;
  readonly run: SimulationRun;
  readonly freedom: Freedom;
  /** Acts that the healthy run did less often, or on more approvals: none in a workflow that keeps S10. */
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
  return Object.entries(shown).flatMap(([act, { times, approvals }]) => {
    const allowed = healthy[act];
    return allowed && times <= allowed.times && approvals >= allowed.approvals ? [] : [act];
  });
}

function freedomOf(run: SimulationRun, resolver: SimulationResolver): Freedom {
  const made = madeCalls(run);
  const freedom: Record<string, Act> = {};
  let approvals = 0;
  for (const { events, effects } of run.turns) {
    approvals += events.filter(({ type }) => type === "task.approved" || type === "task.decided").length;
    for (const act of effects.flatMap((effect) => actsOf(effect, made, resolver))) {
      const before = freedom[act];
      freedom[act] = { times: (before?.times ?? 0) + 1, approvals: Math.min(before?.approvals ?? Infinity, approvals) };
    }
  }
  return freedom;
}

/** A call counts once however often it is repeated; taking something back is no freedom. */
function actsOf(effect: Effect, made: ReadonlySet<string>, resolver: SimulationResolver): readonly string[] {
  if (effect.type === "order.amend") {
    return effect.amendments.filter(({ type }) => type === "order.line-added").map(() => "amend.add");
  }
  if (effect.type !== "connector.invoke" || effect.attempt > 1 || effect.compensates !== undefined) return [];
  const { connector, action } = effect;
  const commits = resolver.action({ connector, name: action })?.commits ?? false;
  return commits && made.has(effect.key) ? [`${connector}.${action}`] : [];
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
        const resolved = resolver.decision(node.decision, node.version);
        const called = (id: string, version?: number) => resolver.decision(id, version)?.definition;
        const decision = resolved && compile(resolved.definition, { decision: called });
        return (decision?.facts ?? []).map((fact) => nameOf(fact.action));
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
