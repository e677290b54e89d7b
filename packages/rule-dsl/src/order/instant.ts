const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-](\d{2}):(\d{2}))$/;
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether an ISO 8601 instant names a day and a time that exist: 30 February is none, 24:00 is none. */
export function isRealInstant(text: string): boolean {
  const parts = instant.exec(text);
  if (parts === null) return false;
  const [, year, month, day, hour, minute, second, offsetHour, offsetMinute] = parts;
  const lastDay = daysIn(Number(year), Number(month));
  const isTime = below(hour, 24) && below(minute, 60) && below(second, 60);
  return Number(day) >= 1 && Number(day) <= lastDay && isTime && below(offsetHour, 24) && below(offsetMinute, 60);
}

/** Parts that are not written are zero. */
const below = (part: string | undefined, limit: number): boolean => part === undefined || Number(part) < limit;

/** Days of a month of the Gregorian calendar; none for a month that is none. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return (daysOf[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
}
