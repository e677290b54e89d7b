import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { OrderRow } from "@orderloom/api-contract";
import { formatMoney } from "../../../shared/format/money.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { statusLook } from "../../../shared/order-status.ts";
import { StatusChip } from "../../../shared/ui/status-chip.tsx";
import { DeadlineMark } from "../deadline.tsx";
import { rememberList } from "../list-memory.ts";
import { NextAction } from "../next-action.tsx";
import type { Columns } from "./columns.ts";
import type { StageInfo } from "./table-head.tsx";
import { useWayText } from "./use-way-text.ts";

interface OrderRowProps {
  readonly row: OrderRow;
  readonly top: number;
  readonly index: number;
  readonly now: number;
  readonly stages: readonly StageInfo[];
  readonly columns: Columns;
  readonly view: "loom" | "list";
  /** Whether what can be done about it is offered here. */
  readonly actions: boolean;
}

const isOver = ({ status }: OrderRow) => status === "done" || status === "cancelled";

function Row(props: OrderRowProps) {
  const { row, columns, view, now } = props;
  const format = useFormat();
  const wayText = useWayText(row, props.stages, now);
  const loud = row.stuck || row.status === "incident";
  return (
    <div
      className={`order-row tone-${statusLook[row.status].tone}`}
      role="row"
      aria-rowindex={props.index + 2}
      style={{ top: props.top }}
    >
      <div role="cell" style={{ width: columns.status }}>
        <StatusChip status={row.status} />
      </div>
      <div role="cell" style={{ width: columns.order }}>
        <OrderLink row={row} />
      </div>
      {columns.customer > 0 && (
        <div role="cell" className="cell-text" style={{ width: columns.customer }}>
          {row.customer}
        </div>
      )}
      <div role="cell" className="cell-end cell-amount" style={{ width: columns.amount }}>
        {formatMoney(row.total)}
      </div>
      <div role="cell" className="cell-way" style={{ width: columns.loom }}>
        <span className={view === "loom" ? "visually-hidden" : "cell-text"}>{wayText}</span>
      </div>
      <div role="cell" className={loud ? "cell-end cell-loud" : "cell-end cell-quiet"} style={{ width: columns.dwell }}>
        {!isOver(row) && format.dwell(now - row.since)}
      </div>
      <div role="cell" className="cell-next" style={{ width: columns.next }}>
        <DeadlineMark row={row} now={now} />
        <span className={loud ? "cell-text" : "cell-text cell-quiet"} title={format.text(row.next.text)}>
          {format.text(row.next.text)}
        </span>
        {props.actions && <NextAction row={row} />}
      </div>
    </div>
  );
}

/** One order as a row; its thread lies over it, in the drawing of the window. */
export const OrderRowView = memo(Row);

/** The whole row leads to the order: the link is stretched over it. */
export function OrderLink({ row }: { row: OrderRow }) {
  return (
    <Link
      to="/orders/$orderId"
      params={{ orderId: row.id }}
      preload={false}
      className="order-link mono id"
      data-order={row.id}
      title={row.channelOrderId}
      onClick={() => rememberList({ lastOpened: row.id })}
    >
      {row.shortNumber}
    </Link>
  );
}
