import type { WorkflowDefinition } from "@orderloom/rule-dsl";

/*
 * A draft is kept as it is written, right or wrong. What the canvas needs to draw one is little: nodes of types that it
 * knows, lists where ways out are named, ports that are names. Everything else that is wrong is for the check to say.
 */

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** For each type, the lists without which its ways out are not known. */
const listsOf: Readonly<Record<string, readonly string[]>> = {
  start: [],
  end: [],
  decision: [],
  switch: ["cases"],
  assign: [],
  amend: [],
  action: [],
  task: ["outcomes"],
  wait: [],
  parallel: ["branches"],
  join: [],
  subworkflow: [],
  emit: [],
  raise: [],
};

/** Whether a value can be drawn as a workflow. */
export function isDrawable(value: unknown): value is WorkflowDefinition {
  if (!isFields(value) || value["kind"] !== "workflow" || typeof value["id"] !== "string") return false;
  const { nodes, on, name } = value;
  if (!isFields(nodes) || !Object.values(nodes).every(isDrawableNode) || !isText(name)) return false;
  return on === undefined || (Array.isArray(on) && on.every(isDrawableHandler));
}

const isText = (value: unknown): boolean =>
  value === undefined || (isFields(value) && Object.values(value).every((text) => typeof text === "string"));
const isPorts = (value: unknown): boolean =>
  isFields(value) && Object.values(value).every((target) => typeof target === "string");
const isChoices = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((choice: unknown) => isFields(choice) && typeof choice["id"] === "string" && isText(choice["name"]));

function isDrawableNode(node: unknown): boolean {
  if (!isFields(node) || typeof node["type"] !== "string") return false;
  const lists = Object.hasOwn(listsOf, node["type"]) ? listsOf[node["type"]] : undefined;
  if (lists === undefined || !lists.every((list) => isChoices(node[list])) || !isText(node["name"])) return false;
  const needsPorts = node["type"] !== "end" && node["type"] !== "raise";
  if (node["type"] === "action" && !isFields(node["action"])) return false;
  return node["ports"] === undefined ? !needsPorts : isPorts(node["ports"]);
}

const isDrawableHandler = (handler: unknown): boolean =>
  isFields(handler) && typeof handler["id"] === "string" && isText(handler["name"]) && isPorts(handler["ports"]);
