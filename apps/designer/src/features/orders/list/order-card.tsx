import { memo } from "react";
import type { OrderRow } from "@orderloom/api-contract";
import { formatMoney } from "../../../shared/format/money.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { LOOM_MARGIN, loomWidth } from "../../../shared/thread/thread-shape.ts";
import { StatusChip } from "../../../shared/ui/status-chip.tsx";
import { DeadlineMark } from "../deadline.tsx";
import { LoomThread } from "./loom-window.tsx";
import { OrderLink } from "./order-row.tsx";
import type { StageInfo } from "./table-head.tsx";
import { useWayText } from "./use-way-text.ts";

interface OrderCardProps {
  readonly row: OrderRow;
  readonly top: number;
  readonly index: number;
  readonly now: number;
  readonly stages: readonly StageInfo[];
  /** Of the screen, px. */
  readonly width: number;
}

const SIDES = 2 * 16;
const STRIP = 20;

function Card({ row, top, index, now, stages, width }: OrderCardProps) {
  const format = useFormat();
  const wayText = useWayText(row, stages, now);
  const pitch = (width - SIDES - 2 * LOOM_MARGIN) / Math.max(1, stages.length - 1);
  const scale = { stages: stages.length, pitch };
  const isOver = row.status === "done" || row.status === "cancelled";
  return (
    <div className="order-card" role="row" aria-rowindex={index + 1} style={{ top }}>
      <div className="card-line" role="cell">
        <OrderLink row={row} />
        <span className="card-customer">{row.customer}</span>
        <span className="card-amount">{formatMoney(row.total)}</span>
      </div>
      <div className="card-line card-second" role="cell">
        <StatusChip status={row.status} />
        <DeadlineMark row={row} now={now} />
        <span className="card-next">{format.text(row.next.text)}</span>
        {!isOver && (
          <span className={row.stuck ? "card-dwell card-loud" : "card-dwell"}>{format.dwell(now - row.since)}</span>
        )}
      </div>
      <div role="cell" className="card-thread">
        <span className="visually-hidden">{wayText}</span>
        <svg width={loomWidth(scale)} height={STRIP} aria-hidden="true">
          <LoomThread row={row} stages={stages} scale={scale} place={index} y={STRIP / 2} />
        </svg>
      </div>
    </div>
  );
}

/** One order on a phone: two lines and a short thread. */
export const OrderCard = memo(Card);
