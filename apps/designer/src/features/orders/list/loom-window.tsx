import { memo, useMemo } from "react";
import type { OrderRow } from "@orderloom/api-contract";
import { statusLook } from "../../../shared/order-status.ts";
import { table } from "../../../shared/theme/tokens.ts";
import { ThreadRow } from "../../../shared/thread/thread-row.tsx";
import { type LoomScale, stageX, threadShape } from "../../../shared/thread/thread-shape.ts";
import type { Columns } from "./columns.ts";
import type { StageInfo } from "./table-head.tsx";
import type { Shown } from "./use-list-window.ts";
import { wayOf } from "./way.ts";

interface LoomWindowProps {
  readonly shown: readonly Shown[];
  readonly columns: Columns;
  readonly stages: readonly StageInfo[];
  readonly prepended: number;
}

/** One drawing for all rows of the window: warp lines, and each order's thread by its row's place. */
export function LoomWindow({ shown, columns, stages, prepended }: LoomWindowProps) {
  const rows = shown.flatMap(({ item, index, start }) =>
    item.kind === "row" ? [{ row: item.row, index, start }] : [],
  );
  const first = shown[0];
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return null;
  const top = first.start;
  const height = last.start + table.row - top;
  const left = 16 + columns.status + columns.order + columns.customer + columns.amount;
  return (
    <svg className="loom-window" style={{ top, left }} width={columns.loom} height={height} aria-hidden="true">
      <path className="warp" d={warpPath(rows, top, columns.scale)} />
      {rows.map(({ row, index, start }) => (
        <LoomThread
          key={row.id}
          row={row}
          stages={stages}
          scale={columns.scale}
          place={index - prepended}
          y={start - top + table.row / 2}
        />
      ))}
    </svg>
  );
}

/** Warp lines run through rows and stop at heads. */
function warpPath(rows: readonly { readonly start: number }[], top: number, scale: LoomScale): string {
  const stretches: [number, number][] = [];
  for (const { start } of rows) {
    const current = stretches.at(-1);
    if (current !== undefined && current[1] === start - top) current[1] += table.row;
    else stretches.push([start - top, start - top + table.row]);
  }
  return Array.from({ length: scale.stages }, (_, stage) => stageX(stage, scale))
    .flatMap((x) => stretches.map(([from, to]) => `M${x} ${from}V${to}`))
    .join("");
}

interface LoomThreadProps {
  readonly row: OrderRow;
  readonly stages: readonly StageInfo[];
  readonly scale: LoomScale;
  /** Of the row in the whole list: decides where the warp lies on top. */
  readonly place: number;
  readonly y: number;
}

function DrawnThread({ row, stages, scale, place, y }: LoomThreadProps) {
  const shape = useMemo(() => {
    const way = wayOf(
      row,
      stages.map(({ id }) => id),
    );
    return threadShape(way, Math.abs(place), scale);
  }, [place, row, scale, stages]);
  const { tone, icon } = statusLook[row.status];
  return <ThreadRow shape={shape} y={y} tone={tone} icon={icon} />;
}

export const LoomThread = memo(DrawnThread);
