import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { ActionManifest } from "../schema/connector.ts";
import type { ActionReference, NodeOf, WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import type { JsonObject } from "../schema/common.ts";
import type { CheckContext } from "./check-context.ts";
import { quotaOf } from "./ports.ts";

/** Whether everything a workflow names exists and is used as it allows. */
export function checkReferences(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  return [
    ...Object.entries(workflow.nodes).flatMap(([id, node]) => checkNode(id, node, workflow, context)),
    ...checkSubworkflowCycle(workflow, context),
  ];
}

function checkNode(
  id: string,
  node: WorkflowNode,
  workflow: WorkflowDefinition,
  context: CheckContext,
): readonly Diagnostic[] {
  return [...checkStage(id, node, context), ...checkNamed(id, node, workflow, context)];
}

function checkStage(id: string, node: WorkflowNode, { stages }: CheckContext): readonly Diagnostic[] {
  if (node.stage === undefined || stages === undefined || stages.includes(node.stage)) return [];
  return [diagnostic("error", "unknown-stage", `/nodes/${id}/stage`, { stage: node.stage })];
}

function checkNamed(
  id: string,
  node: WorkflowNode,
  workflow: WorkflowDefinition,
  context: CheckContext,
): readonly Diagnostic[] {
  const place = `/nodes/${id}`;
  const missing = (kind: "decision" | "workflow" | "form" | "metric" | "quota", name: string): boolean =>
    context.definition !== undefined && context.definition(kind, name) === undefined;
  switch (node.type) {
    case "decision":
      return missing("decision", node.decision)
        ? [diagnostic("error", "unknown-decision", `${place}/decision`, { id: node.decision })]
        : [];
    case "subworkflow":
      return missing("workflow", node.workflow)
        ? [diagnostic("error", "unknown-workflow", `${place}/workflow`, { id: node.workflow })]
        : [];
    case "action":
      return checkAction(place, node, workflow, context);
    case "task":
      return checkTask(place, node, context);
    case "wait": {
      const until = node.until;
      if (until === undefined) return [];
      if ("metric" in until && missing("metric", until.metric))
        return [diagnostic("error", "unknown-metric", `${place}/until/metric`, { id: until.metric })];
      if ("quota" in until && missing("quota", until.quota))
        return [diagnostic("error", "unknown-quota", `${place}/until/quota`, { id: until.quota })];
      return [];
    }
    default:
      return [];
  }
}

function checkTask(place: string, node: NodeOf<"task">, context: CheckContext): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (
    node.form !== undefined &&
    context.definition !== undefined &&
    context.definition("form", node.form) === undefined
  ) {
    found.push(diagnostic("error", "unknown-form", `${place}/form`, { id: node.form }));
  }
  const calendar = node.due?.calendar;
  if (calendar !== undefined && context.calendars?.includes(calendar) === false)
    found.push(diagnostic("error", "unknown-calendar", `${place}/due/calendar`, { id: calendar }));
  const outcomes = new Set(node.outcomes.map((outcome) => outcome.id));
  (node.approvals?.alone ?? []).forEach((outcome, index) => {
    if (!outcomes.has(outcome))
      found.push(
        diagnostic("error", "unknown-outcome", `${place}/approvals/alone/${String(index)}`, {
          given: outcome,
          allowed: [...outcomes],
        }),
      );
  });
  return found;
}

function checkAction(
  place: string,
  node: NodeOf<"action">,
  workflow: WorkflowDefinition,
  context: CheckContext,
): readonly Diagnostic[] {
  const undo = node.compensate;
  const again = (node.retry?.attempts ?? 1) > 1;
  const never = again && context.action?.(node.action.connector, node.action.name)?.idempotency === "never-retry";
  return [
    ...checkQuota(`${place}/input/quota`, node, context),
    ...(undo === undefined ? [] : checkQuota(`${place}/compensate/input/quota`, undo, context)),
    ...(never ? [diagnostic("warning", "retry-never", `${place}/retry`, { action: node.action.name })] : []),
    ...checkCall(`${place}/action`, `${place}/input`, node.action, node.input ?? {}, workflow, context),
    ...(undo === undefined
      ? []
      : checkCall(
          `${place}/compensate/action`,
          `${place}/compensate/input`,
          undo.action,
          undo.input,
          workflow,
          context,
        )),
  ];
}

function checkQuota(
  place: string,
  node: Parameters<typeof quotaOf>[0],
  { definition }: CheckContext,
): readonly Diagnostic[] {
  const id = quotaOf(node);
  if (id === undefined || definition === undefined || definition("quota", id)) return [];
  return [diagnostic("error", "unknown-quota", place, { id })];
}

function checkCall(
  place: string,
  inputPlace: string,
  reference: ActionReference,
  input: JsonObject,
  workflow: WorkflowDefinition,
  context: CheckContext,
): readonly Diagnostic[] {
  if (context.action === undefined) return [];
  const { connector, name } = reference;
  const action = context.action(connector, name);
  if (action === undefined) {
    const known = context.connector?.(connector) ?? false;
    return [
      known
        ? diagnostic("error", "unknown-action", place, { connector, action: name })
        : diagnostic("error", "unknown-connector", place, { id: connector }),
    ];
  }
  const commits =
    workflow.role === "side" && action.commits === true
      ? [diagnostic("error", "side-commits", place, { action: name })]
      : [];
  return [...commits, ...checkInput(inputPlace, name, action, input)];
}

/** The names of the input, by the action's JSON Schema; their values are checked when the call is made. */
function checkInput(place: string, name: string, action: ActionManifest, input: JsonObject): readonly Diagnostic[] {
  const required = Array.isArray(action.input["required"]) ? action.input["required"] : [];
  const properties = action.input["properties"];
  const closed =
    action.input["additionalProperties"] === false && typeof properties === "object" && properties !== null;
  return [
    ...required
      .filter((field) => typeof field === "string" && !Object.hasOwn(input, field))
      .map((field) => diagnostic("error", "missing-input", place, { action: name, field })),
    ...(closed ? Object.keys(input).filter((field) => !Object.hasOwn(properties, field)) : []).map((field) =>
      diagnostic("error", "unknown-input", `${place}/${field}`, { action: name, field }),
    ),
  ];
}

function checkSubworkflowCycle(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  const seen = new Set<string>();
  const open = subworkflowsOf(workflow);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === workflow.id) return [diagnostic("error", "workflow-cycle", "/nodes", { id })];
    if (seen.has(id)) continue;
    seen.add(id);
    const inner = context.definition?.("workflow", id);
    if (inner?.kind === "workflow") open.push(...subworkflowsOf(inner));
  }
  return [];
}

function subworkflowsOf(workflow: WorkflowDefinition): string[] {
  return Object.values(workflow.nodes).flatMap((node) => (node.type === "subworkflow" ? [node.workflow] : []));
}
