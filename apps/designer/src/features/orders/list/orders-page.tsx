import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { use, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { stagesQuery, useAppInfo } from "../../../api/app-info.ts";
import { formatDay } from "../../../shared/format/date.ts";
import { TimeZone } from "../../../shared/format/use-format.ts";
import { useIsPhone } from "../../../shared/media.ts";
import { Failure } from "../../../shared/ui/failure.tsx";
import { LiveRegion } from "../../../shared/ui/live-region.tsx";
import { PageHead } from "../../../shared/ui/page-head.tsx";
import { Waiting } from "../../../shared/ui/waiting.tsx";
import { useNow } from "../../../shared/use-now.ts";
import { FilterBar } from "./filter-bar.tsx";
import { Legend } from "./legend.tsx";
import { LiveState } from "./live-state.tsx";
import { NoOrders } from "./no-orders.tsx";
import { OrderListView } from "./order-list-view.tsx";
import { filterOf, isFiltered, type OrderSearch } from "./order-search.ts";
import { useLiveOrders } from "./use-live-list.ts";
import "./orders-page.css";

const EVERY_MINUTE = 60_000;

/** Every order on the loom: live, filtered by the address, what is stuck on top. */
export function OrdersPage({ search, onSearch }: { search: OrderSearch; onSearch: (search: OrderSearch) => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const timeZone = use(TimeZone);
  const today = formatDay(useNow(EVERY_MINUTE), timeZone);
  const filter = useMemo(() => filterOf(search, today, timeZone), [search, today, timeZone]);
  const orders = useLiveOrders(filter);
  const stages = useQuery(stagesQuery);
  const app = useAppInfo();
  const { listing, counts } = orders;
  const isEmpty = listing !== undefined && listing.rest.length + listing.stuck.length === 0;
  const error = listing === undefined ? (orders.error ?? stages.error) : null;
  const setView = (view: "loom" | "list") => {
    const { view: _view, ...rest } = search;
    onSearch(view === "list" ? { ...rest, view } : rest);
  };
  return (
    <>
      <PageHead
        actions={
          !isPhone && (
            <Segmented<"loom" | "list">
              aria-label={t("orders.view")}
              value={search.view ?? "loom"}
              options={[
                { value: "loom", label: t("orders.loom") },
                { value: "list", label: t("orders.list") },
              ]}
              onChange={setView}
            />
          )
        }
      >
        <h1>{t("orders.title")}</h1>
        <LiveState />
      </PageHead>
      <FilterBar search={search} onSearch={onSearch} counts={counts} channels={app?.channels ?? []} today={today} />
      {listing === undefined && error === null && <Waiting rows={14} words={t("orders.fetching")} />}
      {error !== null && (
        <Failure
          error={error}
          onRetry={() => {
            void stages.refetch();
            orders.refetch();
          }}
        />
      )}
      {isEmpty && (
        <NoOrders
          filtered={isFiltered(search)}
          onClear={() => onSearch(search.view === undefined ? {} : { view: search.view })}
        />
      )}
      {listing !== undefined && !isEmpty && stages.data !== undefined && (
        <OrderListView
          key={JSON.stringify(filter)}
          orders={orders}
          listing={listing}
          stages={stages.data.stages}
          search={search}
          onSearch={onSearch}
        />
      )}
      {!isPhone && listing !== undefined && !isEmpty && <Legend shown={search.view === "list" ? "list" : "loom"} />}
      <LiveRegion
        text={counts === undefined ? "" : t("orders.spoken", { fresh: listing?.fresh ?? 0, stuck: counts.stuck })}
      />
    </>
  );
}
