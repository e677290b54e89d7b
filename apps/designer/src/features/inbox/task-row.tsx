import { useTranslation } from "react-i18next";
import type { TaskRow } from "@orderloom/api-contract";
import { formatMoney } from "../../shared/format/money.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { type Fate, isOver } from "./fate.ts";

export interface TaskRowProps {
  readonly row: TaskRow;
  readonly top: number;
  readonly index: number;
  readonly now: number;
  readonly fate: Fate | undefined;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly isPhone: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onToggle: () => void;
}

/** More than one person has to agree: a batch leaves it. */
export const takesSeveral = ({ approvalsNeeded }: TaskRow): boolean => approvalsNeeded > 1;

export function TaskRowView(props: TaskRowProps) {
  const { row, top, index, fate, isCurrent, isSelected, isPhone, onFocus, onOpen } = props;
  const state = isOver(fate) ? " task-line-over" : fate?.kind === "sending" ? " task-line-sending" : "";
  return (
    <div
      role="row"
      className={`task-line${isPhone ? " task-line-card" : ""}${isCurrent ? " task-line-current" : ""}${isSelected ? " task-line-selected" : ""}${state}`}
      style={{ top }}
      tabIndex={isCurrent ? 0 : -1}
      data-task={row.id}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <Select {...props} />
      {isPhone ? <Card {...props} /> : <Cells {...props} />}
    </div>
  );
}

function Select({ row, fate, isSelected, isPhone, onToggle }: TaskRowProps) {
  const { t } = useTranslation();
  const number = row.shortNumber ?? row.id;
  return (
    <span role="gridcell" className="task-select" onClick={(event) => event.stopPropagation()}>
      {takesSeveral(row) || isOver(fate) || row.excluded ? (
        <span className="task-select-none" title={takesSeveral(row) ? t("inbox.several") : undefined} />
      ) : (
        <label className={isPhone ? "task-check task-check-finger" : "task-check"}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            aria-label={t("inbox.select", { order: number })}
            onChange={onToggle}
          />
        </label>
      )}
    </span>
  );
}

function Cells({ row, now, fate }: TaskRowProps) {
  const format = useFormat();
  const { order } = row;
  return (
    <>
      <span role="gridcell" className="mono id">
        {row.shortNumber ?? row.id}
      </span>
      <span role="gridcell" className="task-customer">
        {order?.customer}
      </span>
      <span role="gridcell" className={takesSeveral(row) ? "task-amount task-amount-several" : "task-amount"}>
        {order !== undefined && formatMoney(order.total)}
      </span>
      <span role="gridcell" className="task-content">
        <span className="task-what">
          <Content row={row} />
        </span>
        <Marks row={row} fate={fate} now={now} />
      </span>
      <span role="gridcell" className="task-waited">
        {format.dwell(Math.max(0, now - row.openedAt))}
      </span>
    </>
  );
}

function Card({ row, now, fate }: TaskRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { order } = row;
  return (
    <span role="gridcell" className="task-card">
      <span className="task-card-first">
        <span className="mono id">{row.shortNumber ?? row.id}</span> <span>{order?.customer}</span>
      </span>
      <span className={takesSeveral(row) ? "task-amount task-amount-several" : "task-amount"}>
        {order !== undefined && formatMoney(order.total)}
      </span>
      <span className="task-card-second">
        {fate === undefined ? (
          <>
            <Content row={row} /> <Deadline row={row} now={now} />
          </>
        ) : (
          <Marks row={row} fate={fate} now={now} />
        )}
      </span>
      <span className="task-waited">
        {takesSeveral(row) ? t("inbox.severalShort") : format.dwell(Math.max(0, now - row.openedAt))}
      </span>
    </span>
  );
}

function Content({ row: { order } }: { row: TaskRow }) {
  const { t } = useTranslation();
  if (order === undefined) return null;
  const place = [order.province?.replace(/(省|市|自治区|特别行政区)$/, ""), order.city?.replace(/市$/, "")]
    .filter((part, index, all) => part !== undefined && part !== "" && all.indexOf(part) === index)
    .join(" · ");
  const lines = t("inbox.lines", { count: order.lineCount });
  const goods = order.pieces === undefined ? lines : t("inbox.pieces", { lines, count: order.pieces });
  return place === "" ? goods : t("inbox.goodsTo", { goods, place });
}

/** What sets a row apart, or what became of it. */
function Marks({ row, fate, now }: Pick<TaskRowProps, "row" | "fate" | "now">) {
  const { t } = useTranslation();
  const format = useFormat();
  const outcomeName = (id: string | undefined) => {
    const found = row.outcomes.find((outcome) => outcome.id === id);
    return found === undefined ? t("inbox.settled") : format.text(found.name);
  };
  switch (fate?.kind) {
    case "decided":
      return (
        <Chip tone="done" icon="check">
          {fate.by === undefined
            ? outcomeName(fate.outcome)
            : t("inbox.decidedBy", { by: fate.by, outcome: outcomeName(fate.outcome) })}
        </Chip>
      );
    case "gone":
      return (
        <Chip tone="waiting" icon="ban">
          {t("inbox.gone")}
        </Chip>
      );
    case "refused":
      return (
        <Chip tone="incident" icon="alert">
          {fate.message === undefined ? t("inbox.refused") : format.text(fate.message)}
        </Chip>
      );
    case "sending":
      return (
        <Chip tone="running" icon="clock">
          {t("inbox.sending")}
        </Chip>
      );
    case undefined:
      return <Standing row={row} now={now} />;
  }
}

/** When its order has to leave. */
function Deadline({ row: { deadline }, now }: Pick<TaskRowProps, "row" | "now">) {
  const { t } = useTranslation();
  const format = useFormat();
  if (deadline === undefined) return null;
  return (
    <Chip tone={deadline < now ? "incident" : "waiting"} icon="clock">
      {t("inbox.leavesBy", { at: format.moment(deadline, now) })}
    </Chip>
  );
}

function Standing({ row, now }: Pick<TaskRowProps, "row" | "now">) {
  const { t } = useTranslation();
  return (
    <>
      <Deadline row={row} now={now} />
      {takesSeveral(row) && (
        <Chip tone="held" icon="people">
          {row.approvalsGiven > 0
            ? t("inbox.severalGiven", { given: row.approvalsGiven, needed: row.approvalsNeeded })
            : t("inbox.severalShort")}
        </Chip>
      )}
      {row.claimedBy !== undefined && (
        <Chip tone="waiting" icon="person">
          {row.claimedByMe ? t("claim.mine") : t("claim.heldBy", { name: row.claimedBy })}
        </Chip>
      )}
      {row.excluded && (
        <span className="task-own">
          <Icon name="lock" size={12} />
          {t("inbox.own")}
        </span>
      )}
    </>
  );
}
