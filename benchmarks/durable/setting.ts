import type { Program } from "../load/program.ts";

/** What a part of the suite is given. */
export interface Setting {
  /** The least a durable intake can be, and the product with the six-node workflow; both warm. */
  readonly bare: Program;
  readonly product: Program;
  /** For files of its own. */
  readonly folder: string;
  /** The long form: as long and as many as the claims say. */
  readonly isFull: boolean;
}

export const ORDERS_PATH = "/v1/orders";
export const BARE = "bare pipeline";
export const asLines = (orders: readonly string[]): string => `${orders.join("\n")}\n`;
export const NDJSON = { senders: 4, orders: 500, contentType: "application/x-ndjson" } as const;
