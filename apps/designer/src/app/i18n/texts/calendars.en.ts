import type { SameKeys } from "../same-keys.ts";
import type { calendarsZhCN } from "./calendars.zh-CN.ts";

export const calendarsEn: SameKeys<typeof calendarsZhCN> = {
  title: "Calendars",
  loading: "Fetching the calendars. Usually 1 second.",
  hint: "When a task is due, escalates or times out can be counted by a calendar: in working time only. A change counts for tasks that open from now on; open ones stay as they are.",
  none: "There is no calendar yet",
  noneHint: "Tasks without one count around the clock.",
  add: "Add a calendar",
  save: "Save the calendars",
  remove: "Remove “{{name}}”",
  name: "Name",
  zone: "Time zone",
  ownZone: "The organisation's: {{zone}}",
  week: "Hours of a week",
  off: "Off",
  day: { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
  hoursHow: "Write 09:00-12:00, 13:30-18:00; leave it empty for a day off.",
  noHours: "A week needs at least one range of hours.",
  holidays: "Days off ({{count}})",
  datesHow: "A day a line, like 2026-10-01; many can be pasted at once.",
  extraDays: "Days worked instead ({{count}})",
  extraHow: "A day a line, like 2026-10-10 09:00-18:00; without hours it has those of a weekday.",
  preview: "Working hours from now",
  until: "end {{at}}",
  never: "do not end within a century",
};
