import { useTranslation } from "react-i18next";
import { formatCount } from "../../../shared/format/number.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import { statusLook, statusOrder } from "../../../shared/order-status.ts";
import type { FilterProps } from "./filter-props.ts";

/** Those that are always worth a look; the others appear when there is one of them. */
const always: readonly string[] = ["running", "waiting", "held", "incident", "done"];

/** How many orders there are of each status; a click shows only those. */
export function StatusCounts({ search, onSearch, counts }: FilterProps) {
  const { t } = useTranslation();
  const { status: chosen, ...rest } = search;
  if (counts === undefined) return <div className="status-counts" />;
  const shown = statusOrder.filter(
    (status) => always.includes(status) || status === chosen || (counts.byStatus[status] ?? 0) > 0,
  );
  return (
    <div className="status-counts" role="group" aria-label={t("filter.status")}>
      <button type="button" className="status-count" aria-pressed={chosen === undefined} onClick={() => onSearch(rest)}>
        {t("filter.all")} <b>{formatCount(counts.total)}</b>
      </button>
      {shown.map((status) => (
        <button
          key={status}
          type="button"
          className={`status-count tone-${statusLook[status].tone}`}
          aria-pressed={status === chosen}
          onClick={() => onSearch(status === chosen ? rest : { ...rest, status })}
        >
          <Icon name={statusLook[status].icon} size={14} />
          {t(`statusShort.${status}`)} <b>{formatCount(counts.byStatus[status] ?? 0)}</b>
        </button>
      ))}
    </div>
  );
}
