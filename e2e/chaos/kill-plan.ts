import { setTimeout as delay } from "node:timers/promises";

const LOOK_MS = 15;
const LATEST_MS = 120;

/** Kills at random moments, one in each of as many equal parts of the work, so that they fall into the whole of it. */
export class KillPlan {
  readonly #moments: readonly { readonly share: number; readonly afterMs: number }[];

  constructor(kills: number, random: () => number) {
    this.#moments = Array.from({ length: kills }, (_, part) => ({
      share: (part + random()) / kills,
      afterMs: random() * LATEST_MS,
    }));
  }

  /** `done`: the share of the work that is done, 0 to 1. Ends with the last kill. */
  async carryOut(done: () => number, kill: () => Promise<void>): Promise<void> {
    for (const { share, afterMs } of this.#moments) {
      while (done() < share) await delay(LOOK_MS);
      await delay(afterMs);
      await kill();
    }
  }
}
