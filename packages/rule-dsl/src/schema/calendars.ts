import { Type, type Static } from "typebox";
import { LocalizedText, Slug } from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** ISO 8601 local time of whole minutes; `24:00` is the end of a day. */
const TimeOfDay = Type.String({ pattern: "^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$", examples: ["09:00"] });
/** ISO 8601 calendar date. */
const LocalDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", examples: ["2026-10-01"] });

/** From when to when people work, on the local clock. A shift over midnight is two ranges, on the two days. */
const WorkingRange = Type.Array(TimeOfDay, { minItems: 2, maxItems: 2, examples: [["09:00", "18:00"]] });
const WorkingHours = Type.Array(WorkingRange, { maxItems: 12 });

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** When somebody works: the hours of a week, and the days that differ. */
export const BusinessCalendar = Type.Object(
  {
    id: Slug,
    name: LocalizedText,
    /** IANA name; the organisation's zone when absent. */
    timeZone: optional(Type.String({ minLength: 1, maxLength: 60, examples: ["Asia/Shanghai"] })),
    /** A weekday that is left out is off. */
    hours: Type.Object(
      {
        mon: optional(WorkingHours),
        tue: optional(WorkingHours),
        wed: optional(WorkingHours),
        thu: optional(WorkingHours),
        fri: optional(WorkingHours),
        sat: optional(WorkingHours),
        sun: optional(WorkingHours),
      },
      strict,
    ),
    /** Days off, whatever their weekday. */
    holidays: optional(Type.Array(LocalDate, { maxItems: 1000 })),
    /** Days with hours of their own, such as a Saturday worked for a holiday. They go before `holidays`. */
    extraDays: optional(Type.Array(Type.Object({ date: LocalDate, hours: WorkingHours }, strict), { maxItems: 500 })),
  },
  strict,
);
export type BusinessCalendar = Static<typeof BusinessCalendar>;

/** The organisation's business calendars. */
export const CalendarTable = Type.Object({ calendars: Type.Array(BusinessCalendar, { maxItems: 50 }) }, strict);
export type CalendarTable = Static<typeof CalendarTable>;
