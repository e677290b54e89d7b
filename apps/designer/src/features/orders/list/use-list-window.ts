import { useVirtualizer } from "@tanstack/react-virtual";
import type { OrderRow } from "@orderloom/api-contract";
import { table } from "../../../shared/theme/tokens.ts";
import type { Listing } from "./live-list.ts";

export type ListItem =
  | { readonly kind: "group"; readonly id: "stuck" | "rest"; readonly count: number }
  | { readonly kind: "row"; readonly row: OrderRow }
  | { readonly kind: "more" };

/** What is on screen, and where it begins in px. */
export interface Shown {
  readonly item: ListItem;
  readonly index: number;
  readonly start: number;
}

const OVERSCAN = 8;

/** What is stuck under its head, then everything else; without anything stuck there are no heads. */
export function itemsOf(listing: Listing, hasMore: boolean): ListItem[] {
  const row = (order: OrderRow): ListItem => ({ kind: "row", row: order });
  const stuck: ListItem[] =
    listing.stuck.length === 0
      ? []
      : [
          { kind: "group", id: "stuck", count: listing.stuck.length },
          ...listing.stuck.map(row),
          { kind: "group", id: "rest", count: listing.rest.length },
        ];
  return [...stuck, ...listing.rest.map(row), ...(hasMore ? [{ kind: "more" } as const] : [])];
}

function sizeOf(item: ListItem | undefined, isPhone: boolean): number {
  if (item?.kind === "row") return isPhone ? table.card : table.row;
  return isPhone ? table.groupCard : table.groupRow;
}

function keyOf(item: ListItem | undefined, index: number): string | number {
  if (item === undefined) return index;
  return item.kind === "row" ? item.row.id : item.kind === "group" ? `group-${item.id}` : item.kind;
}

/** The rows that can be seen and a few around them; sizes are fixed, so nothing is measured. */
export function useListWindow(
  scroller: React.RefObject<HTMLDivElement | null>,
  items: readonly ListItem[],
  isPhone: boolean,
): { shown: Shown[]; totalSize: number; scrollTo: (index: number) => void } {
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here and not handed on
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizeOf(items[index], isPhone),
    getItemKey: (index) => keyOf(items[index], index),
    overscan: OVERSCAN,
    scrollPaddingStart: isPhone ? 0 : table.head,
  });
  const shown = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const item = items[index];
    return item === undefined ? [] : [{ item, index, start }];
  });
  return { shown, totalSize: virtualizer.getTotalSize(), scrollTo: (index) => virtualizer.scrollToIndex(index) };
}
