import type { OpenStep, StagePassageRecord } from "./records.ts";

/*
 * A row of the orders list is put together from parts, each projected from one aggregate and guarded by its revision (S27): the order's own and
 * one for each of its instances. Every store combines them by this function, so all of them show the same.
 */

/** The platform's words (S3), the worst first. Ended ones count only when nothing is open any more. */
const worstFirst = ["incident", "unrouted", "held", "waiting", "running", "received"] as const;
export type OrderStatus = (typeof worstFirst)[number] | "done" | "cancelled";

export interface OrderPart {
  readonly revision: number;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly receivedAt: number;
  readonly placedAt: string;
  /** Masked. */
  readonly customer: string;
  /** The last four digits of the phone, for looking it up; never the number. */
  readonly phoneLast4?: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly lineCount: number;
  /** Rows written by an earlier release lack these three. */
  readonly pieces?: number;
  readonly region?: { readonly province?: string; readonly city?: string };
  readonly skus?: readonly string[];
  readonly fulfilment?: string;
  /** UTC milliseconds: when it has to leave, by what was promised. */
  readonly deadline?: number;
  readonly cancelled: boolean;
  readonly held: boolean;
  readonly unrouted: boolean;
  /** The paused workflow that it waits for, and why that is paused (S24). */
  /** What its customer is known again by (S13): hashes, kept only where some rule asks for past orders. */
  readonly marks?: readonly string[];
  readonly waitsFor?: { readonly workflow: string; readonly version: number; readonly reason: string };
  readonly workflow?: string;
  readonly workflowVersion?: number;
}

export interface InstancePart {
  readonly id: string;
  readonly revision: number;
  readonly role: "main" | "side" | "part" | "own";
  /** Started by the clock, again and again: once ended, it is no part of the row any more. */
  readonly tick?: number;
  readonly status: "running" | "waiting" | "held" | "incident" | "done" | "cancelled";
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly stages: readonly StagePassageRecord[];
  readonly open?: OpenStep;
}

export interface OrderParts {
  readonly order: OrderPart;
  readonly instances: readonly InstancePart[];
}

/** A run of the clock that is over. */
export function hasPassed({ tick, endedAt }: InstancePart): boolean {
  return tick !== undefined && endedAt !== undefined;
}

/** What of a row depends on all of its parts. */
export interface Standing {
  readonly status: OrderStatus;
  readonly stage?: string;
  readonly stages: readonly StagePassageRecord[];
  /** Since when it stands where it stands, UTC milliseconds. */
  readonly since: number;
  readonly live: boolean;
  readonly open?: OpenStep;
}

export function standingOf(parts: OrderParts): Standing {
  const { order, instances } = parts;
  const live = instances.filter((instance) => instance.endedAt === undefined);
  const status = live.length > 0 ? worstOf(order, live) : settledStatus(parts);
  const stages = passagesOf(instances);
  const stage = stages.at(-1)?.stage;
  const open = mostUrgent(live);
  return {
    status,
    stages,
    since: sinceOf(parts, live, stages),
    live: live.length > 0,
    ...(stage !== undefined && { stage }),
    ...(open && { open }),
  };
}

function worstOf(order: OrderPart, live: readonly InstancePart[]): OrderStatus {
  const statuses = new Set<string>(live.map((instance) => instance.status));
  if (order.held) statuses.add("held");
  if (order.unrouted) statuses.add("unrouted");
  return worstFirst.find((status) => statuses.has(status)) ?? "running";
}

/** Nothing runs: how the main workflow ended, or why there is none. */
function settledStatus({ order, instances }: OrderParts): OrderStatus {
  const main = instances.find((instance) => instance.role === "main");
  if (main) return main.status === "cancelled" ? "cancelled" : "done";
  if (order.cancelled) return "cancelled";
  return order.unrouted ? "unrouted" : "received";
}

/** The order's way through the stages: its main workflow and the parts of it, not what runs beside. */
function passagesOf(instances: readonly InstancePart[]): readonly StagePassageRecord[] {
  const on = instances.filter((instance) => instance.role !== "side" && instance.stages.length > 0);
  if (on.length === 1 && on[0]) return on[0].stages;
  return on.flatMap((instance) => instance.stages).sort((a, b) => a.at - b.at);
}

function sinceOf(parts: OrderParts, live: readonly InstancePart[], stages: readonly StagePassageRecord[]): number {
  const ends = parts.instances.map((instance) => instance.endedAt ?? 0);
  if (live.length === 0) return Math.max(parts.order.receivedAt, ...ends);
  return stages.at(-1)?.at ?? Math.min(...live.map((instance) => instance.startedAt));
}

const urgency: Readonly<Record<OpenStep["kind"], number>> = {
  incident: 0,
  task: 1,
  call: 2,
  event: 3,
  timer: 4,
  none: 5,
};

function mostUrgent(live: readonly InstancePart[]): OpenStep | undefined {
  let found: OpenStep | undefined;
  for (const { open } of live) if (open && (!found || urgency[open.kind] < urgency[found.kind])) found = open;
  return found;
}
