import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { formatCount, formatShare } from "../../shared/format/number.ts";
import { useCanvasUi } from "./canvas-ui.ts";
import type { FlowEdge } from "./flow-items.ts";
import type { Line } from "./drawing/drawing.ts";
import { useTranslation } from "react-i18next";

const CHEVRON = 4;

/** One line, with the share of orders that took it; during a trial, the thread. */
function LineView({ data, selected }: EdgeProps<FlowEdge>) {
  const line = data?.line;
  return line === undefined ? null : <DrawnLine line={line} selected={selected === true} />;
}

function DrawnLine({ line, selected }: { readonly line: Line; readonly selected: boolean }) {
  const { key, source, to, route, isError, isJoined, isArrival } = line;
  const overlayKey = key.replace(/^on:/, "");
  const hasOverlay = useCanvasUi(({ overlay }) => overlay !== undefined);
  const walked = useCanvasUi(({ overlay }) => overlay?.edges.get(overlayKey));
  const isOver = useCanvasUi(({ over }) => over === key);
  const fades = useCanvasUi(({ connecting }) => connecting !== undefined);
  const end = route.points.at(-1) ?? { x: 0, y: 0 };
  const state = hasOverlay ? (walked ?? "off") : "idle";
  const className = [
    "line",
    `line-${state}`,
    isError ? "line-error" : "",
    selected ? "line-selected" : "",
    isOver ? "line-over" : "",
    fades ? "line-faded" : "",
  ].join(" ");
  const chevron = `M${end.x - CHEVRON} ${end.y - 12}L${end.x} ${end.y - 12 + CHEVRON}L${end.x + CHEVRON} ${end.y - 12}`;
  return (
    <g className={className} data-line={key}>
      {state === "lit" ? (
        <>
          <path className="thread-ply" d={route.d} />
          <path className="thread-twist" d={route.d} />
        </>
      ) : (
        <>
          <path className="line-path" d={route.d} />
          {!isJoined && <path className="line-chevron" d={chevron} />}
        </>
      )}
      {isArrival && <circle className="line-arrival" cx={end.x} cy={end.y} r="3.75" />}
      <path className="line-hit react-flow__edge-interaction" d={route.d} data-from={source} data-to={to} />
      {!hasOverlay && <Share line={line} />}
    </g>
  );
}

/** `1.7 %` of the orders of the last days that left the card, where it has several ways out. */
function Share({ line: { source, port, route } }: { readonly line: Line }) {
  const { t } = useTranslation();
  const traffic = useCanvasUi((ui) => ui.traffic?.nodes[source.replace(/^on:/, "on/")]?.ports);
  if (traffic === undefined) return null;
  const counts = Object.values(traffic);
  const sum = counts.reduce((all, count) => all + count, 0);
  const own = traffic[port] ?? 0;
  if (own === 0 || own === sum) return null;
  const text = formatShare(own / sum);
  const { x, y, anchor } = route.label;
  const width = text.length * 6.2 + 8;
  const left = { start: x - 2, middle: x - width / 2, end: x - width + 2 }[anchor];
  const from = { start: x + 2, middle: x, end: x - 2 }[anchor];
  return (
    <g className="share">
      <title>{t("canvas.share", { count: own, shown: formatCount(own) })}</title>
      <rect x={left} y={y - 7} width={width} height="14" rx="2" />
      <text x={from} y={y + 4} textAnchor={anchor}>
        {text}
      </text>
    </g>
  );
}

export const LineEdge = memo(
  LineView,
  (one, other) => one.data?.line === other.data?.line && one.selected === other.selected,
);
