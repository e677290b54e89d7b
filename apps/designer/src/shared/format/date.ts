type Parts = Readonly<Record<"year" | "month" | "day" | "hour" | "minute" | "second", string>>;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(timeZone, made);
  return made;
}

function partsOf(at: number, timeZone: string): Parts {
  const found = { year: "", month: "", day: "", hour: "", minute: "", second: "" };
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) {
    if (type in found) found[type as keyof typeof found] = value; // `in` has just checked the key
  }
  return found;
}

/** `20:14:32`. `at` is UTC milliseconds, as in all of these. */
export function formatClock(at: number, timeZone: string): string {
  const { hour, minute, second } = partsOf(at, timeZone);
  return `${hour}:${minute}:${second}`;
}

/** `20:14`. */
export const formatClockShort = (at: number, timeZone: string): string => formatClock(at, timeZone).slice(0, 5);

/** `2026-11-11`, the business date. */
export function formatDay(at: number, timeZone: string): string {
  const { year, month, day } = partsOf(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** `2026-11-11 20:14:32`, as data shows an instant. */
export const formatInstant = (at: number, timeZone: string): string =>
  `${formatDay(at, timeZone)} ${formatClock(at, timeZone)}`;

/** `11 月 11 日`, `11 Nov`, with the year where `withYear`: as a sentence writes a date. */
export function formatDate(at: number, timeZone: string, language: string, withYear = false): string {
  if (language.startsWith("zh")) {
    const { year, month, day } = partsOf(at, timeZone);
    const date = `${Number(month)} 月 ${Number(day)} 日`;
    return withYear ? `${year} 年 ${date}` : date;
  }
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    ...(withYear ? { year: "numeric" } : {}),
  }).format(at);
}

/** UTC milliseconds of the first moment of the business day `2026-11-11`. */
export function startOfDay(day: string, timeZone: string): number {
  const guess = Date.parse(`${day}T00:00:00Z`);
  return guess - offsetAt(guess - offsetAt(guess, timeZone), timeZone);
}

/** UTC milliseconds of `2026-11-11T20:00`, as a clock on the wall of the business shows it; undefined when it is no such time. */
export function instantOf(local: string, timeZone: string): number | undefined {
  const guess = Date.parse(`${local}Z`);
  return Number.isNaN(guess) ? undefined : guess - offsetAt(guess - offsetAt(guess, timeZone), timeZone);
}

function offsetAt(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(at, timeZone);
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return local - Math.floor(at / 1000) * 1000;
}

/** The business day `days` after `day` (before it, when negative). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
