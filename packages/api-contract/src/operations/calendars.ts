import { CalendarTable } from "@orderloom/rule-dsl";
import { operation, type Operation } from "../operation.ts";
import { ifMatch, json } from "./parts.ts";

const nineToSix = [["09:00", "18:00"]];
const example: CalendarTable = {
  calendars: [
    {
      id: "cn-office",
      name: { "zh-CN": "办公室", en: "Office" },
      timeZone: "Asia/Shanghai",
      hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix },
      holidays: ["2026-10-01"],
      extraDays: [{ date: "2026-10-10", hours: nineToSix }],
    },
  ],
};

/** When people work: what due dates of tasks are counted by. */
export const calendarOperations = {
  getCalendars: operation({
    id: "getCalendars",
    method: "get",
    path: "/v1/calendars",
    tag: "settings",
    summary: {
      "zh-CN": "工作日历：每周工时、节假日、调休上班日",
      en: "Business calendars: the hours of a week, days off, days worked instead",
    },
    answers: { 200: json("The calendars", CalendarTable) },
  }),
  putCalendars: operation({
    id: "putCalendars",
    method: "put",
    path: "/v1/calendars",
    tag: "settings",
    summary: {
      "zh-CN": "改工作日历，要带 If-Match；对之后开出的任务生效",
      en: "Change the calendars for tasks that open from now on; takes If-Match",
    },
    parameters: [ifMatch],
    body: { schema: CalendarTable, example },
    answers: { 200: json("Saved", CalendarTable) },
    problems: [412, 422, 428],
  }),
} as const satisfies Record<string, Operation>;
