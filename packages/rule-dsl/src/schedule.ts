import { Cron } from "croner";
import type { Schedule } from "./schema/workflow.ts";

/** Looked for this far ahead at most: one that never comes (30 February) is no schedule. */
const options = { mode: "5-part", paused: true } as const;

/** The zone and the five fields that a schedule is read by. Source of the fields: POSIX crontab, with croner's names of days and months. */
export type Times = Pick<Schedule, "cron" | "timeZone">;

/** Why a schedule cannot be followed: its fields, its zone, or that it never comes. Undefined when it can. */
export function scheduleProblem(times: Times): "cron" | "zone" | "never" | undefined {
  try {
    new Cron(times.cron, options);
  } catch {
    return "cron";
  }
  try {
    return nextTick(times, "UTC", 0) === undefined ? "never" : undefined;
  } catch {
    return "zone";
  }
}

/** The first instant after `after` (UTC milliseconds) that a schedule names; undefined when there is none. `zone` counts where it names none. */
export function nextTick({ cron, timeZone }: Times, zone: string, after: number): number | undefined {
  const next = new Cron(cron, { ...options, timezone: timeZone ?? zone }).nextRun(new Date(after));
  return next?.getTime();
}

/** The latest instant a schedule names that is after `after` and not after `now`; what was missed in between comes to one. */
export function latestTick(times: Times, zone: string, after: number, now: number): number | undefined {
  const first = nextTick(times, zone, after);
  if (first === undefined || first > now) return undefined;
  const [latest] = new Cron(times.cron, { ...options, timezone: times.timeZone ?? zone }).previousRuns(
    1,
    new Date(now + 1),
  );
  return latest === undefined ? first : Math.max(first, latest.getTime());
}
