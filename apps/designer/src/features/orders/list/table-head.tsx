import { useTranslation } from "react-i18next";
import type { OrderCounts } from "@orderloom/api-contract";
import { formatCount } from "../../../shared/format/number.ts";
import type { AuthoredText } from "../../../shared/format/text.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { stageX } from "../../../shared/thread/thread-shape.ts";
import type { Columns } from "./columns.ts";
import type { OrderSearch } from "./order-search.ts";

export interface StageInfo {
  readonly id: string;
  readonly name: AuthoredText;
}

interface TableHeadProps {
  readonly columns: Columns;
  readonly stages: readonly StageInfo[];
  readonly counts: OrderCounts | undefined;
  readonly view: "loom" | "list";
  readonly search: OrderSearch;
  readonly onSearch: (search: OrderSearch) => void;
}

/** The columns' names; over the loom, how many orders stand at each stage, and a click shows only those. */
export function TableHead(props: TableHeadProps) {
  const { t } = useTranslation();
  const { columns, view } = props;
  return (
    <div className="table-head" role="rowgroup">
      <div className="table-head-row" role="row">
        <HeadCell width={columns.status}>{t("column.status")}</HeadCell>
        <HeadCell width={columns.order}>{t("column.order")}</HeadCell>
        {columns.customer > 0 && <HeadCell width={columns.customer}>{t("column.customer")}</HeadCell>}
        <HeadCell width={columns.amount} kind="cell-end cell-amount">
          {t("column.amount")}
        </HeadCell>
        {view === "loom" ? (
          <StageHeads {...props} />
        ) : (
          <HeadCell width={columns.loom} kind="cell-way">
            {t("column.way")}
          </HeadCell>
        )}
        <HeadCell width={columns.dwell} kind="cell-end">
          {t("column.dwell")}
        </HeadCell>
        <HeadCell width={columns.next} kind="cell-next">
          {t("column.next")}
        </HeadCell>
      </div>
    </div>
  );
}

/** Roughly, in px at 12: a Chinese character is a square, a letter about half of one. */
const textWidth = (text: string): number =>
  Array.from(text, (sign) => (sign > "\u2e80" ? 12 : 6.5)).reduce((sum, width) => sum + width, 0);

function HeadCell({ width, kind = "", children }: { width: number; kind?: string; children: string }) {
  return (
    <div role="columnheader" className={`head-cell ${kind}`} style={{ width }}>
      {children}
    </div>
  );
}

function StageHeads({ columns, stages, counts, search, onSearch }: TableHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { stage: chosen, ...rest } = search;
  const staggered = stages.some(({ name }) => textWidth(format.text(name)) > columns.scale.pitch - 4);
  return (
    <div
      role="columnheader"
      className={staggered ? "stage-heads stage-heads-staggered" : "stage-heads"}
      style={{ width: columns.loom }}
      aria-label={t("column.way")}
    >
      {stages.map(({ id, name }, index) => {
        const count = counts?.byStage[id] ?? 0;
        const label = format.text(name);
        return (
          <button
            key={id}
            type="button"
            className="stage-head"
            style={{ left: stageX(index, columns.scale) - columns.scale.pitch / 2, width: columns.scale.pitch }}
            aria-pressed={chosen === id}
            title={t("orders.atStage", { stage: label, count })}
            onClick={() => onSearch(chosen === id ? rest : { ...rest, stage: id })}
          >
            <b>{formatCount(count)}</b>
            <span>{label}</span>
          </button>
        );
      })}
    </div>
  );
}
