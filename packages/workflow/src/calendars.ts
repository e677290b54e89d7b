import type { WorkflowDefinition, WorkingTime } from "@orderloom/rule-dsl";
import { durationMs } from "./compile/duration.ts";
import type { Reads } from "./message.ts";

/** Calendars to the durations that a workflow counts by them. */
export type WorkingTimes = ReadonlyMap<string, ReadonlySet<string>>;

type Instants = NonNullable<Reads["calendars"]>;

/** What a step may read of calendars, and what it did read, which is recorded with it (S23). */
export interface CalendarReads {
  readonly calendars: Instants;
  taken(): Pick<Reads, "calendars">;
}

export function workingTimesIn({ nodes }: WorkflowDefinition): WorkingTimes {
  const found = new Map<string, Set<string>>();
  for (const node of Object.values(nodes)) {
    if (node.type !== "task" || node.due?.calendar === undefined) continue;
    const { calendar, after, escalate = [], timeout } = node.due;
    const durations = found.get(calendar) ?? new Set();
    for (const one of [after, ...escalate.map((step) => step.after), ...(timeout ? [timeout.after] : [])])
      durations.add(one);
    found.set(calendar, durations);
  }
  return found;
}

/**
 * The instants that a workflow's working durations lead to from `from` (UTC milliseconds), each worked out when it is asked for. Undefined where
 * the workflow counts by no calendar.
 */
export function readCalendars(
  workingTimes: WorkingTimes,
  find: (calendar: string) => WorkingTime | undefined,
  from: number,
): CalendarReads | undefined {
  if (workingTimes.size === 0) return undefined;
  const taken: Record<string, Record<string, number>> = {};
  const calendars: Record<string, Readonly<Record<string, number>>> = {};
  for (const [id, durations] of workingTimes) {
    const counted = find(id);
    if (!counted) continue;
    const instants: Record<string, number> = {};
    for (const duration of durations) {
      const at = (): number | undefined => {
        const instant = counted(from, durationMs(duration) ?? 0);
        if (instant !== undefined) (taken[id] ??= {})[duration] = instant;
        return instant;
      };
      Object.defineProperty(instants, duration, { enumerable: true, get: at });
    }
    calendars[id] = instants;
  }
  return { calendars, taken: () => (Object.keys(taken).length > 0 ? { calendars: taken } : {}) };
}
