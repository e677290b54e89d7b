import type { ELK } from "elkjs/lib/elk-api";
import elkUrl from "elkjs/lib/elk-worker.min.js?url";
import type { Positions } from "../../document/command.ts";
import { card } from "../../document/card-size.ts";
import type { EditedDocument } from "../../document/edited-document.ts";
import type { Drawing } from "./drawing/drawing.ts";
import { snapped } from "./snapped.ts";

/*
 * Lays the whole flow out anew, in a worker: layered from the top down, the usual way on straight, the others to the
 * right (Eclipse Layout Kernel, layered algorithm).
 */

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "40",
  "elk.spacing.nodeNode": String(card.gapX),
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.crossingMinimization.forceNodeModelOrder": "false",
  "elk.spacing.componentComponent": "64",
  "elk.separateConnectedComponents": "true",
};

let started: ELK | undefined;

async function elk(): Promise<ELK> {
  if (started !== undefined) return started;
  const { default: Elk } = await import("elkjs/lib/elk-api");
  started = new Elk({ workerFactory: () => new Worker(elkUrl) });
  return started;
}

/** Where every box would stand; boxes go by the ids that layouts know. */
export async function tidied({ definition, layout }: EditedDocument, drawing: Drawing): Promise<Positions> {
  const boxes = [...drawing.boxes.values()];
  const kernel = await elk();
  const laid = await kernel.layout({
    id: "root",
    layoutOptions: options,
    children: boxes.map((box) => ({
      id: box.key,
      width: box.look === "beam" ? card.width : box.width,
      height: box.height,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: [
        { id: `${box.key}#in`, x: box.look === "beam" ? card.gutter : box.inX, y: 0, width: 0, height: 0 },
        ...box.ports.map((port, index) => ({
          id: `${box.key}#${port.id}`,
          x: box.look === "beam" ? card.gutter + index * 88 : port.side === "right" ? box.width : port.x,
          y: port.side === "right" ? port.y : box.height,
          width: 0,
          height: 0,
        })),
      ],
    })),
    edges: drawing.lines.map((line) => ({
      id: line.key,
      sources: [`${line.source}#${line.port}`],
      targets: [`${line.to}#in`],
    })),
  });
  const left = Math.min(0, ...Object.values(layout.nodes).map(({ x }) => x));
  return Object.fromEntries(
    (laid.children ?? []).flatMap(({ id, x = 0, y = 0 }) => {
      const key = id.replace(/^on:/, "");
      // A handler that shares its id with a node stands beside it.
      if (id.startsWith("on:") && Object.hasOwn(definition.nodes, key)) return [];
      return [[key, snapped({ x: x + Math.max(0, left) + 40, y: y + 40 })] as const];
    }),
  );
}
