import type { AppInfo, OrderCounts } from "@orderloom/api-contract";
import type { OrderSearch } from "./order-search.ts";

export interface FilterProps {
  readonly search: OrderSearch;
  readonly onSearch: (search: OrderSearch) => void;
  readonly counts: OrderCounts | undefined;
  readonly channels: AppInfo["channels"];
  /** The business day it is. */
  readonly today: string;
}
