const OFFSET_MS = 8 * 3_600_000;

/** The instant as people in Shanghai write it, to the second: 2026-11-11T20:14:31+08:00. China keeps one offset all year. */
export function shanghaiInstant(at: number): string {
  return `${new Date(at + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** The day it is there: 2026-11-11. */
export function businessDate(at: number): string {
  return shanghaiInstant(at).slice(0, 10);
}

/** UTC milliseconds of that day's midnight there. Throws when it is not a day. */
export function startOfDay(date: string): number {
  const at = Date.parse(`${date}T00:00:00+08:00`);
  if (Number.isNaN(at) || businessDate(at) !== date) throw new Error(`“${date}” is not a day such as 2026-11-11`);
  return at;
}
