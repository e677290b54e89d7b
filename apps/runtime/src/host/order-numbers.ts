import type { IdSource, NumberBlock } from "../ports/id-source.ts";
import type { Scope } from "../ports/scope.ts";
import { businessDates } from "./business-date.ts";

const BLOCK = 10_000;
const DIGITS = 6;

/** Order ids `OL-<business date>-<number>` (S37). Numbers come in leased blocks; what a process does not use stays a gap. */
export class OrderNumbers {
  readonly #source: IdSource;
  readonly #scope: Scope;
  readonly #dateOf: (now: number) => string;
  #date = "";
  #block: NumberBlock = { first: 1, last: 0 };

  constructor(source: IdSource, scope: Scope, timeZone: string) {
    this.#source = source;
    this.#scope = scope;
    this.#dateOf = businessDates(timeZone);
  }

  /** Makes sure that `amount` ids can be taken at this instant. */
  async reserve(amount: number, now: number): Promise<void> {
    const date = this.#dateOf(now);
    if (date === this.#date && this.#block.last - this.#block.first + 1 >= amount) return;
    this.#block = await this.#source.lease(this.#scope, `orders/${date}`, Math.max(BLOCK, amount));
    this.#date = date;
  }

  /** One of the reserved ids. */
  take(): string {
    const { first, last } = this.#block;
    if (first > last) throw new Error("no order number was reserved");
    this.#block = { first: first + 1, last };
    return `OL-${this.#date}-${String(first).padStart(DIGITS, "0")}`;
  }
}
