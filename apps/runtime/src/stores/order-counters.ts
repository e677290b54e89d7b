import type { OrderParts, Standing } from "../ports/order-row.ts";
import type { Counters } from "../ports/store.ts";

/** What a row is counted by. */
export interface CountedRow {
  readonly parts: OrderParts;
  readonly standing: Standing;
}

/** Rows by a column that may be absent. */
export type Tally = Map<string, number>;

/** The counts of the orders list in memory: read once, then moved along with each row. */
export class OrderCounters {
  #total: number;
  readonly #status: Tally;
  readonly #stage: Tally;
  readonly #channel: Tally;

  constructor({ status, stage, channel }: Readonly<Record<"status" | "stage" | "channel", Tally>>) {
    this.#status = status;
    this.#stage = stage;
    this.#channel = channel;
    this.#total = [...status.values()].reduce((sum, amount) => sum + amount, 0);
  }

  /** `before` is the row in its place; undefined where there was none. */
  move(before: CountedRow | undefined, { parts, standing }: CountedRow): void {
    if (before) {
      add(this.#status, before.standing.status, -1);
      add(this.#stage, before.standing.stage, -1);
    } else {
      this.#total += 1;
      add(this.#channel, parts.order.channel, 1);
    }
    add(this.#status, standing.status, 1);
    add(this.#stage, standing.stage, 1);
  }

  /** A row that is counted no more. */
  take({ parts, standing }: CountedRow): void {
    this.#total -= 1;
    add(this.#channel, parts.order.channel, -1);
    add(this.#status, standing.status, -1);
    add(this.#stage, standing.stage, -1);
  }

  read(): Counters {
    return {
      total: this.#total,
      byStatus: Object.fromEntries(this.#status),
      byStage: Object.fromEntries(this.#stage),
      byChannel: Object.fromEntries(this.#channel),
    };
  }
}

function add(tally: Tally, name: string | undefined, by: number): void {
  if (name === undefined) return;
  const amount = (tally.get(name) ?? 0) + by;
  if (amount > 0) tally.set(name, amount);
  else tally.delete(name);
}
