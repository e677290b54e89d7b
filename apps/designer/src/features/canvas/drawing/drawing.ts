import { type EventHandler, type PortSources, regionEntries, type WorkflowNode } from "@orderloom/rule-dsl";
import { card, cardSize, isBeam } from "../../../document/card-size.ts";
import {
  edgeKey,
  type EdgeRef,
  edgesOf,
  type EditedDocument,
  joinOf,
  type Position,
  type Source,
  sourceKey,
} from "../../../document/edited-document.ts";
import { graphReach } from "../../../document/reach.ts";
import { type DrawnPort, drawnPorts, type PortWords } from "./ports.ts";
import { joining, type Obstacle, route, type Route, withLabelsApart } from "./route.ts";

/*
 * The document as boxes and lines in px. Built whole when the document changes; while boxes are dragged only they, the
 * beams that hold them and the lines that touch them are made anew, everything else stays the very same object.
 */

export interface Box extends Obstacle {
  /** A node's id, or `on:` and a handler's. */
  readonly key: string;
  readonly content: { readonly node: WorkflowNode } | { readonly handler: EventHandler };
  readonly look: "card" | "beam";
  readonly hasRow: boolean;
  readonly ports: readonly DrawnPort[];
  /** Where edges come in, from the left of the box. */
  readonly inX: number;
}

export interface Line extends EdgeRef {
  readonly key: string;
  readonly source: string;
  readonly to: string;
  readonly isError: boolean;
  /** It runs onto another line of its card that leads to the same place, and ends there. */
  readonly isJoined: boolean;
  /** It comes down onto a beam beside the beam's own way in. */
  readonly isArrival: boolean;
  /** How many ways out its source has, and which one this is. */
  readonly index: number;
  readonly route: Route;
}

export interface Drawing {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: readonly Line[];
}

export interface DrawingSources {
  readonly sourcesOf: (node: WorkflowNode) => PortSources;
  readonly words: PortWords;
}

export type Moves = Readonly<Record<string, Position>>;

/** `moves`: where boxes are being dragged to, by key. */
export function draw(document: EditedDocument, sources: DrawingSources, moves: Moves = {}): Drawing {
  const boxes = boxesOf(document, sources, moves);
  const obstacles = [...boxes.values()];
  const lines = edgesOf(document.definition).flatMap((edge) => lineOf(edge, edge.to, boxes, obstacles) ?? []);
  return { boxes, lines: labelled(lines) };
}

/** The same drawing with some boxes elsewhere. */
export function redraw(drawing: Drawing, document: EditedDocument, sources: DrawingSources, moves: Moves): Drawing {
  const moved = new Set(Object.keys(moves));
  const held = beamsAround(document, moved);
  const boxes = new Map(drawing.boxes);
  for (const key of moved) {
    const box = boxes.get(key);
    const to = moves[key];
    if (box !== undefined && to !== undefined && box.look === "card") boxes.set(key, { ...box, x: to.x, y: to.y });
  }
  for (const key of held) {
    const node = document.definition.nodes[key];
    const at = moves[key] ?? document.layout.nodes[key];
    if (node !== undefined && at !== undefined) boxes.set(key, beamOf(key, node, at, { document, sources, boxes }));
  }
  const changed = new Set([...moved, ...held]);
  const obstacles = [...boxes.values()];
  const lines = drawing.lines.map((line) =>
    changed.has(line.source) || changed.has(line.to) ? (lineOf(line, line.to, boxes, obstacles) ?? line) : line,
  );
  return { boxes, lines: labelled(lines) };
}

/** Shares of one card's ways out do not lie on each other. */
function labelled(lines: readonly Line[]): readonly Line[] {
  const bySource = Map.groupBy(lines, ({ source }) => source);
  return [...bySource.values()].flatMap(withLabelsApart);
}

function boxesOf(document: EditedDocument, sources: DrawingSources, moves: Moves): Map<string, Box> {
  const { definition, layout } = document;
  const boxes = new Map<string, Box>();
  const placeOf = (key: string, id: string): Position => moves[key] ?? layout.nodes[id] ?? { x: 0, y: 0 };
  for (const handler of definition.on ?? []) {
    const key = sourceKey({ handler: handler.id });
    const isShared = Object.hasOwn(definition.nodes, handler.id);
    const at = placeOf(key, handler.id);
    boxes.set(key, handlerBox(key, handler, isShared ? { x: at.x - card.width - card.gapX, y: at.y } : at));
  }
  for (const [id, node] of Object.entries(definition.nodes))
    if (!isBeam(node)) boxes.set(id, cardBox(id, node, placeOf(id, id), sources));
  for (const [id, node] of Object.entries(definition.nodes))
    if (isBeam(node)) boxes.set(id, beamOf(id, node, placeOf(id, id), { document, sources, boxes }));
  return boxes;
}

