import { type CreateRequest, type DuplicateRequest, operations } from "@orderloom/api-contract";
import { type DefinitionKind, definitionKinds, type Draft } from "@orderloom/rule-dsl";
import type { Refused } from "../host/commands.ts";
import type { DraftCommands } from "../host/draft-commands.ts";
import { problemOfRefusal } from "./problem.ts";
import { refuse, type Reply, route, type RouteContext } from "./route.ts";

/** Where drafts come from. */
export function draftRoutes(context: RouteContext, drafts: DraftCommands): void {
  route(context, operations.createDefinition, async ({ params, body, actor }) => {
    const given = params["kind"] ?? "";
    const kind = definitionKinds.find((one): one is DefinitionKind => one === given);
    if (!kind)
      return refuse({ status: 422, code: "not-in-list", data: { field: "kind", allowed: definitionKinds, given } });
    const asked = body as CreateRequest; // checked by the route
    return answer(await drafts.createDraft({ kind, ...asked }, actor), 201);
  });
  route(context, operations.duplicateDefinition, async ({ params, body, actor }) => {
    const asked = body as DuplicateRequest; // checked by the route
    return answer(await drafts.duplicate(params["kind"] ?? "", params["id"] ?? "", asked, actor), 201);
  });
  route(context, operations.restoreVersion, async ({ params, ifMatch, actor }) => {
    const { kind = "", id = "", version: asked = "" } = params;
    const version = Number(asked);
    if (!Number.isInteger(version))
      return refuse({ status: 404, code: "version-not-found", data: { kind, id, version: asked } });
    return answer(await drafts.restore(kind, id, version, ifMatch, actor), ifMatch === undefined ? 201 : 200);
  });
}

function answer(saved: Draft | Refused, status: number): Reply {
  return saved.kind === "refused" ? refuse(problemOfRefusal(saved)) : { status, body: saved, etag: saved.etag };
}
