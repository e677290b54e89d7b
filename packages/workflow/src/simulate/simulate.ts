import {
  type CaseStep,
  type EarlierOrders,
  isAmendmentType,
  type JsonObject,
  type Order,
  type Problem,
  problem,
  readAmendment,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import { durationMs } from "../compile/duration.ts";
import type { InstanceState, InstanceStatus } from "../state.ts";
import { openIncidents, openTasks, worstStatus } from "../status.ts";
import { Measured } from "./measured.ts";
import { completeOrder } from "./sample-order.ts";
import type { Stubs } from "./stubs.ts";
import { type SimulatedTurn, type SimulationResolver, World } from "./world.ts";

export interface SimulationOptions {
  readonly definition: WorkflowDefinition;
  readonly resolver: SimulationResolver;
  /** As much of an order as matters; the rest is filled in. */
  readonly order?: JsonObject;
  /** UTC milliseconds at which it begins. */
  readonly now: number;
  readonly vars?: JsonObject;
  /** Over what is measured. */
  readonly metrics?: JsonObject;
  /** Orders that came before, which metrics count. */
  readonly earlier?: readonly EarlierOrders[];
  /** How much was out before, as `<quota>.<limit>.taken`; the whole fact of a quota whose definition is not known. */
  readonly quotas?: JsonObject;
  readonly answers?: Stubs;
  /** What people do and what happens outside, one after the other. */
  readonly steps?: readonly CaseStep[];
}

/** A step that could not be taken: no such task is open, an amendment was refused. */
export interface StepProblem {
  /** Place in `steps`, from 0. */
  readonly step: number;
  readonly problem: Problem;
}

export interface SimulationRun {
  readonly turns: readonly SimulatedTurn[];
  /** Of the workflow that was asked for; its children are in `states`. */
  readonly state: InstanceState;
  readonly states: Readonly<Record<string, InstanceState>>;
  readonly order: Order | undefined;
  readonly status: InstanceStatus;
  readonly outcome: string | undefined;
  /** Nodes in the order they were entered, those of children left out. */
  readonly path: readonly string[];
  /** `connector.action` to how often it was called, attempts counted. */
  readonly calls: Readonly<Record<string, number>>;
  /** Open incidents, those of children among them. */
  readonly incidents: readonly string[];
  readonly problems: readonly StepProblem[];
  /** UTC milliseconds on the virtual clock after the last step, before the clock jumped on by itself: the next step's `after` counts from here. */
  readonly stepsEndedAt: number;
  /** UTC milliseconds on the virtual clock at the end. */
  readonly endedAt: number;
  /** It took too many turns and was stopped. */
  readonly isCut: boolean;
}

const ROOT = "simulation";

/**
 * Runs a workflow as the runtime would, with the same `advance`: connectors answer as stubbed, the clock jumps to the next timer. It ends when
 * only people or events can move it; deadlines of tasks and waits pass only when a step lets time pass (`after`).
 */
export function simulate(options: SimulationOptions): SimulationRun {
  const world = new World({
    resolver: options.resolver,
    now: options.now,
    order: options.order && completeOrder(options.order, options.now),
    metrics: options.metrics ?? {},
    measured: measuredOf(options),
    quotas: options.quotas ?? {},
    stubs: options.answers ?? {},
  });
  const problems: StepProblem[] = [];
  const { version } = options.resolver;
  world.receive();
  world.start(ROOT, { definition: options.definition, version }, beginningOf(options, world));
  world.advanceTo(options.now);
  for (const [index, step] of (options.steps ?? []).entries()) {
    for (const found of takeStep(world, step)) problems.push({ step: index, problem: found });
  }
  const stepsEndedAt = world.now;
  while (world.jump());
  return { ...resultOf(world, problems), stepsEndedAt };
}

function measuredOf({ resolver, earlier = [], order, now }: SimulationOptions): Measured {
  const measured = new Measured(resolver.metrics?.() ?? [], resolver.context ?? {}, now);
  measured.remember(earlier, order ?? {}, now);
  return measured;
}

/** What orders share begins with the case's own order, which brings the case's variables (S13). */
function beginningOf({ definition, vars }: SimulationOptions, { order }: World): Parameters<World["start"]>[2] {
  if (!definition.keyed) return vars ? { input: vars } : {};
  const orderId = order && { orderId: order.id };
  const parent = { instanceId: "simulated", activation: 1 };
  return { join: { parent, group: `${definition.id}/simulated`, input: vars ?? {}, ...orderId } };
}

function takeStep(world: World, step: CaseStep): readonly Problem[] {
  if (step.after !== undefined) world.advanceTo(world.now + (durationMs(step.after) ?? 0));
  const before = world.turns.length;
  if (step.metrics) world.changeMetrics(step.metrics);
  if (step.quotas) world.changeQuotas(step.quotas);
  const problems = [
    ...(step.event ? happen(world, step.event) : []),
    ...(step.decide ? decide(world, step.decide) : []),
    ...(step.remedy ? remedy(world, step.remedy) : []),
  ];
  const refused = world.turns.slice(before).flatMap((turn) => (turn.refusal ? [turn.refusal.problem] : []));
  world.advanceTo(world.now);
  return [...problems, ...refused];
}

function happen(world: World, { type, data = {} }: NonNullable<CaseStep["event"]>): readonly Problem[] {
  if (!isAmendmentType(type)) {
    world.broadcast(type, data);
    return [];
  }
  const amendment = readAmendment(type, data);
  return amendment.ok ? world.amend([amendment.value]) : amendment.error;
}

function decide(world: World, step: NonNullable<CaseStep["decide"]>): readonly Problem[] {
  const found = waitFor(world, (state) => openTasks(state).find((task) => task.nodeId === step.node));
  if (!found) return [problem("task-not-found", "", { id: step.node })];
  const { task } = found.open;
  const id = step.by ?? "somebody";
  world.deliver(found.instanceId, {
    type: "task.decide",
    taskId: task.id,
    outcome: step.outcome,
    actor: { kind: "person", id, name: id, groups: [task.group, ...task.escalatedTo] },
    ...(step.form && { form: step.form }),
    ...(step.reason !== undefined && { reason: step.reason }),
  });
  return [];
}

function remedy(world: World, step: NonNullable<CaseStep["remedy"]>): readonly Problem[] {
  const found = waitFor(world, (state) => openIncidents(state).find((incident) => incident.nodeId === step.node));
  if (!found) return [problem("incident-not-found")];
  world.deliver(found.instanceId, {
    type: "incident.remedy",
    activation: found.open.activation,
    remedy: step.take ?? "retry",
    actor: { kind: "person", id: "somebody", name: "somebody", groups: [] },
  });
  return [];
}

/** Finds what a step is about in any instance, letting pass what happens by itself before it is there. */
function waitFor<T>(
  world: World,
  find: (state: InstanceState) => T | undefined,
): { instanceId: string; open: T } | undefined {
  do {
    for (const { id, state } of world.instances.values()) {
      const open = state && find(state);
      if (open) return { instanceId: id, open };
    }
  } while (world.jump());
  return undefined;
}

function resultOf(world: World, problems: readonly StepProblem[]): Omit<SimulationRun, "stepsEndedAt"> {
  const states = [...world.instances.values()].flatMap(({ id, state }) => (state ? [[id, state] as const] : []));
  const state = world.instances.get(ROOT)?.state;
  if (!state) throw new TypeError("A simulation starts its workflow first");
  const own = world.turns.filter((turn) => turn.instanceId === ROOT);
  return {
    turns: world.turns,
    state,
    states: Object.fromEntries(states),
    order: world.order,
    status: worstStatus(
      state,
      states.map(([, one]) => one),
    ),
    outcome: state.outcome,
    path: own.flatMap((turn) => turn.visited.map(({ nodeId }) => nodeId)),
    calls: world.calls,
    incidents: states.flatMap(([, one]) => openIncidents(one).map(({ incident }) => incident.incident)),
    problems,
    endedAt: world.now,
    isCut: world.isCut,
  };
}
