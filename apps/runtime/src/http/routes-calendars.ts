import { operations } from "@orderloom/api-contract";
import type { CalendarTable } from "@orderloom/rule-dsl";
import type { CalendarRecord } from "../host/calendar-desk.ts";
import type { Refused } from "../host/commands.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

export interface CalendarParts {
  calendars(): CalendarRecord;
  saveCalendars(table: CalendarTable, etag: string | undefined): Promise<CalendarRecord | Refused>;
}

/** When people work: what due dates of tasks are counted by. */
export function calendarRoutes(context: RouteContext, parts: CalendarParts): void {
  const shown = ({ etag, ...table }: CalendarRecord) => ok(table, etag);
  route(context, operations.getCalendars, () => Promise.resolve(shown(parts.calendars())));
  route(context, operations.putCalendars, async ({ body, ifMatch }) => {
    if (ifMatch === undefined) return refuse({ status: 428, code: "etag-required" });
    const saved = await parts.saveCalendars(body as CalendarTable, ifMatch); // checked by the route
    return "kind" in saved ? refuse(problemOfRefusal(saved)) : shown(saved);
  });
}
