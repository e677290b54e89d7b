import type { NodeType } from "@orderloom/rule-dsl";
import type { NodeKind } from "../../document/new-node.ts";
import { type NodeLook, nodeLook } from "../../shared/node-look.ts";
import type { Category } from "../../shared/thread/bead.tsx";

export const kindGroups: readonly { readonly category: Category; readonly kinds: readonly NodeKind[] }[] = [
  { category: "boundary", kinds: ["start", "end", "raise"] },
  { category: "decision", kinds: ["switch", "decision", "score"] },
  { category: "action", kinds: ["action", "amend", "emit", "assign"] },
  { category: "human", kinds: ["task", "two-person"] },
  { category: "time", kinds: ["wait", "wait-until"] },
  { category: "structure", kinds: ["parallel", "join", "subworkflow"] },
];

export const kindLook: Readonly<Record<NodeKind, NodeLook>> = {
  ...nodeLook,
  score: { category: "decision", icon: "bars" },
  "two-person": { category: "human", icon: "people" },
  "wait-until": { category: "time", icon: "calendar" },
};

/** What people mostly put after a node of a type: first what is offered first. */
export const usualNext: Readonly<Record<NodeType, readonly NodeKind[]>> = {
  start: ["switch", "decision", "action"],
  end: [],
  raise: ["amend", "action", "end"],
  decision: ["switch", "action", "task"],
  switch: ["task", "action", "end"],
  action: ["action", "switch", "end"],
  emit: ["action", "end"],
  assign: ["switch", "action", "end"],
  amend: ["end", "action"],
  task: ["action", "end", "switch"],
  wait: ["action", "switch", "end"],
  parallel: ["task", "wait", "action"],
  join: ["switch", "action", "end"],
  subworkflow: ["action", "switch", "end"],
};

/** What follows where something went wrong. */
export const afterError: readonly NodeKind[] = ["raise", "task", "end"];
