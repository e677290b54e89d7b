import { setTimeout as delay } from "node:timers/promises";
import type { World } from "../harness/world.ts";

const PAUSE_MS = 150;
const actions = ["reserve-stock", "create-pick-task"] as const;
const ways = [
  { mode: "fail", times: 12 },
  { mode: "fail", status: 429, retryAfterSeconds: 1, times: 4 },
  { mode: "slow", delayMs: 1500, times: 6 },
  { mode: "twice", times: 4 },
  { mode: "hang", times: 2 },
  { mode: "garbage", times: 3 },
] as const;

/** A warehouse system that has a bad day: it refuses, dawdles, drops the line after it acted, never answers, or answers a web page. */
export class Troubles {
  readonly #wms: string;
  readonly #random: () => number;
  readonly #working: Promise<void>;
  #open = true;
  #made = 0;

  constructor(world: World, random: () => number) {
    this.#wms = world.wms;
    this.#random = random;
    this.#working = this.#work();
  }

  get made(): number {
    return this.#made;
  }

  /** From then on it behaves. */
  async close(): Promise<void> {
    this.#open = false;
    await this.#working;
    await this.#tell({ action: "*", mode: "ok" });
  }

  async #work(): Promise<void> {
    while (this.#open) {
      const action = this.#one(actions);
      await this.#tell({ action, ...this.#one(ways) });
      this.#made += 1;
      await delay(PAUSE_MS);
    }
  }

  #one<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.#random() * of.length)];
  }

  async #tell(control: object): Promise<void> {
    const response = await fetch(`${this.#wms}/control`, { method: "POST", body: JSON.stringify(control) });
    if (!response.ok) throw new Error(`the WMS is not told how to behave: ${await response.text()}`);
  }
}
