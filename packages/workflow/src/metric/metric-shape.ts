import type { MetricDefinition } from "@orderloom/rule-dsl";
import { durationMs } from "../compile/duration.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SAME_HOUR_DAYS = 7;
const LATENESS_MS = 2 * MINUTE_MS;

export interface MetricLines {
  readonly hold: { readonly above: number; readonly forMs: number };
  readonly release: { readonly below: number; readonly forMs: number };
}

/** A metric's times as numbers, a slot being one width of a bucket (S21). */
export interface MetricShape {
  readonly aggregate: MetricDefinition["of"]["aggregate"];
  readonly slotMs: number;
  /** Slots of the rolling window, the one that is still filling among them. */
  readonly windowSlots: number;
  readonly latenessMs: number;
  /** Absent: the lines are on the value itself. */
  readonly against?: {
    /** How many slots back each window of the comparison lies. */
    readonly offsets: readonly number[];
    /** Fewer events than this in the window say nothing. */
    readonly atLeast: number;
  };
  readonly lines?: MetricLines;
  /** Slots that are looked at: older ones are let go. */
  readonly keptSlots: number;
}

/** Durations that are left out: a slot of a minute, two minutes of lateness, seven days. */
export function metricShape({ of, window, against, lines }: MetricDefinition): MetricShape {
  const slotMs = lengthOf(window.slide, MINUTE_MS);
  const windowMs = lengthOf(window.length, HOUR_MS);
  const windowSlots = Math.ceil(windowMs / slotMs);
  const latenessMs = durationMs(window.lateness ?? "") ?? LATENESS_MS;
  const offsets = against ? offsetsMs(against, windowMs).map((ms) => Math.round(ms / slotMs)) : [];
  const lateSlots = Math.ceil(latenessMs / slotMs) + 1;
  return {
    aggregate: of.aggregate,
    slotMs,
    windowSlots,
    latenessMs,
    ...(against && { against: { offsets, atLeast: against.atLeast ?? 0 } }),
    ...(lines && { lines: linesOf(lines) }),
    keptSlots: windowSlots + Math.max(lateSlots, ...offsets),
  };
}

function lengthOf(text: string | undefined, absent: number): number {
  const ms = durationMs(text ?? "");
  return ms === undefined || ms <= 0 ? absent : ms;
}

/** The hour before, or the same hour of the days before; a window longer than an hour is compared with the one right before it. */
function offsetsMs({ baseline, days }: NonNullable<MetricDefinition["against"]>, windowMs: number): readonly number[] {
  if (baseline === "previous-hour") return [Math.max(HOUR_MS, windowMs)];
  return Array.from({ length: days ?? SAME_HOUR_DAYS }, (_, index) => (index + 1) * DAY_MS);
}

function linesOf({ hold, release }: NonNullable<MetricDefinition["lines"]>): MetricLines {
  return {
    hold: { above: hold.above, forMs: durationMs(hold.for ?? "") ?? 0 },
    release: { below: release.below, forMs: durationMs(release.for ?? "") ?? 0 },
  };
}
