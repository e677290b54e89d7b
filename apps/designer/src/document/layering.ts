import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { edgesOf, sourceKey } from "./edited-document.ts";

/*
 * Where boxes stand when nobody has placed them: in layers from the top down. Layers follow the longest way from the
 * start, so that every edge but a loop's runs downward.
 */

export interface Arc {
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

/** Edges between nodes that exist, those of handlers included; a handler goes by `on:` and its id. */
export function arcsOf(definition: WorkflowDefinition): Arc[] {
  return edgesOf(definition).flatMap(({ from, port, to }) =>
    to in definition.nodes ? [{ from: sourceKey(from), port, to }] : [],
  );
}

/** Arcs that close a loop, found by walking depth first from the first node on. */
export function loopingArcs(ids: readonly string[], arcs: readonly Arc[]): Set<Arc> {
  const leaving = Map.groupBy(arcs, ({ from }) => from);
  const state = new Map<string, "open" | "done">();
  const looping = new Set<Arc>();
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const arc of leaving.get(id) ?? []) {
      const target = state.get(arc.to);
      if (target === "open") looping.add(arc);
      else if (target === undefined) visit(arc.to);
    }
    state.set(id, "done");
  };
  for (const id of ids) if (!state.has(id)) visit(id);
  return looping;
}

/** Longest way from a node without predecessors, loops left out. */
export function layersOf(ids: readonly string[], arcs: readonly Arc[]): Map<string, number> {
  const layer = new Map(ids.map((id) => [id, 0]));
  for (let round = 0; round < ids.length; round += 1) {
    let moved = false;
    for (const { from, to } of arcs) {
      const wanted = (layer.get(from) ?? 0) + 1;
      if (wanted > (layer.get(to) ?? 0)) {
        layer.set(to, wanted);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return layer;
}

/** The place of each node in its layer: below the middle of those that lead to it. */
export function columnsOf(
  ids: readonly string[],
  arcs: readonly Arc[],
  layer: ReadonlyMap<string, number>,
): Map<string, number> {
  const column = new Map<string, number>();
  const arriving = Map.groupBy(arcs, ({ to }) => to);
  const byLayer = Map.groupBy(ids, (id) => layer.get(id) ?? 0);
  for (const depth of [...byLayer.keys()].sort((one, other) => one - other)) {
    const wanted = (byLayer.get(depth) ?? []).map((id) => ({ id, at: wantedColumn(id, arriving, column) }));
    let next = -Infinity;
    for (const { id, at } of wanted.sort((one, other) => one.at - other.at)) {
      const place = Math.max(at, next);
      column.set(id, place);
      next = place + 1;
    }
  }
  return column;
}

function wantedColumn(id: string, arriving: ReadonlyMap<string, Arc[]>, column: ReadonlyMap<string, number>): number {
  // The first port goes straight down, the others to the right.
  const from = (arriving.get(id) ?? []).flatMap((arc) => {
    const place = column.get(arc.from);
    return place === undefined ? [] : [place + (isFirst(arc, arriving) ? 0 : 1)];
  });
  return from.length === 0 ? 0 : Math.min(...from);
}

function isFirst(arc: Arc, arriving: ReadonlyMap<string, Arc[]>): boolean {
  for (const arcs of arriving.values()) {
    const first = arcs.find(({ from }) => from === arc.from);
    if (first !== undefined) return first.port === arc.port || !/^(error|timeout|otherwise)$/.test(arc.port);
  }
  return true;
}
