import { opensRegion, type WorkflowNode } from "@orderloom/rule-dsl";

/** Measures of the canvas in px at zoom 1. */
export const card = { width: 192, terminalWidth: 148, gutter: 20, gapX: 24, gapY: 32, portRow: 28, beam: 36 } as const;
export const grid = 8;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whether its ways out are named in a row of their own; a node with one way on shows none. */
export const hasPortRow = (node: WorkflowNode): boolean =>
  node.type === "switch" || node.type === "task" || (node.type === "raise" && (node.remedies ?? []).length > 0);

/** A beam is as wide as what it holds, so its width is not its own. */
export const isBeam = (node: WorkflowNode): boolean => opensRegion(node) || node.type === "join";

export function cardSize(node: WorkflowNode): Size {
  if (isBeam(node)) return { width: card.width, height: card.beam };
  if (node.type === "end") return { width: card.terminalWidth, height: 40 };
  const lines = node.type === "task" && node.due !== undefined ? 3 : 2;
  if (hasPortRow(node)) return { width: portRowWidth(node), height: lines === 3 ? 100 : 84 };
  return { width: card.width, height: lines === 3 ? 72 : 52 };
}

/** How far apart the ways out of a port row stand; the first is straight below the way in. */
const portPitch = (count: number): number => (count <= 2 ? 88 : count === 3 ? 60 : 64);

function portRowWidth(node: WorkflowNode): number {
  const count = portRowCount(node);
  return count <= 3 ? card.width : Math.max(card.width, card.gutter + count * portPitch(count) + 12);
}

function portRowCount(node: WorkflowNode): number {
  switch (node.type) {
    case "switch":
      return node.cases.length + 1;
    case "task":
      return node.outcomes.length + (node.due?.timeout === undefined ? 0 : 1);
    case "raise":
      return (node.remedies ?? []).length;
    default:
      return 1;
  }
}
