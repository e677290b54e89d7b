import type { NodeType } from "@orderloom/rule-dsl";
import type { IconName } from "./icons/paths.ts";
import type { Category } from "./thread/bead.tsx";

/** How a node is told apart wherever it is drawn: the family that gives its bead shape and hue, and its picture. */
export interface NodeLook {
  readonly category: Category;
  readonly icon: IconName;
}

export const nodeLook: Readonly<Record<NodeType, NodeLook>> = {
  start: { category: "boundary", icon: "enter" },
  end: { category: "boundary", icon: "stop" },
  raise: { category: "boundary", icon: "alert" },
  switch: { category: "decision", icon: "threshold" },
  decision: { category: "decision", icon: "table" },
  action: { category: "action", icon: "bolt" },
  emit: { category: "action", icon: "message" },
  assign: { category: "action", icon: "text" },
  amend: { category: "action", icon: "pencil" },
  task: { category: "human", icon: "person" },
  wait: { category: "time", icon: "clock" },
  parallel: { category: "structure", icon: "branch" },
  foreach: { category: "structure", icon: "list" },
  join: { category: "structure", icon: "merge" },
  subworkflow: { category: "structure", icon: "inside" },
};
