import { problem, type Problem } from "../diagnostic.ts";
import { isCivilDate } from "../expression/temporal/calendar.ts";
import { isZone } from "../expression/temporal/zones.ts";
import { type BusinessCalendar, type CalendarTable, weekdays } from "../schema/calendars.ts";
import { stretchesOf } from "./working-days.ts";

type Hours = readonly (readonly string[])[];

/** What the schema of a table cannot say: no week without hours, so that counting working time comes to an end; days and zones that there are. */
export function calendarProblems({ calendars }: CalendarTable): readonly Problem[] {
  return calendars.flatMap((calendar, index) => {
    const place = `/calendars/${String(index)}`;
    const isTwice = calendars.findIndex(({ id }) => id === calendar.id) < index;
    return [
      ...(isTwice ? [problem("duplicate-id", `${place}/id`, { id: calendar.id })] : []),
      ...problemsOf(calendar, place),
    ];
  });
}

function problemsOf(calendar: BusinessCalendar, place: string): readonly Problem[] {
  const { id, timeZone, hours, holidays = [], extraDays = [] } = calendar;
  const week = weekdays.map((weekday) => ({ weekday, ranges: hours[weekday] ?? [] }));
  return [
    ...(timeZone === undefined || isZone(timeZone)
      ? []
      : [problem("unknown-zone", `${place}/timeZone`, { zone: timeZone })]),
    ...(week.every(({ ranges }) => ranges.length === 0)
      ? [problem("calendar-without-hours", `${place}/hours`, { id })]
      : []),
    ...week.flatMap(({ weekday, ranges }) => hoursProblems(ranges, `${place}/hours/${weekday}`)),
    ...holidays.flatMap((date, index) => dateProblems(date, `${place}/holidays/${String(index)}`)),
    ...extraDays.flatMap((day, index) => [
      ...dateProblems(day.date, `${place}/extraDays/${String(index)}/date`),
      ...hoursProblems(day.hours, `${place}/extraDays/${String(index)}/hours`),
    ]),
  ];
}

function hoursProblems(ranges: Hours, place: string): readonly Problem[] {
  const stretches = stretchesOf(ranges);
  const isInOrder = stretches.every(({ from, to }, index) => from < to && from >= (stretches[index - 1]?.to ?? 0));
  const given = ranges.map((range) => range.join("-")).join(", ");
  return isInOrder ? [] : [problem("calendar-hours", place, { given })];
}

function dateProblems(date: string, place: string): readonly Problem[] {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return isCivilDate(year, month, day) ? [] : [problem("no-such-day", place, { given: date })];
}
