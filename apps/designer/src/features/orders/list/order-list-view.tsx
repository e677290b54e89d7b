import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../../shared/format/number.ts";
import { useIsPhone } from "../../../shared/media.ts";
import { recallList, rememberList } from "../list-memory.ts";
import { columnsFor } from "./columns.ts";
import { GroupRow } from "./group-row.tsx";
import type { Listing } from "./live-list.ts";
import { LoomWindow } from "./loom-window.tsx";
import { OrderCard } from "./order-card.tsx";
import { OrderRowView } from "./order-row.tsx";
import type { OrderSearch } from "./order-search.ts";
import { type StageInfo, TableHead } from "./table-head.tsx";
import type { LiveOrders } from "./use-live-list.ts";
import { itemsOf, useListWindow } from "./use-list-window.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useNow } from "../../../shared/use-now.ts";
import { useWidth } from "../../../shared/use-width.ts";

interface OrderListViewProps {
  readonly orders: LiveOrders;
  readonly listing: Listing;
  readonly stages: readonly StageInfo[];
  readonly search: OrderSearch;
  readonly onSearch: (search: OrderSearch) => void;
}

/** Rows further than this from the top are being read: new ones wait behind the pill. */
const AT_THE_TOP = 4;
/** How near the end the next page is fetched, in rows. */
const NEAR_THE_END = 20;

/** The rows themselves: a window on the list that is drawn as far as it is seen. */
export function OrderListView({ orders, listing, stages, search, onSearch }: OrderListViewProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = useMemo(() => columnsFor(width, stages.length), [width, stages.length]);
  const items = useMemo(() => itemsOf(listing, orders.hasMore), [listing, orders.hasMore]);
  const { shown, totalSize, scrollTo } = useListWindow(scroller, items, isPhone);
  const holding = useHolding(scroller, orders);
  useListKeys(scroller, items, scrollTo);
  useMemory(scroller, listing);

  const last = shown.at(-1)?.index ?? 0;
  const { fetchMore } = orders;
  useEffect(() => {
    if (last >= items.length - NEAR_THE_END) fetchMore();
  }, [fetchMore, items.length, last]);

  const view = search.view ?? "loom";
  return (
    <div className="list-frame">
      {listing.fresh > 0 && (
        <button
          type="button"
          className="fresh-pill"
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            orders.list.settle();
          }}
        >
          {t("orders.fresh", { count: listing.fresh, shown: formatCount(listing.fresh) })}
        </button>
      )}
      <div className="list-scroller" ref={scroller} {...holding} tabIndex={-1}>
        <div className="order-table" role="table" aria-label={t("orders.title")} aria-rowcount={-1} data-view={view}>
          {!isPhone && (
            <TableHead
              columns={columns}
              stages={stages}
              counts={orders.counts}
              view={view}
              search={search}
              onSearch={onSearch}
            />
          )}
          <div className="order-rows" role="rowgroup" style={{ height: totalSize }}>
            {shown.map(({ item, start, index }) => {
              if (item.kind === "group")
                return (
                  <GroupRow key={item.id} item={item} top={start} orders={orders} search={search} onSearch={onSearch} />
                );
              if (item.kind === "more")
                return (
                  <div key="more" className="more-row" style={{ top: start }} role="row">
                    <span role="cell">{t("orders.fetchingMore")}</span>
                  </div>
                );
              const common = { row: item.row, top: start, index, now, stages };
              return isPhone ? (
                <OrderCard {...common} key={item.row.id} width={width} />
              ) : (
                <OrderRowView {...common} key={item.row.id} columns={columns} view={view} actions={item.row.stuck} />
              );
            })}
            {!isPhone && view === "loom" && (
              <LoomWindow shown={shown} columns={columns} stages={stages} prepended={listing.prepended} />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Rows stay where they are while the pointer is on them or the list is scrolled. */
function useHolding(scroller: React.RefObject<HTMLDivElement | null>, { list }: LiveOrders) {
  const [pointed, setPointed] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  useEffect(() => list.hold(pointed || scrolled), [list, pointed, scrolled]);
  return {
    onPointerEnter: (event: React.PointerEvent) => setPointed(event.pointerType === "mouse"),
    onPointerLeave: () => setPointed(false),
    onScroll: () => setScrolled((scroller.current?.scrollTop ?? 0) > AT_THE_TOP),
  };
}

/** Leaves behind what the order's page and the way back need. */
function useMemory(scroller: React.RefObject<HTMLDivElement | null>, listing: Listing): void {
  useEffect(() => {
    rememberList({ ids: [...listing.stuck, ...listing.rest].map(({ id }) => id) });
  }, [listing]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    box.scrollTo({ top: recallList().offset });
    const onScroll = () => rememberList({ offset: box.scrollTop });
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => box.removeEventListener("scroll", onScroll);
  }, [scroller]);
}
