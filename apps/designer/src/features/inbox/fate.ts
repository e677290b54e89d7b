import type { DecideManyResult, TaskChange } from "@orderloom/api-contract";
import type { AuthoredText } from "../../shared/format/text.ts";

/** What became of a row since it was fetched. Absent: nothing. */
export type Fate =
  | { readonly kind: "sending" }
  /** `outcome` is its id. */
  | { readonly kind: "decided"; readonly by?: string; readonly outcome?: string }
  | { readonly kind: "gone" }
  | { readonly kind: "refused"; readonly message: AuthoredText | undefined };

export type Fates = ReadonlyMap<string, Fate>;

/** Nothing is left to decide on it. */
export const isOver = (fate: Fate | undefined): boolean => fate?.kind === "decided" || fate?.kind === "gone";

/** What a change on the board makes of a row; undefined where it stays as it is. */
export function fateOfChange({ change, by, outcome }: TaskChange): Fate | undefined {
  switch (change) {
    case "decided":
      return { kind: "decided", ...(by === undefined ? {} : { by }), ...(outcome === undefined ? {} : { outcome }) };
    case "withdrawn":
    case "timed-out":
      return { kind: "gone" };
    case "opened":
    case "claimed":
    case "released":
    case "approved":
    case "escalated":
      return undefined;
  }
}

/** What the answer to a batch makes of a row; one that was set aside stays open. */
export function fateOfResult({ state, message }: DecideManyResult, by: string, outcome: string): Fate | undefined {
  switch (state) {
    case "decided":
    case "duplicate":
      return { kind: "decided", by, outcome };
    case "set-aside":
      return undefined;
    default:
      return { kind: "refused", message };
  }
}
