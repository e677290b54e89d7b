import { factsOfOrder, type Facts, type Order } from "@orderloom/rule-dsl";
import type { Reads } from "@orderloom/workflow";
import type { AggregateCache } from "../aggregate-cache.ts";
import type { Effective } from "../effective.ts";
import type { Unit } from "../letters.ts";
import type { QuotaBook } from "./quota-book.ts";

/** What a turn of an instance reads beside its order; recorded with the turn, so that it can be played again (S15). */
export type Measures = Pick<Reads, "quotas">;

export interface ReadingParts {
  readonly cache: AggregateCache;
  readonly effective: Effective;
  readonly book: QuotaBook;
  /** ISO 4217 (S20). */
  readonly baseCurrency: string;
}

/** Gets what instances read ready before a turn, which itself waits for nothing. Workflows that read none cost one look into a map. */
export class Reading {
  readonly #parts: ReadingParts;

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /** Brings the counts that the instances of these units read into memory. `now`: UTC milliseconds. */
  async bring(units: readonly Unit[], now: number): Promise<void> {
    const { cache, book } = this.#parts;
    if (book.readers.size === 0) return;
    const limits = units
      .flatMap((unit) => this.#readersIn(unit, now))
      .flatMap(({ workflow, order }) => book.limitsReadBy(workflow, this.#facts(order, now), now));
    await cache.bringQuotas(limits);
  }

  /** As they are on disk; undefined where the workflow reads none. */
  measures(workflow: string, order: Order | undefined, now: number): Measures | undefined {
    const { book } = this.#parts;
    if (!book.readers.has(workflow)) return undefined;
    return { quotas: book.reads(workflow, this.#facts(order, now), now) };
  }

  #facts(order: Order | undefined, now: number): Facts {
    const { baseCurrency } = this.#parts;
    return { now: new Date(now).toISOString(), ...(order && { order: factsOfOrder(order, { baseCurrency }) }) };
  }

  /** The workflows that read, and of which order; for an order that may start one, all that could be started. */
  #readersIn(unit: Unit, now: number): readonly { readonly workflow: string; readonly order: Order | undefined }[] {
    const { cache, effective, book } = this.#parts;
    const each = (order: Order | undefined) => [...book.readers.keys()].map((workflow) => ({ workflow, order }));
    switch (unit.kind) {
      case "accept":
        return unit.letters
          .slice(0, 1)
          .flatMap(({ mail }) => each(effective.first(mail.input, { id: "", receivedAt: now })));
      case "order":
        return each(cache.peekOrder(unit.id)?.order);
      case "instance": {
        const started = unit.letters.flatMap(({ mail }) => (mail.type === "start" ? [mail.seed] : []))[0];
        const { workflow, orderId } = cache.peekInstance(unit.id)?.document.state ?? started ?? {};
        if (workflow === undefined || !book.readers.has(workflow)) return [];
        return [{ workflow, order: orderId === undefined ? undefined : cache.peekOrder(orderId)?.order }];
      }
      case "quota":
        return [];
    }
  }
}
