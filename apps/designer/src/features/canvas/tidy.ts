import type { ELK } from "elkjs/lib/elk-api";
import elkUrl from "elkjs/lib/elk-worker.min.js?url";
import type { Positions } from "../../document/command.ts";
import { card } from "../../document/card-size.ts";
import { flowOrder } from "../../document/arrange.ts";
import type { EditedDocument, Position } from "../../document/edited-document.ts";
import { graphReach } from "../../document/reach.ts";
import type { Box, Drawing, Line } from "./drawing/drawing.ts";
import { snapped } from "./snapped.ts";

/*
 * Lays the whole flow out anew, in a worker: layered from the top down, the usual way on straight, the others to the
 * right (Eclipse Layout Kernel, layered algorithm). What happens on events stands beside the flow, not in it.
 */

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "40",
  "elk.spacing.nodeNode": String(card.gapX),
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  // Steps come in the order of the flow, so what leads back is what closes a loop.
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.crossingMinimization.forceNodeModelOrder": "false",
  "elk.spacing.componentComponent": "48",
};

const MARGIN = 40;
const BESIDE = 96;

let started: ELK | undefined;

async function elk(): Promise<ELK> {
  if (started !== undefined) return started;
  const { default: Elk } = await import("elkjs/lib/elk-api");
  started = new Elk({ workerFactory: () => new Worker(elkUrl) });
  return started;
}

/** Where every box would stand; boxes go by the ids that layouts know. */
export async function tidied(document: EditedDocument, drawing: Drawing): Promise<Positions> {
  const { nodes } = document.definition;
  const starts = Object.keys(nodes).filter((id) => nodes[id]?.type === "start");
  const main = graphReach(document.definition, starts);
  const boxes = flowOrder(document).flatMap((key) => drawing.boxes.get(key) ?? []);
  const flow = await laidOut(
    boxes.filter(({ key }) => main.has(key)),
    drawing.lines,
  );
  const rest = await laidOut(
    boxes.filter(({ key }) => !main.has(key)),
    drawing.lines,
  );
  const right = Math.max(0, ...[...flow].map(([key, { x }]) => x + (drawing.boxes.get(key)?.width ?? 0)));
  const places = new Map([
    ...flow,
    ...[...rest].map(([key, { x, y }]) => [key, { x: x + right + BESIDE, y }] as const),
  ]);
  return Object.fromEntries(
    [...places].flatMap(([key, { x, y }]) => {
      const id = key.replace(/^on:/, "");
      // A handler that shares its id with a node stands beside it.
      if (id !== key && Object.hasOwn(nodes, id)) return [];
      return [[id, snapped({ x: x + MARGIN, y: y + MARGIN })] as const];
    }),
  );
}

async function laidOut(boxes: readonly Box[], lines: readonly Line[]): Promise<ReadonlyMap<string, Position>> {
  if (boxes.length === 0) return new Map();
  const keys = new Set(boxes.map(({ key }) => key));
  const kernel = await elk();
  const laid = await kernel.layout({
    id: "root",
    layoutOptions: options,
    children: boxes.map(asElkNode),
    edges: lines
      .filter(({ source, to }) => keys.has(source) && keys.has(to))
      .map((line) => ({
        id: line.key,
        sources: [`${line.source}#${line.port}`],
        targets: [`${line.to}#in`],
        layoutOptions: { "elk.layered.priority.straightness": line.index === 0 ? "10" : "1" },
      })),
  });
  return new Map((laid.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }] as const));
}

function asElkNode(box: Box) {
  const isBeam = box.look === "beam";
  return {
    id: box.key,
    width: isBeam ? card.width : box.width,
    height: box.height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      { id: `${box.key}#in`, x: isBeam ? card.gutter : box.inX, y: 0, width: 0, height: 0 },
      ...box.ports.map((port, index) => ({
        id: `${box.key}#${port.id}`,
        x: isBeam ? card.gutter + index * 88 : port.x,
        y: port.side === "right" ? port.y : box.height,
        width: 0,
        height: 0,
      })),
    ],
  };
}
