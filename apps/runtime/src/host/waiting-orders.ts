import type { Actor } from "@orderloom/rule-dsl";
import type { Scope } from "../ports/scope.ts";
import type { OrderListStore, OrderRowQuery } from "../ports/store.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

const PAGE = 200;
/** Routing many goes in slices (S12). */
const SLICE = 500;

export interface WaitingParts {
  readonly store: OrderListStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
}

/** Orders that wait for a paused workflow (S24). They are in the list like any other; nothing of them is in memory only. */
export class WaitingOrders {
  readonly #parts: WaitingParts;

  constructor(parts: WaitingParts) {
    this.#parts = parts;
  }

  /** Those that wait, for this workflow or for any, the one that came first first. */
  async ids(workflow?: string): Promise<readonly string[]> {
    const { store, scope } = this.#parts;
    const found: string[] = [];
    let after: OrderRowQuery["after"];
    for (;;) {
      // What runs beside it may be in trouble: that is the worse word of the two (S3).
      const status = ["unrouted", "incident"];
      const rows = await store.orderRows(scope, { status, limit: PAGE, ...(after && { after }) });
      for (const { id, parts } of rows) {
        const { waitsFor } = parts.order;
        if (waitsFor && (workflow === undefined || waitsFor.workflow === workflow)) found.push(id);
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return found.reverse();
      after = { receivedAt: last.parts.order.receivedAt, id: last.id };
    }
  }

  /** Routes them as new orders would be now; those for whom nothing has changed stay. */
  async route(ids: readonly string[], actor: Actor = systemActor): Promise<void> {
    const { loop } = this.#parts;
    for (let index = 0; index < ids.length; index += SLICE) {
      const slice = ids.slice(index, index + SLICE);
      await Promise.all(slice.map((id) => loop.tellOrder(id, { type: "order.route" }, actor)));
    }
  }
}
