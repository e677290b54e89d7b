import { type LayoutDocument, opensRegion, regionEntries, type WorkflowDefinition } from "@orderloom/rule-dsl";
import { card, cardSize, type Size } from "./card-size.ts";
import { arcsOf, columnsOf, layersOf, loopingArcs } from "./layering.ts";
import { type EditedDocument, type Position, sourceKey } from "./edited-document.ts";
import { graphReach } from "./reach.ts";

/*
 * A layout may know fewer boxes than there are: a definition came over HTTP, from the code tab or from before it was
 * drawn. Each box without a place gets one, always the same; those that have one keep it.
 */

const PITCH_X = card.width + card.gapX;
const PITCH_Y = 100 + card.gapY;
const MARGIN = 40;

/** The document with a place for every node and handler; the very same when none was missing. */
export function withPlaces(document: EditedDocument): EditedDocument {
  const { definition, layout } = document;
  const missing = idsOf(definition).filter((id) => !Object.hasOwn(layout.nodes, id));
  if (missing.length === 0) return document;
  const known = Object.keys(layout.nodes).some((id) => idsOf(definition).includes(id));
  const nodes = known ? beside(definition, layout, missing) : { ...layout.nodes, ...everywhere(definition) };
  return { definition, layout: { ...layout, nodes } };
}

/** A handler goes by its own id where no node has it; else it stands where its first step does. */
const idsOf = ({ nodes, on }: WorkflowDefinition): readonly string[] => [
  ...Object.keys(nodes),
  ...(on ?? []).flatMap(({ id }) => (Object.hasOwn(nodes, id) ? [] : [id])),
];

const keysOf = ({ nodes, on }: WorkflowDefinition): readonly string[] => [
  ...Object.keys(nodes),
  ...(on ?? []).map(({ id }) => sourceKey({ handler: id })),
];

function everywhere(definition: WorkflowDefinition): LayoutDocument["nodes"] {
  const keys = keysOf(definition);
  const arcs = arcsOf(definition);
  const looping = loopingArcs(keys, arcs);
  const forward = arcs.filter((arc) => !looping.has(arc));
  const layer = layersOf(keys, forward);
  const column = columnsOf(keys, forward, layer);
  makeWayForBeams(definition, layer, column);
  const leftmost = Math.min(0, ...column.values());
  return Object.fromEntries(
    idsOf(definition).map((id) => {
      const key = Object.hasOwn(definition.nodes, id) ? id : sourceKey({ handler: id });
      const x = MARGIN + ((column.get(key) ?? 0) - leftmost) * PITCH_X;
      return [id, { x, y: MARGIN + (layer.get(key) ?? 0) * PITCH_Y }];
    }),
  );
}

/** A join spans the branches of its parallel, so what stands beside it stands right of them all. */
function makeWayForBeams(
  definition: WorkflowDefinition,
  layer: ReadonlyMap<string, number>,
  column: Map<string, number>,
): void {
  for (const [join, node] of Object.entries(definition.nodes)) {
    const parallel = node.type === "join" ? definition.nodes[node.of] : undefined;
    if (node.type !== "join" || !opensRegion(parallel)) continue;
    const held = graphReach(definition, regionEntries(parallel), [join]);
    const inside = [...held].filter((id) => !["end", "raise"].includes(definition.nodes[id]?.type ?? ""));
    const last = Math.max(column.get(join) ?? 0, ...inside.map((id) => column.get(id) ?? 0));
    const top = layer.get(node.of) ?? 0;
    const bottom = layer.get(join) ?? 0;
    let next = last + 1;
    for (const [id, at] of [...column].sort(([, one], [, other]) => one - other)) {
      const depth = layer.get(id) ?? 0;
      if (inside.includes(id) || id === join || id === node.of || depth < top || depth > bottom || at > last) continue;
      column.set(id, next);
      next += 1;
    }
  }
}

function beside(
  definition: WorkflowDefinition,
  layout: LayoutDocument,
  missing: readonly string[],
): LayoutDocument["nodes"] {
  const nodes: Record<string, Position> = { ...layout.nodes };
  const arcs = arcsOf(definition);
  for (const id of missing) {
    const before = arcs.find(({ from, to }) => to === id && nodes[from] !== undefined)?.from;
    const after = arcs.find(({ from, to }) => from === sourceKey({ handler: id }) && nodes[to] !== undefined)?.to;
    nodes[id] = freePlace(definition, nodes, wanted(nodes, before, after), id);
  }
  return nodes;
}

function wanted(nodes: Readonly<Record<string, Position>>, before: string | undefined, after: string | undefined) {
  const above = before === undefined ? undefined : nodes[before];
  if (above !== undefined) return { x: above.x, y: above.y + PITCH_Y };
  const below = after === undefined ? undefined : nodes[after];
  if (below !== undefined) return { x: below.x, y: below.y - 52 - card.gapY };
  const lowest = Math.max(0, ...Object.values(nodes).map(({ y }) => y));
  return { x: MARGIN, y: lowest + PITCH_Y };
}

/** The wanted place, or the first one right of it where nothing stands. */
export function freePlace(
  definition: WorkflowDefinition,
  nodes: Readonly<Record<string, Position>>,
  { x, y }: Position,
  id: string,
): Position {
  const size = sizeOf(definition, id);
  for (let column = 0; column < 100; column += 1) {
    const place = { x: x + column * PITCH_X, y };
    const isTaken = Object.entries(nodes).some(
      ([other, at]) => other !== id && overlaps(place, size, at, sizeOf(definition, other)),
    );
    if (!isTaken) return place;
  }
  return { x, y };
}

function sizeOf({ nodes }: WorkflowDefinition, id: string): Size {
  const node = nodes[id];
  return node === undefined ? { width: card.width, height: 52 } : cardSize(node);
}

const overlaps = (one: Position, size: Size, other: Position, otherSize: Size): boolean =>
  one.x < other.x + otherSize.width &&
  other.x < one.x + size.width &&
  one.y < other.y + otherSize.height &&
  other.y < one.y + size.height;
