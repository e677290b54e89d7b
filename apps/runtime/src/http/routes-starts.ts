import { type AnnounceRequest, operations, type ScheduleRow, type StartRequest } from "@orderloom/api-contract";
import type { StartCommands } from "../host/start-commands.ts";
import type { ScheduleStanding } from "../host/schedules.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

/** What starts workflows beside orders: the clock, a person, a call. */
export function startRoutes(context: RouteContext, starts: StartCommands): void {
  route(context, operations.listSchedules, async () => ok({ items: (await starts.schedules()).map(rowOf) }));
  route(context, operations.announce, async ({ body, actor }) => {
    const { type, data = {} } = body as AnnounceRequest; // checked by the route
    const { id } = await starts.announce(type, data, actor);
    return { status: 202, body: { id } };
  });
  route(context, operations.startWorkflow, async ({ params, body, actor }) => {
    const { input = {} } = body as StartRequest; // checked by the route
    const started = await starts.startWorkflow(params["id"] ?? "", input, actor);
    if (started.kind === "refused") return refuse(problemOfRefusal(started));
    const { kind: _, ...answer } = started;
    return { status: 202, body: answer };
  });
}

function rowOf({ workflow, version, definition, schedule, paused, ...rest }: ScheduleStanding): ScheduleRow {
  return {
    workflow,
    version,
    name: definition.name,
    cron: schedule.cron,
    overlap: schedule.overlap ?? "skip",
    each: schedule.each !== undefined,
    ...(paused && { paused: paused.reason }),
    timeZone: rest.timeZone,
    ...(rest.nextAt !== undefined && { nextAt: rest.nextAt }),
    ...(rest.waiting !== undefined && { waiting: rest.waiting }),
    runs: [...rest.runs],
  };
}
