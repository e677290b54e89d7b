import { type CompiledWorkflow } from "@orderloom/workflow";
import { type Clock } from "../ports/clock.ts";
import { type AggregateCache } from "./aggregate-cache.ts";
import { type Catalogue, type WorkflowBinding } from "./catalogue.ts";
import { type Draft } from "./draft.ts";
import { type AcceptTools, draftAccept } from "./draft-accept.ts";
import { draftInstance } from "./draft-instance.ts";
import { draftOrder } from "./draft-order.ts";
import { type InstanceSeed } from "./instance-document.ts";
import { type Unit } from "./letters.ts";
import { type OrderNumbers } from "./order-numbers.ts";
import { type RoutingDesk } from "./routing-desk.ts";

export interface DrafterParts {
  readonly clock: Clock;
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
  readonly numbers: OrderNumbers;
  readonly tools: Omit<AcceptTools, "catalogueRevision" | "table" | "takeId">;
}

type UnitOf<K extends Unit["kind"]> = Extract<Unit, { kind: K }>;

/** Reads what a turn needs in as few steps as possible, then runs its units without waiting for anything. */
export function createDrafter(parts: DrafterParts): (units: readonly Unit[]) => Promise<readonly Draft[]> {
  const { clock, cache, catalogue, tools } = parts;
  return async (units) => {
    const now = clock.now();
    const instances = units.filter((unit) => unit.kind === "instance");
    cache.trim();
    await cache.bringInstances(instances.map(({ id }) => id));
    await cache.bringOrders([
      ...units.flatMap((unit) => (unit.kind === "order" ? unit.id : [])),
      ...instances.flatMap((unit) => orderOf(cache, unit) ?? []),
    ]);
    const workflows = workflowsOf(catalogue, cache, instances, now);
    const accept = await acceptTools(parts, units, now);
    const draftOf = (unit: Unit): Draft => {
      switch (unit.kind) {
        case "accept":
          return runAccept(unit, now, accept);
        case "order":
          return draftOrder(cache.order(unit.id), unit.letters, now, tools);
        case "instance":
          return runInstance(unit, cache, workflows.get(unit.id), now, tools);
      }
    };
    return units.map((unit) => alone(unit, draftOf));
  };
}

/** A unit that breaks takes nobody with it. */
function alone(unit: Unit, draftOf: (unit: Unit) => Draft): Draft {
  try {
    return draftOf(unit);
  } catch (error) {
    const fail = (reason: unknown) => unit.letters.forEach((letter) => letter.reject(reason));
    return { writes: [], settle: () => (fail(error), []), fail };
  }
}

function runInstance(
  unit: UnitOf<"instance">,
  cache: AggregateCache,
  workflow: CompiledWorkflow | undefined,
  now: number,
  tools: DrafterParts["tools"],
): Draft {
  const orderId = orderOf(cache, unit);
  const order = orderId === undefined ? undefined : cache.order(orderId);
  return draftInstance({ id: unit.id, loaded: cache.instance(unit.id), order, workflow, now }, unit.letters, tools);
}

function runAccept({ letters }: UnitOf<"accept">, now: number, tools: AcceptTools | undefined): Draft {
  const [first, ...twins] = letters;
  if (!first || !tools) throw new Error("nothing was sent");
  return draftAccept(first, twins, now, tools);
}

async function acceptTools(
  { routing, numbers, catalogue, tools }: DrafterParts,
  units: readonly Unit[],
  now: number,
): Promise<AcceptTools | undefined> {
  const amount = units.filter(({ kind }) => kind === "accept").length;
  if (amount === 0) return undefined;
  const table = routing.table(now);
  await numbers.reserve(amount, now);
  return { ...tools, table, catalogueRevision: catalogue.revision, takeId: () => numbers.take() };
}

function seedIn({ letters }: UnitOf<"instance">): InstanceSeed | undefined {
  for (const { mail } of letters) if (mail.type === "start") return mail.seed;
  return undefined;
}

function orderOf(cache: AggregateCache, unit: UnitOf<"instance">): string | undefined {
  return cache.instance(unit.id)?.document.state.orderId ?? seedIn(unit)?.orderId;
}

function workflowsOf(
  catalogue: Catalogue,
  cache: AggregateCache,
  units: readonly UnitOf<"instance">[],
  now: number,
): Map<string, CompiledWorkflow> {
  const workflows = new Map<string, CompiledWorkflow>();
  for (const unit of units) {
    const binding = bindingOf(cache, unit, now);
    const workflow = binding && catalogue.bound(binding, now);
    if (workflow) workflows.set(unit.id, workflow);
  }
  return workflows;
}

/** What the instance started with, or starts with now (H6). */
function bindingOf(cache: AggregateCache, unit: UnitOf<"instance">, now: number): WorkflowBinding | undefined {
  const state = cache.instance(unit.id)?.document.state;
  if (state)
    return {
      workflow: state.workflow,
      version: state.version,
      revision: state.catalogueRevision,
      startedAt: state.startedAt,
    };
  const seed = seedIn(unit);
  return seed && { workflow: seed.workflow, version: seed.version, revision: seed.catalogueRevision, startedAt: now };
}
