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
        // Those for two people are left aside by a decision on many: each of the two looks at them by themselves.
        const [alone, many] = [body.items.filter(isForTwo), body.items.filter((task) => !isForTwo(task))];
        if (many.length > 0)
          await this.#approve(
            person,
            many.map(({ id }) => id),
          );
        for (const { id } of alone) await this.#approveOne(person, id);
      }
      await delay(PAUSE_MS);
    }
  }

  async #approveOne(person: string, id: string): Promise<void> {
    const asked = { outcome: "approve", form: { signature: person }, reason: "额度够" };
    const { status } = await this.#api.as(person).call("POST", `/v1/tasks/${id}/decide`, asked);
    if (status === 200) this.#approved += 1;
  }

  async #approve(person: string, ids: readonly string[]): Promise<void> {
    const asked = { ids, outcome: "approve", form: { signature: person }, reason: "额度够" };
    const { body } = await this.#api.as(person).call<DecideManyAnswer>("POST", "/v1/tasks/decide", asked);
    this.#approved += body.counts.decided;
  }
}

const isForTwo = ({ approvalsNeeded }: TaskList["items"][number]): boolean => approvalsNeeded > 1;
