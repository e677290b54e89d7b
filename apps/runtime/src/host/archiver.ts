import type { ArchivePlace, ArchiveStore } from "../ports/archive-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import { faultOf } from "./fault.ts";

const DAY_MS = 86_400_000;
/** Orders looked at in one go, so few that nobody who sends one notices, and the pause until the next few. */
const SLICE = 10;
const PAUSE_MS = 100;
/** From one end of the orders to the next beginning. */
const ROUND_MS = 3_600_000;
const FIRST_MS = 60_000;

export interface ArchiverParts {
  readonly store: ArchiveStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Days after its end; undefined: never. */
  readonly afterDays: number | undefined;
}

/** Moves orders that ended long ago into the archive, a few at a time. Where it was is forgotten at a stop: the next start begins anew. */
export class Archiver {
  readonly #parts: ArchiverParts;
  #cancel: (() => void) | undefined;
  #slice: Promise<void> = Promise.resolve();
  #moved = 0;

  constructor(parts: ArchiverParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#parts.afterDays !== undefined) this.#later(FIRST_MS, undefined);
  }

  /** Resolves when what is under way is done. */
  stop(): Promise<void> {
    this.#cancel?.();
    return this.#slice;
  }

  #later(delayMs: number, after: ArchivePlace | undefined): void {
    this.#cancel = this.#parts.clock.after(delayMs, () => {
      this.#slice = this.#run(after);
    });
  }

  async #run(after: ArchivePlace | undefined): Promise<void> {
    const { store, scope, clock, logger, afterDays = 0 } = this.#parts;
    try {
      const endedBefore = clock.now() - afterDays * DAY_MS;
      const { moved, next } = await store.archiveOrders(scope, { endedBefore, limit: SLICE, ...(after && { after }) });
      this.#moved += moved;
      if (next) {
        this.#later(PAUSE_MS, next);
        return;
      }
      if (this.#moved > 0) logger.info("orders that ended long ago were archived", { orders: this.#moved });
      this.#moved = 0;
    } catch (error) {
      logger.warn("orders will be archived later", { error: faultOf(error) });
    }
    this.#later(ROUND_MS, undefined);
  }
}
