import { setTimeout as delay } from "node:timers/promises";
import type { OrderList } from "@orderloom/api-contract";
import type { PersistentApi } from "./persistent-api.ts";

const PAUSE_MS = 300;

/** Somebody of operations who has every call tried again that came to nothing, until he is sent home. */
export class OperationsDesk {
  readonly #api: PersistentApi;
  readonly #working: Promise<void>;
  #open = true;
  #retried = 0;

  constructor(api: PersistentApi) {
    this.#api = api.as("lin");
    this.#working = this.#work();
  }

  get retried(): number {
    return this.#retried;
  }

  async close(): Promise<void> {
    this.#open = false;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#open) {
      const { body } = await this.#api.call<OrderList>("GET", "/v1/orders?status=incident&limit=200");
      for (const { next } of body.items) await this.#retry(next);
      await delay(PAUSE_MS);
    }
  }

  async #retry({ instanceId, activation }: OrderList["items"][number]["next"]): Promise<void> {
    if (instanceId === undefined) return;
    const asked = { activation, remedy: "retry", reason: "再试一次" };
    const { status } = await this.#api.call("POST", `/v1/instances/${instanceId}/remedy`, asked);
    if (status === 200) this.#retried += 1;
  }
}
