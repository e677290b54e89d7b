import type { Scope } from "./scope.ts";

/** Numbers for orders in blocks (S37): a block belongs to the process that leased it, what it does not use stays a gap. */
export interface NumberBlock {
  readonly first: number;
  readonly last: number;
}

export interface IdSource {
  /** The next `size` numbers of a series; durable before it resolves, so that no number is given twice. */
  lease(scope: Scope, series: string, size: number): Promise<NumberBlock>;
}
