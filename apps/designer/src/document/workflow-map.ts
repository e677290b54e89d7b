import type { LayoutDocument, NodeType, WorkflowDefinition } from "@orderloom/rule-dsl";
import { type Arc, arcsOf, columnsOf, layersOf, loopingArcs } from "./layering.ts";

/*
 * A small map of a workflow: boxes in layers from the top down, for seeing which way an order took. Pure geometry in px.
 * Layers follow the longest way from the start, so that every edge but a loop's runs downward.
 */

export interface MapNode {
  readonly id: string;
  readonly type: NodeType;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MapEdge {
  readonly from: string;
  readonly port: string;
  readonly to: string;
  /** SVG path from the foot of one box to the head of the other. */
  readonly d: string;
}

export interface WorkflowMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly width: number;
  readonly height: number;
}

const BOX = { width: 64, height: 22, gapX: 14, gapY: 18, margin: 12 };
/** The thread runs down at this distance from a box's left edge. */
export const MAP_WARP = 9;

/** What can be reached from the starts and from where the order was: handlers that never ran are left out. */
function reachable(definition: WorkflowDefinition, arcs: readonly Arc[], visited: ReadonlySet<string>): string[] {
  const ids = Object.keys(definition.nodes);
  const found = new Set(ids.filter((id) => definition.nodes[id]?.type === "start" || visited.has(id)));
  // A set grows while it is walked, so this follows every arc once.
  for (const id of found) for (const { from, to } of arcs) if (from === id) found.add(to);
  return ids.filter((id) => found.has(id));
}

/** Places as ranks: what stands beside each other on the page stands in neighbouring columns here, whatever lies between. */
function ranks(ids: readonly string[], at: (id: string) => number, near: number): Map<string, number> {
  const sorted = ids.toSorted((one, other) => at(one) - at(other));
  const rank = new Map<string, number>();
  let last = -Infinity;
  let count = -1;
  for (const id of sorted) {
    if (at(id) - last > near) {
      count += 1;
      last = at(id);
    }
    rank.set(id, count);
  }
  return rank;
}

/** Boxes closer than this on the page stand in one column, or in one row. */
const NEAR = { x: 72, y: 30 };

interface Grid {
  readonly column: ReadonlyMap<string, number>;
  readonly layer: ReadonlyMap<string, number>;
}

/** As it is drawn on the page, where every box has its place there and no two fall together; undefined otherwise. */
function drawnGrid(ids: readonly string[], places: LayoutDocument["nodes"]): Grid | undefined {
  if (!ids.every((id) => Object.hasOwn(places, id))) return undefined;
  const column = ranks(ids, (id) => places[id]?.x ?? 0, NEAR.x);
  const layer = ranks(ids, (id) => places[id]?.y ?? 0, NEAR.y);
  const taken = new Set(ids.map((id) => `${String(column.get(id))}/${String(layer.get(id))}`));
  return taken.size === ids.length ? { column, layer } : undefined;
}

function ownGrid(ids: readonly string[], arcs: readonly Arc[]): Grid {
  const looping = loopingArcs(ids, arcs);
  const forward = arcs.filter((arc) => !looping.has(arc));
  const layer = layersOf(ids, forward);
  return { layer, column: columnsOf(ids, forward, layer) };
}

/** `visited`: the nodes an order was at. `layout`: how its workflow is drawn, where that is known. */
export function workflowMap(
  definition: WorkflowDefinition,
  visited: ReadonlySet<string>,
  layout?: LayoutDocument,
): WorkflowMap {
  const all = arcsOf(definition).filter(({ from }) => from in definition.nodes);
  const ids = reachable(definition, all, visited);
  const arcs = all.filter(({ from, to }) => ids.includes(from) && ids.includes(to));
  const { layer, column } = drawnGrid(ids, layout?.nodes ?? {}) ?? ownGrid(ids, arcs);
  const leftmost = Math.min(0, ...column.values());
  const nodes = ids.flatMap((id): MapNode[] => {
    const node = definition.nodes[id];
    if (node === undefined) return [];
    return [
      {
        id,
        type: node.type,
        x: BOX.margin + ((column.get(id) ?? 0) - leftmost) * (BOX.width + BOX.gapX),
        y: BOX.margin + (layer.get(id) ?? 0) * (BOX.height + BOX.gapY),
        width: BOX.width,
        height: BOX.height,
      },
    ];
  });
  const at = new Map(nodes.map((node) => [node.id, node]));
  const edges = arcs.flatMap((arc) => {
    const from = at.get(arc.from);
    const to = at.get(arc.to);
    return from === undefined || to === undefined ? [] : [{ ...arc, d: edgePath(from, to, nodes) }];
  });
  return {
    nodes,
    edges,
    width: Math.max(0, ...nodes.map(({ x, width }) => x + width)) + BOX.margin,
    height: Math.max(0, ...nodes.map(({ y, height }) => y + height)) + BOX.margin,
  };
}

/** Straight down where nothing stands in between, else down the target's column or beside it; a loop goes round on the left. */
function edgePath(from: MapNode, to: MapNode, nodes: readonly MapNode[]): string {
  const startX = from.x + MAP_WARP;
  const startY = from.y + from.height;
  const endX = to.x + MAP_WARP;
  const below = startY + BOX.gapY / 2;
  const above = to.y - BOX.gapY / 2;
  if (to.y <= from.y) {
    const left = Math.min(from.x, to.x) - BOX.gapX / 2;
    return `M${startX} ${startY}V${below}H${left}V${above}H${endX}V${to.y}`;
  }
  if (startX === endX && isClear(startX, startY, to.y, nodes)) return `M${startX} ${startY}V${to.y}`;
  if (startX !== endX && isClear(endX, below, to.y, nodes)) return `M${startX} ${startY}V${below}H${endX}V${to.y}`;
  if (startX !== endX && isClear(startX, startY, above, nodes)) return `M${startX} ${startY}V${above}H${endX}V${to.y}`;
  const beside = Math.max(from.x, to.x) + BOX.width + BOX.gapX / 2;
  return `M${startX} ${startY}V${below}H${beside}V${above}H${endX}V${to.y}`;
}

/** Whether a line down at `x` meets no box between two heights. */
const isClear = (x: number, fromY: number, toY: number, nodes: readonly MapNode[]): boolean =>
  !nodes.some((node) => x > node.x && x < node.x + node.width && node.y >= fromY && node.y + node.height <= toY);
