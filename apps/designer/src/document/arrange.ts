import type { Command, PartIds, Positions } from "./command.ts";
import { card, type Size } from "./card-size.ts";
import { edgesOf, type EdgeRef, type EditedDocument, type Position, sourceKey } from "./edited-document.ts";
import { graphReach } from "./reach.ts";

/*
 * Moving boxes for people: room for what is put between two, edges lined up, equal gaps, and a way round the flow.
 */

/** Moves that make room of `height` px at `y`: everything that comes after stands lower, the rest stays. */
export function roomBelow(document: EditedDocument, target: string, height: number): Positions {
  const { definition, layout } = document;
  const from = layout.nodes[target];
  if (from === undefined) return {};
  const after = graphReach(definition, [target]);
  return Object.fromEntries(
    Object.entries(layout.nodes).flatMap(([id, { x, y }]) =>
      y >= from.y && (after.has(id) || Math.abs(x - from.x) < card.width) ? [[id, { x, y: y + height }] as const] : [],
    ),
  );
}

export type Alignment = "left" | "top" | "across" | "down";

interface Placed extends Position {
  readonly id: string;
  readonly size: Size;
}

/** Lines up (`left`, `top`) or spreads evenly (`across`, `down`) what is chosen; undefined when that moves nothing. */
export function arranged(
  { layout }: EditedDocument,
  chosen: PartIds,
  how: Alignment,
  sizeOf: (id: string) => Size,
): Command | undefined {
  const ids = [...chosen.nodes, ...chosen.handlers];
  const placed = ids.flatMap((id): Placed[] => {
    const at = layout.nodes[id];
    return at === undefined ? [] : [{ id, ...at, size: sizeOf(id) }];
  });
  if (placed.length < 2) return undefined;
  return { type: "move", nodes: Object.fromEntries(places(placed, how).map(({ id, x, y }) => [id, { x, y }])) };
}

function places(placed: readonly Placed[], how: Alignment): readonly (Position & { readonly id: string })[] {
  switch (how) {
    case "left": {
      const x = Math.min(...placed.map((one) => one.x));
      return placed.map((one) => ({ ...one, x }));
    }
    case "top": {
      const y = Math.min(...placed.map((one) => one.y));
      return placed.map((one) => ({ ...one, y }));
    }
    case "across":
      return spread(
        placed,
        (one) => one.x,
        (one) => one.size.width,
      ).map(({ one, at }) => ({ ...one, x: at }));
    case "down":
      return spread(
        placed,
        (one) => one.y,
        (one) => one.size.height,
      ).map(({ one, at }) => ({ ...one, y: at }));
  }
}

/** The same gap between all, the outermost two staying. */
function spread(placed: readonly Placed[], at: (one: Placed) => number, length: (one: Placed) => number) {
  const sorted = placed.toSorted((one, other) => at(one) - at(other));
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const filled = sorted.reduce((sum, one) => sum + length(one), 0);
  const gap = (at(last) + length(last) - at(first) - filled) / Math.max(1, sorted.length - 1);
  let next = at(first);
  return sorted.map((one) => {
    const place = Math.round(next);
    next += length(one) + gap;
    return { one, at: place };
  });
}

/** The keys of nodes and handlers as the flow goes: depth first from the start, then from each handler, then what hangs loose. */
export function flowOrder({ definition }: EditedDocument): readonly string[] {
  const { nodes, on } = definition;
  const starts = Object.keys(nodes).filter((id) => nodes[id]?.type === "start");
  const leaving = Map.groupBy(edgesOf(definition), ({ from }) => sourceKey(from));
  const found = new Set<string>();
  const visit = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    for (const { to } of leaving.get(key) ?? []) if (Object.hasOwn(nodes, to)) visit(to);
  };
  for (const key of [...starts, ...(on ?? []).map(({ id }) => sourceKey({ handler: id })), ...Object.keys(nodes)])
    visit(key);
  return [...found];
}

/** Edges into a node, in the order of the document. */
export const edgesInto = ({ definition }: EditedDocument, id: string): readonly EdgeRef[] =>
  edgesOf(definition).filter(({ to }) => to === id);
