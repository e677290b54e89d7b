import { useMemo } from "react";
import type { LayoutDocument, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { InstanceSummary } from "@orderloom/api-contract";
import { MAP_WARP, type MapNode, workflowMap } from "../../../document/workflow-map.ts";
import { nodeLook } from "../../../shared/node-look.ts";
import { beadPath } from "../../../shared/thread/bead.tsx";
import { strandsPath } from "../../../shared/thread/thread-shape.ts";
import { litEdges } from "./lit-edges.ts";

interface WayMapProps {
  readonly definition: WorkflowDefinition;
  readonly path: readonly { readonly nodeId: string; readonly port?: string }[];
  readonly status: InstanceSummary["status"];
  /** How the workflow is drawn, where that is known. */
  readonly layout: LayoutDocument | undefined;
}

const BEAD = 12;

/** The workflow with the order's thread through it; what it did not pass stays grey. */
export function WayMap({ definition, path, status, layout }: WayMapProps) {
  const visited = useMemo(() => new Set(path.map(({ nodeId }) => nodeId)), [path]);
  const map = useMemo(() => workflowMap(definition, visited, layout), [definition, layout, visited]);
  const lit = useMemo(() => litEdges(definition, path), [definition, path]);
  const last = path.at(-1)?.nodeId;
  const isLit = (edge: { from: string; port: string }) => lit.has(`${edge.from}/${edge.port}`);
  return (
    <svg
      className="way-drawing"
      viewBox={`0 0 ${map.width} ${map.height}`}
      style={{ maxWidth: map.width, maxHeight: map.height }}
      preserveAspectRatio="xMidYMin meet"
      aria-hidden="true"
    >
      {map.edges.map((edge) =>
        isLit(edge) ? null : <path key={`${edge.from}/${edge.port}`} className="map-edge" d={edge.d} />,
      )}
      {map.nodes.map((node) => (
        <rect
          key={node.id}
          className={visited.has(node.id) ? "map-box map-box-lit" : "map-box"}
          x={node.x}
          y={node.y}
          width={node.width}
          height={node.height}
          rx="3"
        />
      ))}
      {map.edges.map((edge) =>
        isLit(edge) ? (
          <g key={`${edge.from}/${edge.port}`}>
            <path className="thread-ply" d={edge.d} />
            <path className="thread-twist" d={edge.d} />
          </g>
        ) : null,
      )}
      {map.nodes.map((node) => (
        <MapBox
          key={node.id}
          node={node}
          isLit={visited.has(node.id)}
          runsOn={visited.has(node.id) && node.id !== last}
        />
      ))}
      {map.nodes.map((node) =>
        node.id === last && status === "incident" ? (
          <path
            key={node.id}
            className="thread-frayed"
            d={strandsPath(0, 0)}
            transform={`translate(${node.x + MAP_WARP} ${node.y + node.height}) rotate(90)`}
          />
        ) : null,
      )}
    </svg>
  );
}

function MapBox({ node, isLit, runsOn }: { node: MapNode; isLit: boolean; runsOn: boolean }) {
  const category = nodeLook[node.type].category;
  const x = node.x + MAP_WARP;
  const middle = node.y + node.height / 2;
  const arrives = isLit && node.type !== "start" ? `M${x} ${node.y}V${middle}` : "";
  const leaves = runsOn ? `M${x} ${middle}V${node.y + node.height}` : "";
  const inside = arrives + leaves;
  return (
    <g className={isLit ? `bead-${category}` : `bead-${category} map-faded`}>
      {inside !== "" && (
        <>
          <path className="thread-ply" d={inside} />
          <path className="thread-twist" d={inside} />
        </>
      )}
      <path
        className="bead-shape"
        d={beadPath(category)}
        transform={`translate(${x - BEAD / 2} ${middle - BEAD / 2}) scale(${BEAD / 24})`}
      />
      <path className="map-title" d={`M${x + 12} ${middle}H${node.x + node.width - 10}`} />
    </g>
  );
}
