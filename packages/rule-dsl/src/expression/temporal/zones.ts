/** Offsets of IANA time zones. The only place that asks the time-zone data (through temporal-polyfill). */
import { Temporal } from "temporal-polyfill";

/** From this instant on a zone's offset never changes, as far as the data goes; null if it still does. */
interface Settled {
  readonly sinceSeconds: number;
  readonly offsetSeconds: number;
}

// A cache of pure answers. Only names of real zones enter it; the bound is for their upper and lower case variants.
const maxCached = 1_000;
const settledZones = new Map<string, Settled | null>();

export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  if (settledZones.has(name)) return true;
  try {
    const settled = findSettled(name);
    if (settledZones.size >= maxCached) settledZones.clear();
    settledZones.set(name, settled);
    return true;
  } catch {
    return false;
  }
}

function findSettled(zone: string): Settled | null {
  const start = Temporal.ZonedDateTime.from({ timeZone: zone, year: 2000, month: 1, day: 1 });
  if (start.getTimeZoneTransition("next") !== null) return null;
  return { sinceSeconds: start.epochMilliseconds / 1000, offsetSeconds: start.offsetNanoseconds / 1e9 };
}

/** Seconds east of UTC at an instant; null beyond what the zone data covers. */
export function offsetAtInstant(zone: string, epochSeconds: number): number | null {
  const settled = isZone(zone) ? settledZones.get(zone) : undefined;
  if (settled === undefined) return null;
  if (settled !== null && epochSeconds >= settled.sinceSeconds) return settled.offsetSeconds;
  try {
    const instant = Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000);
    return instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
  } catch {
    return null;
  }
}

/**
 * Seconds east of UTC at a local time, given as seconds since 1970-01-01T00:00 on the local clock. A time that a
 * change of the clocks skips takes the offset before it; one that occurs twice, the earlier (Temporal's "compatible").
 */
export function offsetAtLocal(zone: string, localSeconds: number): number | null {
  const settled = isZone(zone) ? settledZones.get(zone) : undefined;
  if (settled === undefined) return null;
  if (settled !== null && localSeconds - settled.offsetSeconds >= settled.sinceSeconds) return settled.offsetSeconds;
  try {
    const utc = Temporal.Instant.fromEpochMilliseconds(localSeconds * 1000).toZonedDateTimeISO("UTC");
    const zoned = utc.toPlainDateTime().toZonedDateTime(zone);
    return localSeconds - Math.floor(zoned.epochMilliseconds / 1000);
  } catch {
    return null;
  }
}
