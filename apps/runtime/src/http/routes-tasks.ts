import { type DecideAnswer, type DecideRequest, operations, type TaskGroups } from "@orderloom/api-contract";
import type { InstanceCommands, TaskReply } from "../host/commands.ts";
import type { HostQueries } from "../host/queries.ts";
import type { TaskQueries } from "../host/task-queries.ts";
import type { TrafficQueries } from "../host/traffic-queries.ts";
import { decideMany } from "./decide-many.ts";
import { taskEvidence } from "./present/task-evidence.ts";
import { instanceOfTask, namedRefusal } from "./present/task-refusal.ts";
import { causeGroup, deadlineGroup, decidedTask, taskRow } from "./present/task-row.ts";
import type { Wording } from "./present/wording.ts";
import { problemOfRefusal } from "./problem.ts";
import { pageOf } from "./read-query.ts";
import { taskFilterOf, taskSortOf } from "./read-task-query.ts";
import { type Call, ok, refuse, type Reply, route, type RouteContext } from "./route.ts";

export interface TaskRouteParts {
  readonly instances: InstanceCommands;
  readonly queries: HostQueries & TaskQueries & TrafficQueries;
  readonly wording: Wording;
}

/** What people decide. Paths with a name of their own come before those that take an id. */
export function taskRoutes(context: RouteContext, parts: TaskRouteParts): void {
  listRoutes(context, parts);
  decisionRoutes(context, parts);
  route(context, operations.getTask, async ({ params, actor }) => {
    const id = params["id"] ?? "";
    const standing = await parts.queries.task(id);
    return standing === undefined
      ? refuse({ status: 404, code: "task-not-found", data: { id } })
      : ok(await taskEvidence(standing, actor, parts));
  });
}

function listRoutes(context: RouteContext, { queries, wording }: TaskRouteParts): void {
  route(context, operations.listTasks, async ({ query, actor }) => {
    const page = pageOf(query);
    if (!page.ok) return refuse(page.problem);
    const filter = taskFilterOf(query, actor);
    if (!filter.ok) return refuse(filter.problem);
    const sort = taskSortOf(query);
    if (!sort.ok) return refuse(sort.problem);
    const found = await queries.tasks(filter.value, sort.value, page.value);
    if ("kind" in found) return refuse({ status: 400, code: "bad-cursor" });
    return ok({ ...found, items: found.items.map((one) => taskRow(one, wording, actor)) });
  });
  route(context, operations.groupTasks, (call) => groupTasks(call, queries, wording));
  route(context, operations.selectTasks, async ({ query, actor }) => {
    const filter = taskFilterOf(query, actor);
    if (!filter.ok) return refuse(filter.problem);
    const asOf = Date.now();
    const picked = await queries.pickTasks(filter.value);
    return ok({
      ids: picked.map(({ id }) => id),
      several: picked.filter(({ needed }) => needed > 1).map(({ id }) => id),
      held: picked.filter(({ claimedBy }) => claimedBy !== undefined && claimedBy !== actor.id).map(({ id }) => id),
      asOf,
    });
  });
  route(context, operations.listDecidedTasks, async ({ query, actor }) => {
    const page = pageOf(query);
    if (!page.ok) return refuse(page.problem);
    const found = await queries.decidedBy(actor.id, page.value);
    if ("kind" in found) return refuse({ status: 400, code: "bad-cursor" });
    return ok({ ...found, items: found.items.map((one) => decidedTask(one, wording)) });
  });
}

async function groupTasks(
  { query, actor }: Pick<Call, "query" | "actor">,
  queries: TaskQueries,
  wording: Wording,
): Promise<Reply> {
  const filter = taskFilterOf(query, actor);
  if (!filter.ok) return refuse(filter.problem);
  const { by = "cause" } = query;
  if (by !== "cause" && by !== "deadline")
    return refuse({ status: 400, code: "wrong-format", data: { field: "by", example: "cause" } });
  const items =
    by === "cause"
      ? (await queries.taskCauses(filter.value)).map((cause) => causeGroup(cause, wording))
      : (await queries.taskDeadlines(filter.value)).map(deadlineGroup).filter(({ count }) => count > 0);
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const answer: TaskGroups = { by, items, total, asOf: Date.now() };
  return ok(answer);
}

function decisionRoutes(context: RouteContext, parts: TaskRouteParts): void {
  const { instances, queries, wording } = parts;
  const named = async (taskId: string, reply: TaskReply): Promise<TaskReply> =>
    reply.kind === "refused"
      ? namedRefusal(reply, taskId, await queries.instance(instanceOfTask(taskId)), wording)
      : reply;
  route(context, operations.decideTasks, (call) =>
    decideMany(call, async (id, decision) => named(id, await instances.decide(id, decision, call.actor))),
  );
  route(context, operations.claimTask, async ({ params, query, actor }) => {
    const id = params["id"] ?? "";
    const how = query["release"] === "true" ? "release" : query["takeover"] === "true" ? "takeover" : "claim";
    return taskAnswer(id, await named(id, await instances.claim(id, how, actor)));
  });
  route(context, operations.decideTask, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    const { outcome, form, reason } = body as DecideRequest; // checked by the route
    const decision = { outcome, ...(form && { form }), ...(reason !== undefined && { reason }) };
    return taskAnswer(id, await named(id, await instances.decide(id, decision, actor)));
  });
}

function taskAnswer(taskId: string, reply: TaskReply): Reply {
  if (reply.kind === "refused") return refuse(problemOfRefusal(reply));
  const state: DecideAnswer["state"] =
    reply.kind === "duplicate" ? "duplicate" : reply.kind === "decided" ? "decided" : "approved";
  return ok({ taskId, state, outcome: reply.outcome ?? "", given: reply.given, needed: reply.needed });
}
