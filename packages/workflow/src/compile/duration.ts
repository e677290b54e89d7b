const PATTERN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Milliseconds of an ISO 8601 duration of days and smaller; undefined when it is not one. */
export function durationMs(text: string): number | undefined {
  const parts = PATTERN.exec(text);
  if (!parts || text.endsWith("P") || text.endsWith("T")) return undefined;
  const [, days, hours, minutes, seconds] = parts;
  return (
    Number(days ?? 0) * DAY_MS +
    Number(hours ?? 0) * HOUR_MS +
    Number(minutes ?? 0) * MINUTE_MS +
    Math.round(Number(seconds ?? 0) * 1000)
  );
}
