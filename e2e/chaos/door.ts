import { setTimeout as delay } from "node:timers/promises";

const LOOK_MS = 100;
const PATIENCE_MS = 90_000;

/** Whether anybody answers at a URL. Those who found it shut wait together: one of them looks, so that a start is not slowed by knocking. */
export class Door {
  readonly #url: string;
  #looking: Promise<void> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  untilOpen(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    do {
      await delay(LOOK_MS);
      if (await this.#isOpen()) return;
    } while (Date.now() < end);
    throw new Error("nobody opened for a minute and a half");
  }

  async #isOpen(): Promise<boolean> {
    try {
      const response = await fetch(`${this.#url}/readyz`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
