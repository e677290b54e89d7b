import { queryOptions } from "@tanstack/react-query";
import type { CalendarTable } from "@orderloom/rule-dsl";
import { getMarked, put } from "./http.ts";

export const calendarsQuery = queryOptions({
  queryKey: ["calendars"],
  queryFn: ({ signal }) => getMarked<CalendarTable>("/v1/calendars", signal),
  staleTime: 20_000,
});

/** Refused when somebody else saved in between: then the calendars are read again, and nothing of theirs is lost. */
export const saveCalendars = (table: CalendarTable, etag: string) => put<CalendarTable>("/v1/calendars", table, etag);
