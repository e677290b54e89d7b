import {
  type DecideAnswer,
  type DecideManyRequest,
  type DecideRequest,
  operations,
  type RemedyRequest,
  type RetryRequest,
} from "@orderloom/api-contract";
import type { Actor, JsonObject } from "@orderloom/rule-dsl";
import type { InstanceCommands, Refused, TaskReply } from "../host/commands.ts";
import type { HostQueries } from "../host/queries.ts";
import { instanceSummary } from "./present/order-detail.ts";
import { instanceOfTask, namedRefusal } from "./present/task-refusal.ts";
import { taskRow } from "./present/task-row.ts";
import type { Wording } from "./present/wording.ts";
import { problemDetails, problemOfRefusal } from "./problem.ts";
import { pageOf } from "./read-query.ts";
import { type Call, ok, refuse, type Reply, route, type RouteContext } from "./route.ts";

export interface WorkRouteParts {
  readonly instances: InstanceCommands;
  readonly queries: HostQueries;
  readonly wording: Wording;
}

/** What people do: tasks, and instances that need a hand. */
export function workRoutes(context: RouteContext, parts: WorkRouteParts): void {
  taskRoutes(context, parts);
  instanceRoutes(context, parts);
}

function taskRoutes(context: RouteContext, parts: WorkRouteParts): void {
  const { instances, queries, wording } = parts;
  const named = (id: string, reply: TaskReply): Promise<TaskReply> => withNames(id, reply, parts);
  route(context, operations.listTasks, async ({ query, actor }) => {
    const page = pageOf(query);
    if (!page.ok) return refuse(page.problem);
    const { group, cause, state } = query;
    const filter = {
      ...(group === undefined ? {} : { group }),
      ...(cause === undefined ? {} : { cause }),
      ...(state === undefined ? {} : { state }),
      ...(query["mine"] === "true" ? { claimedBy: actor.id } : {}),
    };
    const found = await queries.tasks(filter, page.value);
    if ("kind" in found) return refuse({ status: 400, code: "bad-cursor" });
    return ok({ ...found, items: found.items.map((record) => taskRow(record, wording)) });
  });
  route(context, operations.claimTask, async ({ params, query, actor }) => {
    const id = params["id"] ?? "";
    return taskAnswer(id, await named(id, await instances.claim(id, query["release"] === "true", actor)));
  });
  route(context, operations.decideTask, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    const asked = body as DecideRequest; // checked by the route
    return taskAnswer(id, await named(id, await instances.decide(id, decisionOf(asked), actor)));
  });
  route(context, operations.decideTasks, (call) => decideMany(call, parts));
}

interface Decision {
  readonly outcome: string;
  readonly form?: JsonObject;
  readonly reason?: string;
}
function decisionOf(asked: DecideRequest): Decision {
  return {
    outcome: asked.outcome,
    ...(asked.form === undefined ? {} : { form: asked.form }),
    ...(asked.reason === undefined ? {} : { reason: asked.reason }),
  };
}

function taskAnswer(taskId: string, reply: TaskReply): Reply {
  if (reply.kind === "refused") return refuse(problemOfRefusal(reply));
  const state: DecideAnswer["state"] =
    reply.kind === "duplicate" ? "duplicate" : reply.kind === "decided" ? "decided" : "approved";
  return ok({ taskId, state, outcome: reply.outcome ?? "", given: reply.given, needed: reply.needed });
}

async function withNames(taskId: string, reply: TaskReply, { queries, wording }: WorkRouteParts): Promise<TaskReply> {
  if (reply.kind !== "refused") return reply;
  return namedRefusal(reply, taskId, await queries.instance(instanceOfTask(taskId)), wording);
}

/** One reason for many; each stands for itself, so one refusal leaves the others decided. */
async function decideMany(call: Call, parts: WorkRouteParts): Promise<Reply> {
  const asked = call.body as DecideManyRequest; // checked by the route
  const ids = [...new Set(asked.ids)];
  const replies = await Promise.all(
    ids.map(async (id) => {
      const decision = { ...decisionOf(asked), batch: ids.length };
      return withNames(id, await parts.instances.decide(id, decision, call.actor), parts);
    }),
  );
  const counts = { decided: 0, duplicate: 0, refused: 0 };
  const results = replies.map((reply, index) => {
    const taskId = ids[index] ?? "";
    if (reply.kind === "refused") {
      counts.refused += 1;
      const { status, code, message } = problemDetails(problemOfRefusal(reply), call.language);
      return { taskId, status, code, message };
    }
    counts[reply.kind === "duplicate" ? "duplicate" : "decided"] += 1;
    return { taskId, status: 200, state: reply.kind };
  });
  return ok({ results, counts });
}

function instanceRoutes(context: RouteContext, { instances, queries, wording }: WorkRouteParts): void {
  const summary = async (id: string): Promise<Reply> => {
    const record = await queries.instance(id);
    return record === undefined
      ? refuse({ status: 404, code: "instance-not-found", data: { id } })
      : ok(instanceSummary(record, wording));
  };
  const after = async (id: string, result: { readonly kind: "done" } | Refused): Promise<Reply> =>
    result.kind === "refused" ? refuse(problemOfRefusal(result)) : summary(id);
  route(context, operations.getInstance, ({ params }) => summary(params["id"] ?? ""));
  route(context, operations.cancelInstance, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    return after(id, await instances.cancel(id, (body as { reason?: string }).reason, actor)); // checked by the route
  });
  route(context, operations.remedyInstance, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    const { activation, remedy, reason } = body as RemedyRequest; // checked by the route
    return after(
      id,
      await instances.remedy(id, { activation, remedy, ...(reason === undefined ? {} : { reason }) }, actor),
    );
  });
  route(context, operations.retryInstance, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    return after(id, await retry(id, body as RetryRequest, actor, { instances, queries })); // checked by the route
  });
}

async function retry(
  id: string,
  asked: RetryRequest,
  actor: Actor,
  parts: Pick<WorkRouteParts, "instances" | "queries">,
): Promise<{ readonly kind: "done" } | Refused> {
  const record = await parts.queries.instance(id);
  if (record === undefined) return { kind: "refused", status: 404, code: "instance-not-found", data: { id } };
  const broken =
    asked.activation === undefined
      ? record.open.filter((open) => open.kind === "incident").map((open) => open.activation)
      : [asked.activation];
  if (broken.length === 0) return { kind: "refused", status: 409, code: "incident-not-found", data: { id } };
  let last: { readonly kind: "done" } | Refused = { kind: "done" };
  for (const activation of broken)
    last = await parts.instances.remedy(
      id,
      { activation, remedy: "retry", ...(asked.reason === undefined ? {} : { reason: asked.reason }) },
      actor,
    );
  return last;
}
