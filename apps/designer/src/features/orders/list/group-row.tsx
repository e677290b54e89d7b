import { useTranslation } from "react-i18next";
import { formatCount } from "../../../shared/format/number.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import type { ListItem } from "./use-list-window.ts";
import { isFiltered, type OrderSearch } from "./order-search.ts";
import type { LiveOrders } from "./use-live-list.ts";

interface GroupRowProps {
  readonly item: Extract<ListItem, { kind: "group" }>;
  readonly top: number;
  readonly orders: LiveOrders;
  readonly search: OrderSearch;
  readonly onSearch: (search: OrderSearch) => void;
}

/** Heads what is stuck, and what is not. How many there are is only told where it is known. */
export function GroupRow({ item, top, orders, search, onSearch }: GroupRowProps) {
  const { t } = useTranslation();
  const { counts } = orders;
  const isWhole = !isFiltered(search) && counts !== undefined;
  if (item.id === "rest") {
    const count = isWhole ? Math.max(0, counts.total - (orders.listing?.stuck.length ?? 0)) : undefined;
    return (
      <div className="group-row" role="row" style={{ top }}>
        <span role="cell">
          <Icon name="list" size={14} />
          <b>{count === undefined ? t("orders.rest") : t("orders.restCount", { count, shown: formatCount(count) })}</b>
          <span className="group-hint">{t("orders.newestFirst")}</span>
        </span>
      </div>
    );
  }
  const count = isWhole ? Math.max(counts.stuck, item.count) : item.count;
  return (
    <div className="group-row group-stuck" role="row" style={{ top }}>
      <span role="cell">
        <Icon name="alert" size={14} />
        <b>{isWhole ? t("orders.stuck", { count, shown: formatCount(count) }) : t("orders.stuckHere")}</b>
        <span className="group-hint">{t("orders.stuckHint")}</span>
        {(count > item.count || !isWhole) && (
          <button type="button" className="link-button" onClick={() => onSearch({ ...search, stuck: true })}>
            {t("orders.showStuck")}
          </button>
        )}
      </span>
    </div>
  );
}
