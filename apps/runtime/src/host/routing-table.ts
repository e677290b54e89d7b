import {
  compileCondition,
  type CompileContext,
  type CompiledCondition,
  factsOfOrder,
  feelTypeOf,
  isPersonal,
  type Order,
  type Routing,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { CompiledWorkflow } from "@orderloom/workflow";
import type { Catalogue } from "./catalogue.ts";
import type { Pause } from "./pause.ts";

interface Candidate {
  readonly workflow: string;
  readonly version: number;
  readonly compiled: CompiledWorkflow;
  readonly routeId?: string;
  /** Absent: every order. */
  readonly takes?: CompiledCondition;
  /** It takes nothing new for now; what it wants waits for it. */
  readonly paused?: Pause;
}

/** Who takes a new order, as the catalogue and the routing list stand at one moment (S2). */
export interface RoutingTable {
  readonly mains: readonly Candidate[];
  readonly sides: readonly Candidate[];
  /** What plain amounts are compared in (S20). */
  readonly baseCurrency?: string;
}

export interface RoutingSource {
  readonly routing: Routing;
  /** Why a workflow takes no new orders (S24). */
  readonly pauseOf: (workflow: string) => Pause | undefined;
  readonly context: CompileContext;
}

/** Routes that are paused themselves, or lead to what is unpublished or no main workflow, are passed over. */
export function routingTable(catalogue: Catalogue, source: RoutingSource, now: number): RoutingTable {
  const mains: Candidate[] = [];
  for (const { id, workflow, when, paused } of source.routing.routes) {
    const found = paused ? undefined : current(catalogue, workflow, now);
    if (found?.definition.role !== "main") continue;
    const takes = when
      ? compileCondition(when, contextOf(source, found.definition))
      : takesOf(source, found.definition);
    const pause = source.pauseOf(workflow);
    const { version, compiled } = found;
    mains.push({ workflow, version, compiled, routeId: id, ...(takes && { takes }), ...(pause && { paused: pause }) });
  }
  const { baseCurrency } = source.context;
  return { mains, sides: sidesOf(catalogue, source, now), ...(baseCurrency !== undefined && { baseCurrency }) };
}

function sidesOf(catalogue: Catalogue, source: RoutingSource, now: number): Candidate[] {
  const sides: Candidate[] = [];
  for (const [head] of catalogue.heads("workflow")) {
    const found = head && !source.pauseOf(head.id) ? current(catalogue, head.id, now) : undefined;
    // One with a schedule is started by the clock, not by the order.
    if (!head || found?.definition.role !== "side" || found.definition.schedule) continue;
    const takes = takesOf(source, found.definition);
    sides.push({ workflow: head.id, version: found.version, compiled: found.compiled, ...(takes && { takes }) });
  }
  return sides;
}

interface Found {
  readonly definition: WorkflowDefinition;
  readonly version: number;
  readonly compiled: CompiledWorkflow;
}

function current(catalogue: Catalogue, id: string, now: number): Found | undefined {
  const { revision } = catalogue;
  const head = catalogue.resolve("workflow", id, { revision, instant: now });
  const compiled = head && catalogue.bound({ workflow: id, version: head.version, revision, startedAt: now }, now);
  return compiled && { definition: compiled.definition, version: head.version, compiled };
}

function takesOf(source: RoutingSource, definition: WorkflowDefinition): CompiledCondition | undefined {
  return definition.takes && compileCondition(definition.takes, contextOf(source, definition));
}

function contextOf({ context }: RoutingSource, { conditions = {} }: WorkflowDefinition): CompileContext {
  return { ...context, isPersonal, fieldType: (path) => feelTypeOf(path), conditions };
}

export interface Routed {
  readonly main?: Candidate;
  /** The first that wants it is paused: it waits rather than take another way (S10). */
  readonly waits?: Candidate & { readonly paused: Pause };
  readonly sides: readonly Candidate[];
  /** Main candidates that did not want it. */
  readonly tried: number;
}

/** The first main workflow that takes the order, and every side workflow that does. */
export function routeOrder(table: RoutingTable, order: Order, now: number): Routed {
  const { baseCurrency } = table;
  const shown = factsOfOrder(order, baseCurrency === undefined ? {} : { baseCurrency });
  const facts = { order: shown, vars: {}, metrics: {}, quotas: {}, now };
  const wants = ({ takes }: Candidate): boolean => takes?.evaluate(facts).held ?? true;
  const first = table.mains.find(wants);
  return { ...takenBy(first), sides: table.sides.filter(wants), tried: table.mains.length };
}

function takenBy(first: Candidate | undefined): Pick<Routed, "main" | "waits"> {
  if (!first) return {};
  const { paused } = first;
  return paused ? { waits: { ...first, paused } } : { main: first };
}
