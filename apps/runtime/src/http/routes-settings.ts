import {
  type AppInfo,
  type ConnectorConfigRequest,
  type EvaluateAnswer,
  type EvaluateRequest,
  type ImportTemplateRequest,
  operations,
  type StageList,
  type TemplateInfo,
} from "@orderloom/api-contract";
import {
  type Actor,
  catalogueFields,
  explain,
  type JsonObject,
  type JsonValue,
  type Language,
  textOf,
} from "@orderloom/rule-dsl";
import type { Evaluated, Refused } from "../host/commands.ts";
import type { HostQueries } from "../host/queries.ts";
import { problemOfRefusal } from "./problem.ts";
import { type Call, ok, refuse, type Reply, route, type RouteContext } from "./route.ts";

/** What importing a template did. */
export interface ImportedTemplate {
  readonly drafts: readonly { readonly kind: string; readonly id: string }[];
  readonly changeSet?: object;
  readonly diagnostics: readonly object[];
}

export interface SettingsParts {
  readonly queries: HostQueries;
  readonly appInfo: (actor: Actor) => Promise<AppInfo>;
  readonly loadDemo: () => Promise<{ readonly kind: "loading" } | Refused>;
  readonly saveStages: (
    stages: StageList["stages"],
    etag: string,
  ) => Promise<{ readonly stages: readonly object[]; readonly etag: string } | Refused>;
  readonly evaluate: (
    id: string,
    version: number | undefined,
    facts: JsonObject,
    options: { readonly trace: boolean; readonly fetch: boolean },
  ) => Promise<Evaluated | Refused>;
  readonly connectors: readonly JsonObject[];
  readonly connectTo: (
    connector: string,
    request: ConnectorConfigRequest,
  ) => Promise<{ readonly kind: "done" } | Refused>;
  readonly templates: readonly TemplateInfo[];
  readonly importTemplate: (
    id: string,
    request: ImportTemplateRequest,
    actor: Actor,
  ) => Promise<ImportedTemplate | Refused>;
}

/** The rest of the API: what a screen needs first, stages, templates, the field catalogue, connectors, single decisions. */
export function settingsRoutes(context: RouteContext, parts: SettingsParts): void {
  route(context, operations.getApp, async ({ actor }) => ok(await parts.appInfo(actor)));
  route(context, operations.loadDemo, async ({ actor }) => {
    const loading = await parts.loadDemo();
    return loading.kind === "refused"
      ? refuse(problemOfRefusal(loading))
      : { status: 202, body: await parts.appInfo(actor) };
  });
  route(context, operations.getStages, async () => {
    const { stages, etag } = await parts.queries.stages();
    return ok({ stages }, etag);
  });
  route(context, operations.putStages, async ({ body, ifMatch }) => {
    if (ifMatch === undefined) return refuse({ status: 428, code: "etag-required" });
    const saved = await parts.saveStages((body as StageList).stages, ifMatch); // checked by the route
    return "kind" in saved ? refuse(problemOfRefusal(saved)) : ok({ stages: saved.stages }, saved.etag);
  });
  route(context, operations.listTemplates, () => Promise.resolve(ok({ items: parts.templates })));
  route(context, operations.importTemplate, async ({ params, body, actor }) => {
    const imported = await parts.importTemplate(params["id"] ?? "", body as ImportTemplateRequest, actor); // checked by the route
    return "kind" in imported ? refuse(problemOfRefusal(imported)) : ok(imported);
  });
  route(context, operations.getCatalogue, () => Promise.resolve(ok({ fields: catalogueFields() })));
  route(context, operations.listConnectors, () => Promise.resolve(ok({ items: parts.connectors })));
  route(context, operations.connectTo, async ({ params, body }) => {
    const done = await parts.connectTo(params["id"] ?? "", body as ConnectorConfigRequest); // checked by the route
    return done.kind === "refused" ? refuse(problemOfRefusal(done)) : { status: 204 };
  });
  route(context, operations.evaluateDecision, (call) => evaluate(call, parts));
}

async function evaluate(call: Call, parts: SettingsParts): Promise<Reply> {
  const asked = call.body as EvaluateRequest; // checked by the route
  const explained = asked.lang !== undefined;
  const result = await parts.evaluate(call.params["id"] ?? "", asked.version, asked.facts, {
    trace: asked.trace === true || explained,
    fetch: asked.fetch === true,
  });
  return result.kind === "refused" ? refuse(problemOfRefusal(result)) : ok(evaluateAnswer(result, asked, asked.lang));
}

function evaluateAnswer(result: Evaluated, asked: EvaluateRequest, lang: Language | undefined): EvaluateAnswer {
  const { definition, version, value, warnings, trace } = result;
  const told =
    lang === undefined || trace === undefined ? undefined : explain(trace, { definition, facts: asked.facts, lang });
  return {
    decision: definition.id,
    version,
    value,
    warnings: warnings.map(({ code, data }) => ({ code, message: textOf(code, data) })),
    ...(asked.trace === true && trace !== undefined ? { trace: trace as unknown as JsonValue } : {}),
    ...(told === undefined
      ? {}
      : {
          explanation: {
            sentence: told.sentence,
            because: told.because.map((line) => line.text),
            whyNot: told.whyNot.map((line) => line.text),
          },
        }),
  };
}
