import { useTranslation } from "react-i18next";
import { type OrderCounts } from "@orderloom/api-contract";
import { formatCount } from "../../../shared/format/number.ts";
import { type AuthoredText } from "../../../shared/format/text.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { stageX } from "../../../shared/thread/thread-shape.ts";
import { type Columns } from "./columns.ts";
import { type OrderSearch } from "./order-search.ts";

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
        <HeadCell width={columns.amount} end>
          {t("column.amount")}
        </HeadCell>
        {view === "loom" ? <StageHeads {...props} /> : <HeadCell width={columns.loom}>{t("column.way")}</HeadCell>}
        <HeadCell width={columns.dwell} end>
          {t("column.dwell")}
        </HeadCell>
        <HeadCell width={columns.next} next>
          {t("column.next")}
        </HeadCell>
      </div>
    </div>
  );
}

function HeadCell(props: { width: number; end?: boolean; next?: boolean; children: string }) {
  const kind = props.end === true ? " cell-end" : props.next === true ? " cell-next" : "";
  return (
    <div role="columnheader" className={`head-cell${kind}`} style={{ width: props.width }}>
      {props.children}
    </div>
  );
}

function StageHeads({ columns, stages, counts, search, onSearch }: TableHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { stage: chosen, ...rest } = search;
  return (
    <div role="columnheader" className="stage-heads" style={{ width: columns.loom }} aria-label={t("column.way")}>
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
            aria-label={t("orders.atStage", { stage: label, count })}
            title={label}
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
