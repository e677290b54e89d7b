import { setTimeout as delay } from "node:timers/promises";
import type { DecideManyAnswer, TaskList } from "@orderloom/api-contract";
import type { PersistentApi } from "./persistent-api.ts";

const PAUSE_MS = 150;

/** Two people of finance who approve whatever lies there, until they are sent home. */
export class FinanceDesk {
  readonly #api: PersistentApi;
  readonly #working: Promise<void>;
  #open = true;
  #approved = 0;

  constructor(api: PersistentApi) {
    this.#api = api;
    this.#working = this.#work();
  }

  /** Approvals that were taken; an order over its limit takes two. */
  get approved(): number {
    return this.#approved;
  }

  async close(): Promise<void> {
    this.#open = false;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#open) {
      const { body } = await this.#api.call<TaskList>("GET", "/v1/tasks?group=finance&limit=200");
      for (const person of ["wu", "zhou"]) {
        const ids = body.items.map((task) => task.id);
        if (ids.length > 0) await this.#approve(person, ids);
      }
      await delay(PAUSE_MS);
    }
  }

  async #approve(person: string, ids: readonly string[]): Promise<void> {
    const asked = { ids, outcome: "approve", form: { signature: person }, reason: "额度够" };
    const { body } = await this.#api.as(person).call<DecideManyAnswer>("POST", "/v1/tasks/decide", asked);
    this.#approved += body.counts.decided;
  }
}
