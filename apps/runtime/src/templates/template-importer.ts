import {
  type Actor,
  type CasesDocument,
  type ChangeSet,
  type Definition,
  type Diagnostic,
  type Draft,
  fail,
  type JsonObject,
  type JsonValue,
  type LayoutDocument,
  type Problem,
  problem,
  readDefinition,
  type Result,
  type Routing,
  succeed,
  type TemplateDefinition,
} from "@orderloom/rule-dsl";
import type { DefinitionCommands, Refused } from "../host/commands.ts";
import type { CompanionCommands } from "../host/companions.ts";
import { bringCompanions } from "./template-companions.ts";

/** A template as it ships: its head and the definitions it brings. */
export interface TemplatePackage {
  readonly template: TemplateDefinition;
  readonly definitions: readonly Definition[];
  readonly layouts: readonly LayoutDocument[];
  readonly cases: readonly CasesDocument[];
}

export interface ImportRequest {
  /** Values for the template's parameters by id; its defaults for the rest. */
  readonly parameters?: JsonObject;
  readonly publish?: boolean;
  readonly note?: string;
}

export interface Imported {
  readonly drafts: readonly { readonly kind: string; readonly id: string }[];
  readonly changeSet?: ChangeSet;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes drafts of a template's definitions and, when asked, publishes them as one change set with their routes at the head of the list. */
export async function importTemplate(
  shipped: TemplatePackage,
  request: ImportRequest,
  actor: Actor,
  definitions: DefinitionCommands & CompanionCommands,
): Promise<Imported | Refused> {
  const filled = fillParameters(shipped, request.parameters ?? {});
  if (!filled.ok)
    return {
      kind: "refused",
      status: 422,
      code: filled.error[0]?.code ?? "wrong-type",
      data: {},
      problems: filled.error,
    };
  const drafts: { kind: string; id: string }[] = [];
  for (const definition of filled.value) {
    const saved = await saveOver(definition, actor, definitions);
    if (isRefused(saved)) return saved;
    drafts.push({ kind: definition.kind, id: definition.id });
  }
  const brought = await bringCompanions(shipped, actor, definitions);
  if (brought) return brought;
  if (request.publish !== true) return { drafts, diagnostics: [] };
  const published = await definitions.publish(
    drafts,
    { note: request.note ?? shipped.template.name["zh-CN"] ?? shipped.template.id, failingCases: "tell" },
    actor,
  );
  // Live already, word for word: importing it again changes nothing.
  const isLive = published.kind === "refused" && published.code === "nothing-to-publish";
  if (published.kind === "refused" && !isLive) return published;
  const routed = await routeFirst(shipped.template.routes ?? [], actor, definitions);
  if ("kind" in routed) return routed;
  return published.kind === "refused"
    ? { drafts, diagnostics: [] }
    : { drafts, changeSet: published.changeSet, diagnostics: published.diagnostics };
}

const isRefused = (value: Draft | Refused): value is Refused => value.kind === "refused";

async function saveOver(
  definition: Definition,
  actor: Actor,
  definitions: DefinitionCommands,
): Promise<Draft | Refused> {
  const existing = await definitions.draft(definition.kind, definition.id);
  const etag = "etag" in existing ? existing.etag : undefined;
  return definitions.saveDraft(definition, etag, actor);
}

/** Puts the workflows at the head of the routing list, in their order, unless they are on it already. */
async function routeFirst(
  workflows: readonly string[],
  actor: Actor,
  definitions: DefinitionCommands,
): Promise<{ readonly done: true } | Refused> {
  const { etag, ...routing } = await definitions.routing();
  const missing = workflows.filter((workflow) => !routing.routes.some((route) => route.workflow === workflow));
  if (missing.length === 0) return { done: true };
  const next: Routing = { routes: [...missing.map((workflow) => ({ id: workflow, workflow })), ...routing.routes] };
  const saved = await definitions.saveRouting(next, etag, actor);
  return "kind" in saved ? saved : { done: true };
}

/** The definitions with each parameter's value written into its places, `<definition id>#<JSON Pointer>`. */
function fillParameters({ template, definitions }: TemplatePackage, given: JsonObject): Result<readonly Definition[]> {
  const parameters = template.parameters ?? [];
  const unknown = Object.keys(given).find((id) => !parameters.some((parameter) => parameter.id === id));
  if (unknown !== undefined) return fail([problem("unknown-parameter", `/parameters/${unknown}`, { given: unknown })]);
  const copies = new Map(definitions.map((definition) => [definition.id, structuredClone(definition) as unknown]));
  for (const parameter of parameters) {
    const value = given[parameter.id] ?? parameter.default;
    if (value === undefined)
      return fail([problem("missing-field", `/parameters/${parameter.id}`, { field: parameter.id })]);
    for (const place of parameter.into) writeAt(copies, place, value);
  }
  const read = [...copies.values()].map((definition) => readDefinition(definition));
  const problems: readonly Problem[] = read.flatMap((result) => (result.ok ? [] : result.error));
  return problems.length > 0 ? fail(problems) : succeed(read.flatMap((result) => (result.ok ? [result.value] : [])));
}

function writeAt(copies: ReadonlyMap<string, unknown>, place: string, value: JsonValue): void {
  const [id = "", pointer = ""] = place.split("#");
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.pop();
  let target = copies.get(id);
  for (const step of steps) target = isRecord(target) && Object.hasOwn(target, step) ? target[step] : undefined;
  if (last !== undefined && isRecord(target)) target[last] = value;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
