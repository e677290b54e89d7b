import { operations } from "@orderloom/api-contract";
import { type CasesDocument, type LayoutDocument, problem, type JsonValue } from "@orderloom/rule-dsl";
import type { CompanionCommands } from "../host/companions.ts";
import type { Companion, CompanionPlace } from "../ports/definition-store.ts";
import { type HttpProblem, problemOfRefusal, unprocessable } from "./problem.ts";
import { type Call, refuse, type Reply, route, type RouteContext } from "./route.ts";

/** Layouts and cases of definitions. */
export function companionRoutes(context: RouteContext, companions: CompanionCommands): void {
  route(context, operations.getLayout, ({ params }) => read(layoutOf(params), companions));
  route(context, operations.putLayout, (call) => {
    const { of } = call.body as LayoutDocument; // checked by the route
    return save(layoutOf(call.params), elsewhere(of, call.params), call, companions);
  });
  route(context, operations.getCases, async ({ params }) => {
    const place = casesOf(params);
    return "problem" in place ? place : read(place, companions);
  });
  route(context, operations.putCases, async (call) => {
    const place = casesOf(call.params);
    if ("problem" in place) return place;
    const document = call.body as CasesDocument; // checked by the route
    return save(place, elsewhere(document.of, call.params) ?? sameId(document), call, companions);
  });
  route(context, operations.deleteCases, async ({ params, ifMatch }) => {
    const place = casesOf(params);
    if ("problem" in place) return place;
    if (ifMatch === undefined) return refuse({ status: 428, code: "etag-required" });
    const removed = await companions.removeCompanion(place, ifMatch);
    return removed.kind === "refused" ? refuse(problemOfRefusal(removed)) : { status: 204 };
  });
}

const layoutOf = (params: Call["params"]): CompanionPlace => ({
  type: "layout",
  kind: "workflow",
  id: params["id"] ?? "",
});

/** Kinds that cases can be run on. */
const tried: readonly string[] = ["decision", "workflow"];

function casesOf(params: Call["params"]): CompanionPlace | { readonly problem: HttpProblem } {
  const { kind = "", id = "" } = params;
  if (tried.includes(kind)) return { type: "cases", kind, id };
  return { problem: { status: 422, code: "not-in-list", data: { field: "kind", allowed: tried, given: kind } } };
}

/** A document says whose it is; under another address nobody would find it again. */
function elsewhere(of: string, params: Call["params"]): HttpProblem | undefined {
  const id = params["id"] ?? "";
  return of === id
    ? undefined
    : unprocessable([problem("not-in-list", "/of", { field: "of", allowed: id, given: of })]);
}

function sameId({ cases }: CasesDocument): HttpProblem | undefined {
  const seen = new Set<string>();
  for (const [index, { id }] of cases.entries()) {
    if (seen.has(id)) return unprocessable([problem("duplicate-id", `/cases/${index}/id`, { id })]);
    seen.add(id);
  }
  return undefined;
}

async function read(place: CompanionPlace, companions: CompanionCommands): Promise<Reply> {
  return answer(await companions.companion(place), 200);
}

async function save(
  place: CompanionPlace,
  wrong: HttpProblem | undefined,
  { body, ifMatch, actor }: Call,
  companions: CompanionCommands,
): Promise<Reply> {
  if (wrong) return refuse(wrong);
  // A body is JSON, whatever schema it passed.
  const saved = await companions.saveCompanion(place, body as JsonValue, ifMatch, actor);
  return answer(saved, ifMatch === undefined ? 201 : 200);
}

function answer(found: Companion | Parameters<typeof problemOfRefusal>[0], status: number): Reply {
  if ("kind" in found) return refuse(problemOfRefusal(found));
  return { status, body: found.value, etag: found.etag };
}
