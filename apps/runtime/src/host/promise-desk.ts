import type { FulfilmentPromise, JsonValue, Order, PromiseTable } from "@orderloom/rule-dsl";
import { durationMs } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Refused } from "./commands.ts";
import { etagOf } from "./etag.ts";
import { stale } from "./refuse.ts";

const PROMISES_KEY = "promises";
const UNSET_ETAG = "unset";
/** What somebody who was promised nothing may wait before he goes ahead of one who just came with a promise. */
const PATIENCE_MS = 24 * 3_600_000;

/** When somebody is due who came at an instant (UTC milliseconds) and was promised nothing. */
export const unpromisedDue = (cameAt: number): number => cameAt + PATIENCE_MS;

export interface PromiseRecord extends PromiseTable {
  readonly etag: string;
}

/** When an order has to leave, and by when its calls are due: both UTC milliseconds. */
export interface Due {
  readonly deadline?: number;
  /**
   * Who has the smaller one is served first (earliest due date): the deadline, or a day after it came where nothing was promised, less what its
   * customer goes ahead by. It is fixed when the order comes, so that whoever waits long enough is the next.
   */
  readonly dueBy: number;
}

/** The organisation's table of promises. It binds when an order is accepted (S23); what that gave is kept with the order. */
export class PromiseDesk {
  readonly #store: DefinitionStore;
  readonly #scope: Scope;
  readonly #clock: Clock;
  #known: PromiseRecord = { promises: [], etag: UNSET_ETAG };
  #ahead: ReadonlyMap<string, number> = new Map();

  constructor(store: DefinitionStore, scope: Scope, clock: Clock) {
    this.#store = store;
    this.#scope = scope;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    const setting = await this.#store.setting(this.#scope, PROMISES_KEY);
    if (!setting) return;
    const table = setting.value as unknown as PromiseTable; // `save` is the only writer
    this.#know({ ...table, etag: setting.etag });
  }

  get table(): PromiseRecord {
    return this.#known;
  }

  async save(table: PromiseTable, etag: string | undefined): Promise<PromiseRecord | Refused> {
    const value = table as unknown as JsonValue; // it passed its schema
    const next = etagOf(value, this.#clock.now());
    const expected = etag === UNSET_ETAG ? undefined : etag;
    if (!(await this.#store.saveSetting(this.#scope, PROMISES_KEY, { value, etag: next }, expected))) {
      await this.load();
      return stale(etag);
    }
    this.#know({ ...table, etag: next });
    return this.#known;
  }

  dueOf(order: Order): Due {
    const promise = this.#known.promises.find((one) => isMeant(one, order));
    const deadline = promise && startOf(promise, order) + (durationMs(promise.within) ?? 0);
    const ahead = this.#ahead.get(order.customer.level ?? "") ?? 0;
    const dueBy = (deadline ?? unpromisedDue(order.receivedAt)) - ahead;
    return deadline === undefined ? { dueBy } : { deadline, dueBy };
  }

  #know(record: PromiseRecord): void {
    this.#known = record;
    this.#ahead = new Map((record.ahead ?? []).map(({ level, by }) => [level, durationMs(by) ?? 0]));
  }
}

function isMeant({ channels, levels }: FulfilmentPromise, { channel, customer }: Order): boolean {
  if (channels && !channels.includes(channel)) return false;
  return !levels || levels.includes(customer.level ?? "");
}

function startOf({ from = "received" }: FulfilmentPromise, { receivedAt, placedAt, payment }: Order): number {
  switch (from) {
    case "received":
      return receivedAt;
    case "placed":
      return Date.parse(placedAt);
    case "paid":
      return payment.paidAt === undefined ? receivedAt : Date.parse(payment.paidAt);
  }
}
