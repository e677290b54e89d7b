import type { WorkflowNode } from "@orderloom/rule-dsl";
import type { IconName } from "../../shared/icons/paths.ts";

/** What actions of any connector are commonly about, by the verbs in their names. */
const byVerb: readonly (readonly [RegExp, IconName])[] = [
  [/^reserve|^lock|^hold/, "lock"],
  [/pick|ship|release-to|dispatch/, "truck"],
  [/^cancel|^void|^delete|^remove/, "trash"],
  [/^release|^return|^refund|^undo/, "retry"],
  [/notify|message|send|tell/, "message"],
  [/^get|^find|^look|^query|^list/, "search"],
];

/** A picture that says more than the node's type does, where there is one. */
export function actionIcon(node: WorkflowNode): IconName | undefined {
  if (node.type === "action") return byVerb.find(([pattern]) => pattern.test(node.action.name))?.[1];
  if (node.type === "task" && node.approvals !== undefined) return "people";
  if (node.type === "wait" && node.until !== undefined && "instant" in node.until) return "calendar";
  return undefined;
}
