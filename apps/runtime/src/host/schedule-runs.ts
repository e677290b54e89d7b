import {
  compileCondition,
  type CompiledCondition,
  factsOfOrder,
  type Order,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, OrderListStore, OrderRowFound, OrderRowQuery } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Catalogue } from "./catalogue.ts";
import type { InstanceSeed } from "./instance-document.ts";
import type { ScheduleRun } from "./schedule-book.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

const PAGE = 200;
/** What is over is not looked after any more. */
const live = ["received", "running", "waiting", "held", "incident", "unrouted"];

export interface ScheduleRunParts {
  readonly store: AggregateStore & OrderListStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  /** What plain amounts are compared in (S20). */
  readonly baseCurrency: string;
}

/** A workflow that the clock starts, as it is in force. */
export interface Scheduled {
  readonly workflow: string;
  readonly version: number;
  readonly definition: WorkflowDefinition;
  readonly schedule: NonNullable<WorkflowDefinition["schedule"]>;
}

type Counted = Pick<ScheduleRun, "started" | "leftOut" | "instanceId">;

/** `2026-11-25T16:15:00Z` as a part of an id. */
const tickName = (tick: number): string => new Date(tick).toISOString().slice(0, 19).replace(/[-:]/g, "");

export function runId(workflow: string, tick: number): string {
  return `${workflow}/${tickName(tick)}`;
}

/** Starts one run that belongs to no order; again under the same tick it changes nothing. */
export async function startOne(parts: ScheduleRunParts, scheduled: Scheduled, tick: number): Promise<Counted> {
  const instanceId = runId(scheduled.workflow, tick);
  await start(parts, { ...seedFor(parts, scheduled, tick), id: instanceId, role: "own" });
  return { started: 1, leftOut: 0, instanceId };
}

/**
 * Starts one run for each order that the schedule names, page by page. Its id follows from order and tick, so that a tick that was cut off may
 * be done again; an order for which one still runs is left out.
 */
export async function startEach(parts: ScheduleRunParts, scheduled: Scheduled, tick: number): Promise<Counted> {
  const { each = {} } = scheduled.schedule;
  const wants = conditionOf(parts, scheduled, tick);
  const channel = each.channels && { channel: each.channels };
  let started = 0;
  let leftOut = 0;
  for (const stage of each.stages ?? [undefined]) {
    let after: OrderRowQuery["after"];
    for (;;) {
      const query = {
        status: live,
        limit: PAGE,
        ...channel,
        ...(stage !== undefined && { stage }),
        ...(after && { after }),
      };
      const rows = await parts.store.orderRows(parts.scope, query);
      const counted = await Promise.all(
        (await wanted(parts, rows, wants)).map((row) => startFor(parts, scheduled, tick, row)),
      );
      started += counted.filter(Boolean).length;
      leftOut += counted.filter((isStarted) => !isStarted).length;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      after = { receivedAt: last.parts.order.receivedAt, id: last.id };
    }
  }
  return { started, leftOut };
}

async function wanted(
  { cache }: ScheduleRunParts,
  rows: readonly OrderRowFound[],
  wants: ((order: Order) => boolean) | undefined,
): Promise<readonly OrderRowFound[]> {
  if (!wants) return rows;
  await cache.bringOrders(rows.map(({ id }) => id));
  return rows.filter(({ id }) => {
    const loaded = cache.order(id);
    return loaded !== undefined && wants(loaded.order);
  });
}

function conditionOf(
  { catalogue, baseCurrency }: ScheduleRunParts,
  { definition, schedule }: Scheduled,
  now: number,
): ((order: Order) => boolean) | undefined {
  if (!schedule.each?.when) return undefined;
  const context = { ...catalogue.contextOf(definition), conditions: definition.conditions ?? {} };
  const compiled: CompiledCondition = compileCondition(schedule.each.when, context);
  return (order) =>
    compiled.evaluate({ order: factsOfOrder(order, { baseCurrency }), vars: {}, metrics: {}, quotas: {}, now }).held;
}

/** False: one still runs for it. */
async function startFor(
  parts: ScheduleRunParts,
  scheduled: Scheduled,
  tick: number,
  { id: orderId, parts: { order } }: OrderRowFound,
): Promise<boolean> {
  const mine = `${orderId}/${scheduled.workflow}/`;
  const id = `${mine}${tickName(tick)}`;
  const running = await parts.store.instancesOf(parts.scope, orderId, "live");
  if (running.some((instanceId) => instanceId.startsWith(mine) && instanceId !== id)) return false;
  const { channel, channelOrderId } = order;
  const seed = {
    ...seedFor(parts, scheduled, tick),
    id,
    role: "side",
    orderId,
    label: { channel, channelOrderId },
  } as const;
  await start(parts, seed);
  return true;
}

function seedFor(
  { catalogue }: ScheduleRunParts,
  { workflow, version }: Scheduled,
  tick: number,
): Omit<InstanceSeed, "id" | "role"> {
  const input = { tick: new Date(tick).toISOString() };
  return { workflow, version, catalogueRevision: catalogue.revision, tick, input };
}

async function start({ loop }: ScheduleRunParts, seed: InstanceSeed): Promise<void> {
  await loop.tellInstance(seed.id, { type: "start", seed }, systemActor);
}
