import {
  type AssignRequest,
  type MigrateRequest,
  operations,
  type RemedyRequest,
  type RestartRequest,
  type RetryRequest,
} from "@orderloom/api-contract";
import type { Actor } from "@orderloom/rule-dsl";
import type { InstanceCommands, Refused } from "../host/commands.ts";
import type { MigrationCommands } from "../host/migrations.ts";
import type { HostQueries } from "../host/queries.ts";
import { restartPreview } from "./present/restart-preview.ts";
import { instanceSummary } from "./present/order-detail.ts";
import type { Wording } from "./present/wording.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, type Reply, route, type RouteContext } from "./route.ts";

export interface WorkRouteParts {
  readonly instances: InstanceCommands;
  readonly queries: HostQueries;
  readonly wording: Wording;
  readonly migrations: MigrationCommands;
}

/** Instances that need a hand. */
export function workRoutes(context: RouteContext, { instances, queries, wording, migrations }: WorkRouteParts): void {
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
    return after(id, await instances.remedy(id, body as RemedyRequest, actor)); // checked by the route
  });
  route(context, operations.assignIncident, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    return after(id, await instances.assign(id, body as AssignRequest, actor)); // checked by the route
  });
  route(context, operations.migrateInstances, async ({ params, body, actor }) => {
    const { dryRun, mapping = {}, ...rest } = body as MigrateRequest; // checked by the route
    const id = params["id"] ?? "";
    const request = { ...rest, mapping };
    const answer =
      dryRun === true ? await migrations.previewMigration(id, request) : await migrations.migrate(id, request, actor);
    switch (answer.kind) {
      case "refused":
        return refuse(problemOfRefusal(answer));
      case "preview": {
        const { kind: _, ...preview } = answer;
        return ok({ preview });
      }
      case "moved":
        return ok({ moved: answer.moved, left: answer.left });
    }
  });
  route(context, operations.restartInstance, async ({ params, body, actor }) => {
    const id = params["id"] ?? "";
    const { dryRun, ...choice } = body as RestartRequest; // checked by the route
    if (dryRun !== true) return after(id, await instances.restart(id, choice, actor));
    const record = await queries.instance(id);
    return record === undefined
      ? refuse({ status: 404, code: "instance-not-found", data: { id } })
      : restartPreview(record, choice.node, wording);
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
