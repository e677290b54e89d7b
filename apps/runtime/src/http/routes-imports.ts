import {
  type DiagnosticLine,
  type ImportAnswer,
  type ImportDmnRequest,
  type ImportRulesRequest,
  operations,
} from "@orderloom/api-contract";
import {
  type Definition,
  importDmn,
  importRulesEngine,
  type JsonObject,
  type Problem,
  type Result,
} from "@orderloom/rule-dsl";
import type { ImportCommands, ImportedDefinition } from "../host/import-commands.ts";
import { problemOfRefusal, unprocessable } from "./problem.ts";
import { type Call, refuse, type Reply, route, type RouteContext } from "./route.ts";

/** Taking over what others wrote: DMN, and the rules of json-rules-engine. */
export function importRoutes(context: RouteContext, imports: ImportCommands): void {
  route(context, operations.importDmn, (call) => {
    const { xml, models, inputs, replace } = call.body as ImportDmnRequest; // checked by the route
    const read = importDmn(xml, { ...(models && { models }), ...(inputs && { inputs }) });
    return takeOver(read.ok ? { ok: true, value: read.value } : read, replace === true, call, imports);
  });
  route(context, operations.importRules, (call) => {
    const { rules, id, name, replace } = call.body as ImportRulesRequest; // checked by the route
    const read = importRulesEngine(rules, { ...(id !== undefined && { id }), ...(name && { name }) });
    const taken = read.ok ? ({ ok: true, value: { definitions: [read.value], refused: [] } } as const) : read;
    return takeOver(taken, replace === true, call, imports);
  });
}

interface Taken {
  readonly definitions: readonly Definition[];
  readonly refused: readonly Problem[];
}

/** A dry run tells what is wrong as an answer; an import that brings nothing is refused. */
async function takeOver(
  read: Result<Taken>,
  replace: boolean,
  { query, actor }: Pick<Call, "query" | "actor">,
  imports: ImportCommands,
): Promise<Reply> {
  const dryRun = query["dryRun"] === "true";
  const { definitions, refused }: Taken = read.ok ? read.value : { definitions: [], refused: read.error };
  if (definitions.length === 0 && !dryRun)
    return refuse(refused.length > 0 ? unprocessable(refused) : { status: 422, code: "nothing-importable" });
  const imported = await imports.importDefinitions(definitions, { dryRun, replace }, actor);
  if (imported.kind === "refused") return refuse(problemOfRefusal(imported));
  const body: ImportAnswer = {
    saved: !dryRun,
    items: imported.items.map(itemOf),
    refused: refused.map(({ pointer, code, message }) => ({ pointer, code, message })),
  };
  return { status: dryRun ? 200 : 201, body };
}

function itemOf({ definition, existing, diagnostics }: ImportedDefinition): ImportAnswer["items"][number] {
  const { kind, id, name } = definition;
  return {
    kind,
    id,
    name,
    ...("type" in definition ? { type: definition.type } : {}),
    definition: definition as unknown as JsonObject, // a definition is JSON
    ...(existing === undefined ? {} : { existing }),
    // Findings are JSON, and nobody changes their lists any more.
    diagnostics: [...diagnostics] as unknown as DiagnosticLine[],
  };
}
