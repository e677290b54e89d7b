/** A workflow that takes no new orders for now (S24): why, since when, by whom. */
export type Pause = {
  readonly reason: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly by: { readonly id: string; readonly name: string };
};
