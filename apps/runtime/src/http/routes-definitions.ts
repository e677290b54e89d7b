import { operations, type PreviewRequest, type PublishRequest } from "@orderloom/api-contract";
import { type Definition, type JsonObject, readDefinition, type Routing } from "@orderloom/rule-dsl";
import type { DefinitionCommands, Refused } from "../host/commands.ts";
import type { DraftCommands } from "../host/draft-commands.ts";
import type { Gate } from "../host/publish-gates.ts";
import { problemOfRefusal, unprocessable } from "./problem.ts";
import { type Call, ok, refuse, type Reply, route, type RouteContext } from "./route.ts";

const isRefused = (value: object): value is Refused => "kind" in value && value.kind === "refused";
const reply = <T extends object>(value: T | Refused, done: (value: T) => Reply): Reply =>
  isRefused(value) ? refuse(problemOfRefusal(value)) : done(value);

/** Drafts, checks, publishing, versions and the routing list. */
export function definitionRoutes(context: RouteContext, definitions: DefinitionCommands & DraftCommands): void {
  route(context, operations.listDefinitions, async ({ query }) => ok({ items: await definitions.list(query["kind"]) }));
  route(context, operations.getUsage, async ({ params }) =>
    ok({ items: await definitions.usage(part(params, "kind"), part(params, "id")) }),
  );
  route(context, operations.getDraft, async ({ params }) =>
    reply(await definitions.draft(part(params, "kind"), part(params, "id")), (draft) => ok(draft, draft.etag)),
  );
  route(context, operations.putDraft, (call) => putDraft(call, definitions));
  route(context, operations.deleteDraft, async ({ params, ifMatch, actor }) => {
    if (ifMatch === undefined) return refuse({ status: 428, code: "etag-required" });
    return reply(await definitions.removeDraft(part(params, "kind"), part(params, "id"), ifMatch, actor), () => ({
      status: 204,
    }));
  });
  route(context, operations.checkDefinition, (call) => checkDefinition(call, definitions));
  route(context, operations.publishDefinition, (call) => publishOne(call, definitions));
  route(context, operations.publish, (call) => {
    const { drafts, ...options } = call.body as PublishRequest; // checked by the route against PublishRequest
    return publish(drafts, options, call, definitions);
  });
  route(context, operations.previewPublish, async ({ body }) => {
    const asked = body as PreviewRequest; // checked by the route against PreviewRequest
    return reply(await definitions.preview(asked.drafts), ({ kind: _, gates, ...preview }) =>
      ok({ ...preview, gates: gates.map(gateAnswer) }),
    );
  });
  route(context, operations.listVersions, async ({ params }) => {
    const versions = await definitions.versions(part(params, "kind"), part(params, "id"));
    return "kind" in versions ? refuse(problemOfRefusal(versions)) : ok({ items: versions });
  });
  route(context, operations.getVersion, async ({ params }) => {
    const asked = part(params, "version");
    const version = asked === "latest" ? "latest" : Number(asked);
    if (version !== "latest" && !Number.isInteger(version))
      return refuse({
        status: 404,
        code: "version-not-found",
        data: { kind: part(params, "kind"), id: part(params, "id"), version: asked },
      });
    return reply(await definitions.version(part(params, "kind"), part(params, "id"), version), (found) =>
      ok(found, found.digest),
    );
  });
  route(context, operations.getRouting, async () => {
    const { etag, ...routing } = await definitions.routing();
    return ok(routing, etag);
  });
  route(context, operations.putRouting, async ({ body, ifMatch, actor }) => {
    if (ifMatch === undefined) return refuse({ status: 428, code: "etag-required" });
    return reply(await definitions.saveRouting(body as Routing, ifMatch, actor), ({ etag, ...routing }) =>
      ok(routing, etag),
    ); // checked by the route
  });
}

const part = (params: Call["params"], name: string): string => params[name] ?? "";

/** A draft may be wrong in every way but one: its head must say what it is, or nobody could find it again. */
async function putDraft(call: Call, definitions: DefinitionCommands): Promise<Reply> {
  const { params, body, ifMatch, actor } = call;
  const definition = body as JsonObject; // the route checked that it is an object
  if (definition["kind"] !== part(params, "kind") || definition["id"] !== part(params, "id")) {
    const field = definition["kind"] === part(params, "kind") ? "id" : "kind";
    return refuse({
      status: 422,
      code: "not-in-list",
      data: { field, allowed: part(params, field), given: definition[field] ?? "" },
    });
  }
  // A draft is kept as it is written; `check` says what is wrong with it.
  const saved = await definitions.saveDraft(definition as unknown as Definition, ifMatch, actor);
  return reply(saved, (draft) => ({ status: ifMatch === undefined ? 201 : 200, body: draft, etag: draft.etag }));
}

async function checkDefinition(call: Call, definitions: DefinitionCommands): Promise<Reply> {
  const { params, body } = call;
  let value: unknown = body;
  if (value === undefined) {
    const draft = await definitions.draft(part(params, "kind"), part(params, "id"));
    if (isRefused(draft)) return refuse(problemOfRefusal(draft));
    value = draft.definition;
  }
  const read = readDefinition(value);
  if (!read.ok)
    return ok({
      ok: false,
      diagnostics: read.error.map((problem) => ({
        code: problem.code,
        severity: "error",
        path: problem.pointer,
        data: {},
        message: problem.message,
      })),
    });
  const diagnostics = await definitions.check(read.value);
  return ok({ ok: diagnostics.every((diagnostic) => diagnostic.severity !== "error"), diagnostics });
}

function publishOne(call: Call, definitions: DefinitionCommands): Promise<Reply> {
  const options = call.body as Omit<PublishRequest, "drafts">; // checked by the route
  return publish([{ kind: part(call.params, "kind"), id: part(call.params, "id") }], options, call, definitions);
}

async function publish(
  items: readonly { readonly kind: string; readonly id: string }[],
  options: Omit<PublishRequest, "drafts">,
  call: Call,
  definitions: DefinitionCommands,
): Promise<Reply> {
  const window = {
    ...instant("effectiveFrom", options.effectiveFrom),
    ...instant("effectiveUntil", options.effectiveUntil),
  };
  if (Object.values(window).some(Number.isNaN))
    return refuse({
      status: 422,
      code: "wrong-format",
      data: { field: "effectiveFrom", example: "2026-11-11T00:00:00+08:00" },
    });
  const result = await definitions.publish(items, { note: options.note, ...window }, call.actor);
  if (result.kind !== "refused") {
    const { changeSet, diagnostics, gates } = result;
    return ok({ changeSet, diagnostics, gates: gates.map(gateAnswer) });
  }
  const { diagnostics, gates, ...refused } = result;
  if (!diagnostics || !gates) return refuse(problemOfRefusal(refused));
  const problem = unprocessable(diagnostics.map(({ path, code, message }) => ({ pointer: path, code, message })));
  return refuse({ ...problem, code: refused.code, data: refused.data, more: { gates: gates.map(gateAnswer) } });
}

/** The facts that a case was decided on stay inside. */
function gateAnswer({ cases, ...gate }: Gate): object {
  return cases ? { ...gate, cases: cases.map(({ facts: _, ...run }) => run) } : gate;
}

function instant(
  name: "effectiveFrom" | "effectiveUntil",
  text: string | undefined,
): { readonly [key: string]: number } {
  return text === undefined ? {} : { [name]: Date.parse(text) };
}