function handlerBox(key: string, handler: EventHandler, at: Position): Box {
  const port: DrawnPort = {
    id: "next",
    name: "",
    x: card.gutter,
    y: 52,
    side: "bottom",
    isError: false,
    need: "must",
    to: handler.ports["next"],
  };
  const size = { width: card.width, height: 52 };
  return { key, content: { handler }, look: "card", hasRow: false, ports: [port], inX: card.gutter, ...at, ...size };
}

function cardBox(key: string, node: WorkflowNode, at: Position, { sourcesOf, words }: DrawingSources): Box {
  const size = cardSize(node);
  const { ports, hasRow, width } = drawnPorts(node, size.height, sourcesOf(node), words);
  const height = Math.max(size.height, ...ports.filter(({ side }) => side === "bottom").map(({ y }) => y));
  const box = { key, content: { node }, look: "card", hasRow, ports, inX: card.gutter } as const;
  return { ...box, x: at.x, y: at.y, width: node.type === "end" ? size.width : width, height };
}

interface BeamParts {
  readonly document: EditedDocument;
  readonly sources: DrawingSources;
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Nodes between a parallel and its join. */
function regionOf({ definition }: EditedDocument, parallel: string): ReadonlySet<string> {
  const join = joinOf(definition, parallel);
  return graphReach(definition, regionEntries(definition.nodes[parallel]), join === undefined ? [] : [join]);
}

const parallelOf = (key: string, node: WorkflowNode): string => (node.type === "join" ? node.of : key);

/** A beam is as wide as what it holds; its way in stays where the box was put. */
function beamOf(key: string, node: WorkflowNode, at: Position, { document, sources, boxes }: BeamParts): Box {
  const { definition, layout } = document;
  const parallel = parallelOf(key, node);
  const held = [...regionOf(document, parallel)].flatMap((id) => {
    const box = boxes.get(id);
    const isInside = box !== undefined && box.look === "card" && !isStop(definition.nodes[id]);
    return isInside ? [box] : [];
  });
  const other = node.type === "join" ? layout.nodes[parallel] : layout.nodes[joinOf(definition, parallel) ?? ""];
  const lefts = [at.x, ...(other === undefined ? [] : [other.x]), ...held.map(({ x }) => x)];
  const rights = [
    at.x + card.width,
    ...(other === undefined ? [] : [other.x + card.width]),
    ...held.map(({ x, width }) => x + width),
  ];
  const x = Math.min(...lefts);
  const width = Math.max(...rights) - x;
  const box = { key, content: { node }, look: "beam", hasRow: false, inX: at.x + card.gutter - x } as const;
  const { ports } = drawnPorts(node, card.beam, sources.sourcesOf(node), sources.words);
  const branches = ports.map((port, index): DrawnPort => {
    const target = port.to === undefined ? undefined : boxes.get(port.to);
    const isBelow = target !== undefined && target.look === "card" && target.y > at.y;
    const own = node.type === "parallel" ? index * 88 : 0;
    return { ...port, name: "", y: card.beam, x: (isBelow ? target.x + target.inX : at.x + card.gutter + own) - x };
  });
  return { ...box, ports: branches, x, y: at.y, width, height: card.beam };
}

const isStop = (node: WorkflowNode | undefined): boolean => node?.type === "end" || node?.type === "raise";

/** Beams whose width follows from one of these boxes, and beams that are among them. */
function beamsAround(document: EditedDocument, moved: ReadonlySet<string>): readonly string[] {
  const { nodes } = document.definition;
  return Object.keys(nodes).filter((key) => {
    const node = nodes[key];
    if (node === undefined || !isBeam(node)) return false;
    const parallel = parallelOf(key, node);
    if (moved.has(key) || moved.has(parallel) || moved.has(joinOf(document.definition, parallel) ?? "")) return true;
    return [...regionOf(document, parallel)].some((id) => moved.has(id));
  });
}

function lineOf(
  { from, port }: { readonly from: Source; readonly port: string },
  to: string,
  boxes: ReadonlyMap<string, Box>,
  obstacles: readonly Box[],
): Line | undefined {
  const source = sourceKey(from);
  const box = boxes.get(source);
  const target = boxes.get(to);
  const index = box?.ports.findIndex(({ id }) => id === port) ?? -1;
  const out = box?.ports[index];
  if (box === undefined || target === undefined || out === undefined) return undefined;
  const start = { x: box.x + out.x, y: box.y + out.y };
  // What arrives at a join comes straight down onto it where it can.
  const isOver = target.look === "beam" && start.x > target.x + 8 && start.x < target.x + target.width - 8;
  const end = { x: isOver ? start.x : target.x + target.inX, y: target.y };
  const twin =
    out.side === "right" ? box.ports.slice(0, index).find((one) => one.side === "right" && one.to === to) : undefined;
  const path =
    twin === undefined
      ? route({ start, side: out.side, end, index, source: box, target, obstacles })
      : joining(start, { x: box.x + twin.x, y: box.y + twin.y });
  const line = { key: edgeKey({ from, port }), from, port, source, to, index, isError: out.isError };
  const isArrival = isOver && Math.abs(end.x - target.x - target.inX) > 1;
  return { ...line, isJoined: twin !== undefined, isArrival, route: path };
}
