import type { InstanceState } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { QuotaStore } from "../ports/quota-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, ChannelKey } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Catalogue, WorkflowBinding } from "./catalogue.ts";
import type { Draft } from "./draft.ts";
import { type AcceptTools, draftAccept } from "./draft-accept.ts";
import { draftInstance, type InstanceTools } from "./draft-instance.ts";
import { draftOrder } from "./draft-order.ts";
import type { InstanceSeed, LoadedInstance } from "./instance-document.ts";
import type { Unit } from "./letters.ts";
import type { MetricDesk } from "./metric-desk.ts";
import { draftQuota } from "./quota/draft-quota.ts";
import { bringTakes } from "./quota/quota-mail.ts";
import type { Reading } from "./quota/reading.ts";
import type { OrderNumbers } from "./order-numbers.ts";
import type { RoutingDesk } from "./routing-desk.ts";

export interface DrafterParts {
  readonly clock: Clock;
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
  readonly numbers: OrderNumbers;
  readonly store: QuotaStore & Pick<AggregateStore, "findOrder">;
  readonly scope: Scope;
  readonly reading: Reading;
  readonly metrics: () => MetricDesk;
  readonly tools: Omit<AcceptTools, "catalogueRevision" | "table" | "takeId" | "metrics">;
}

type UnitOf<K extends Unit["kind"]> = Extract<Unit, { kind: K }>;

/** Reads what a turn needs in as few steps as possible, then runs its units without waiting for anything. */
export function createDrafter(parts: DrafterParts): (units: readonly Unit[]) => Promise<readonly Draft[]> {
  const { clock, cache, reading, tools } = parts;
  return async (units) => {
    const now = clock.now();
    const instances = units.filter((unit) => unit.kind === "instance");
    cache.trim();
    await cache.bringInstances(instances.map(({ id }) => id));
    await cache.bringOrders([
      ...units.flatMap((unit) => (unit.kind === "order" ? unit.id : [])),
      ...instances.flatMap((unit) => orderOf(cache, unit) ?? []),
    ]);
    const takes = await bringTakes({ store: parts.store, scope: parts.scope, cache }, units);
    await reading.bring(units, now);
    const accept = await acceptTools(parts, units, now);
    const desk = parts.metrics();
    const known = desk.isCounting ? await knownOrders(parts, units) : NONE;
    // From here on nothing waits: what counts for this turn only is taken out again at its end.
    const metrics = desk.open(now, (key) => known.has(channelText(key)));
    const measuring = { ...tools, metrics };
    const routing = { table: () => parts.routing.table(now), catalogueRevision: parts.catalogue.revision };
    const draftOf = (unit: Unit): Draft => {
      switch (unit.kind) {
        case "accept":
          return runAccept(unit, now, accept && { ...accept, metrics });
        case "order":
          return draftOrder(cache.order(unit.id), unit.letters, now, { ...measuring, routing });
        case "instance":
          return runInstance(unit, { ...parts, tools: measuring }, now);
        case "quota":
          return draftQuota(unit, now, { cache, takes });
      }
    };
    try {
      return units.map((unit) => alone(unit, draftOf));
    } finally {
      metrics?.close();
    }
  };
}

const NONE: ReadonlySet<string> = new Set();
const channelText = ({ channel, channelOrderId }: ChannelKey): string => `${channel}/${channelOrderId}`;

/** Orders that came before must not count for those they share a turn with. One alone shares it with nobody. */
async function knownOrders({ store, scope }: DrafterParts, units: readonly Unit[]): Promise<ReadonlySet<string>> {
  const keys = units.flatMap((unit) => (unit.kind === "accept" ? (unit.letters[0]?.mail.input ?? []) : []));
  if (keys.length < 2) return NONE;
  const found = await Promise.all(keys.map((key) => store.findOrder(scope, key)));
  return new Set(keys.filter((_, index) => found[index] !== undefined).map(channelText));
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
  { cache, catalogue, tools }: Pick<DrafterParts, "cache" | "catalogue"> & { readonly tools: InstanceTools },
  now: number,
): Draft {
  const loaded = cache.instance(unit.id);
  const seed = seedIn(unit);
  const orderId = loaded ? loaded.document.state.orderId : seed?.orderId;
  const order = orderId === undefined ? undefined : cache.order(orderId);
  const binding = bindingOf(loaded, seed, now);
  const workflow = binding && catalogue.bound(binding, now);
  const boundAgain = (state: InstanceState) => catalogue.bound(bindingOfState(state), now);
  return draftInstance({ id: unit.id, loaded, order, workflow, boundAgain, now }, unit.letters, tools);
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
  for (const { mail } of letters) if (mail.type === "start" || mail.type === "join") return mail.seed;
  return undefined;
}

/** The order an instance reads. One that cannot be read is told apart later, alone. */
function orderOf(cache: AggregateCache, unit: UnitOf<"instance">): string | undefined {
  return cache.peekInstance(unit.id)?.document.state.orderId ?? seedIn(unit)?.orderId;
}

const bindingOfState = ({ workflow, version, catalogueRevision, startedAt }: InstanceState): WorkflowBinding => ({
  workflow,
  version,
  revision: catalogueRevision,
  startedAt,
});

/** What the instance started with, or starts with now (H6). */
function bindingOf(
  loaded: LoadedInstance | undefined,
  seed: InstanceSeed | undefined,
  now: number,
): WorkflowBinding | undefined {
  if (loaded) return bindingOfState(loaded.document.state);
  return seed && { workflow: seed.workflow, version: seed.version, revision: seed.catalogueRevision, startedAt: now };
}
