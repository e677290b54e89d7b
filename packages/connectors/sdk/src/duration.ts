const pattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;
const unitsMs = [86_400_000, 3_600_000, 60_000, 1000] as const;

/** Milliseconds of an ISO 8601 duration of days and smaller, such as `PT5S`. Throws on anything else. */
export function durationMs(text: string): number {
  const parts = pattern.exec(text);
  if (parts === null || text === "P" || text.endsWith("T")) throw new Error(`“${text}” is not a duration such as PT5S`);
  return unitsMs.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0);
}
