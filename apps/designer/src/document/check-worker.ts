import {
  type CheckContext,
  type ConnectorDefinition,
  createAnalysis,
  type Definition,
  type Diagnostic,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";

/*
 * The check of a workflow beside the page, so that drawing never waits for it. What the workflow refers to is sent once
 * and kept; what is asked for again before an answer came makes the older question void.
 */

export interface CheckSources {
  readonly definitions: readonly Definition[];
  readonly connectors: readonly ConnectorDefinition[];
  readonly stages: readonly string[];
  readonly calendars: readonly string[];
}

export type CheckRequest =
  | { readonly type: "sources"; readonly sources: CheckSources }
  | { readonly type: "check"; readonly revision: number; readonly definition: WorkflowDefinition };

export interface CheckReply {
  readonly revision: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly tookMs: number;
}

let context: CheckContext = {};
const analysis = createAnalysis();

function contextOf({ definitions, connectors, stages, calendars }: CheckSources): CheckContext {
  const known = new Map(definitions.map((one) => [`${one.kind}/${one.id}`, one]));
  const byId = new Map(connectors.map((one) => [one.id, one]));
  return {
    definition: (kind, id) => known.get(`${kind}/${id}`),
    all: () => definitions,
    connector: (id) => byId.has(id),
    action: (connector, action) => byId.get(connector)?.actions[action],
    stages,
    calendars,
  };
}

self.addEventListener("message", ({ data }: MessageEvent<CheckRequest>) => {
  if (data.type === "sources") {
    context = contextOf(data.sources);
    return;
  }
  const started = performance.now();
  const diagnostics = analysis.check(data.definition, context);
  const reply: CheckReply = { revision: data.revision, diagnostics, tookMs: performance.now() - started };
  self.postMessage(reply);
});
