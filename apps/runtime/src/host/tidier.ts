import type { Clock } from "../ports/clock.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

/** How long tidying may wait for company. */
const DELAY_MS = 200;

/**
 * Outbox entries that need no answer are taken out together, a little later: nothing hangs on it, for what is done twice changes nothing.
 */
export class Tidier {
  readonly #loop: TurnLoop;
  readonly #clock: Clock;
  readonly #instances = new Map<string, string[]>();
  readonly #orders = new Map<string, number[]>();
  readonly #quotas = new Map<string, string[]>();
  #cancel: (() => void) | undefined;

  constructor(loop: TurnLoop, clock: Clock) {
    this.#loop = loop;
    this.#clock = clock;
  }

  instance(id: string, entry: string): void {
    add(this.#instances, id, entry);
    this.#soon();
  }
  order(id: string, seq: number): void {
    add(this.#orders, id, seq);
    this.#soon();
  }

  /** A take whose instance has its answer on disk. */
  quota(id: string, take: string): void {
    add(this.#quotas, id, take);
    this.#soon();
  }

  /** Sends out what has gathered. What fails is found again at the next start. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const ignore = () => undefined;
    for (const [id, entries] of this.#instances)
      this.#loop.tellInstance(id, { type: "tidy", entries }, systemActor).catch(ignore);
    for (const [id, delivered] of this.#orders)
      this.#loop.tellOrder(id, { type: "tidy", delivered }, systemActor).catch(ignore);
    for (const [id, ids] of this.#quotas) this.#loop.tellQuota(id, { type: "settle", ids }, systemActor).catch(ignore);
    this.#instances.clear();
    this.#orders.clear();
    this.#quotas.clear();
  }

  #soon(): void {
    this.#cancel ??= this.#clock.after(DELAY_MS, () => this.flush());
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
