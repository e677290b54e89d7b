import type { NodeType } from "@orderloom/rule-dsl";
import { type NodeKind, nodeKinds } from "../../document/new-node.ts";
import { type NodeLook, nodeLook } from "../../shared/node-look.ts";
import type { Category } from "../../shared/thread/bead.tsx";

/** What the palette offers: kinds of nodes, and where a flow begins when an event comes. */
export type PaletteKind = NodeKind | "handler";
export const paletteKinds: readonly PaletteKind[] = [...nodeKinds, "handler"];

export const kindGroups: readonly { readonly category: Category; readonly kinds: readonly PaletteKind[] }[] = [
  { category: "boundary", kinds: ["start", "end", "raise", "handler"] },
  { category: "decision", kinds: ["switch", "decision", "score"] },
  { category: "action", kinds: ["action", "amend", "emit", "assign"] },
  { category: "human", kinds: ["task", "two-person"] },
  { category: "time", kinds: ["wait", "wait-until"] },
  { category: "structure", kinds: ["parallel", "foreach", "join", "subworkflow"] },
];

export const kindLook: Readonly<Record<PaletteKind, NodeLook>> = {
  ...nodeLook,
  handler: { category: "boundary", icon: "bolt" },
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
  foreach: ["action", "task", "switch"],
  join: ["switch", "action", "end"],
  subworkflow: ["action", "switch", "end"],
};

/** What follows where something went wrong. */
export const afterError: readonly NodeKind[] = ["raise", "task", "end"];
