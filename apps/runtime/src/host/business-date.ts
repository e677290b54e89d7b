const MINUTE_MS = 60_000;

/** `20261111` in the business time zone (S37). Zones differ by whole minutes, so a minute is worked out once. */
export function businessDates(timeZone: string): (now: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  let minute = Number.NaN;
  let date = "";
  return (now) => {
    const current = Math.floor(now / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      date = format.format(now).replaceAll("-", "");
    }
    return date;
  };
}
