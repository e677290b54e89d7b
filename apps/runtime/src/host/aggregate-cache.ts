import type { AggregateKind, AggregateStore, StoredAggregate } from "../ports/store.ts";
import type { Scope } from "../ports/scope.ts";
import { readInstance, readLimit, readOrder } from "./aggregate-text.ts";
import type { Effective } from "./effective.ts";
import type { LoadedInstance } from "./instance-document.ts";
import type { LoadedOrder } from "./order-document.ts";
import type { LoadedLimit } from "./quota/quota-document.ts";

const KEPT = 10_000;

/**
 * Aggregates as they are on disk, the latest used in memory. Safe because every write names the revision it read (H5): a stale copy loses and is
 * read again.
 */
export class AggregateCache {
  readonly #store: AggregateStore;
  readonly #scope: Scope;
  readonly #effective: Effective;
  readonly #orders = new Map<string, LoadedOrder>();
  readonly #instances = new Map<string, LoadedInstance>();
  readonly #quotas = new Map<string, LoadedLimit>();
  readonly #unreadable = new Map<string, Error>();

  constructor(store: AggregateStore, scope: Scope, effective: Effective) {
    this.#store = store;
    this.#scope = scope;
    this.#effective = effective;
  }

  /** Throws what went wrong when it is there and cannot be read: a damaged document, or one of a newer release. */
  order(id: string): LoadedOrder | undefined {
    this.#assertReadable("order", id);
    return this.#orders.get(id);
  }
  instance(id: string): LoadedInstance | undefined {
    this.#assertReadable("instance", id);
    return this.#instances.get(id);
  }
  quota(id: string): LoadedLimit | undefined {
    this.#assertReadable("quota", id);
    return this.#quotas.get(id);
  }
  peekOrder(id: string): LoadedOrder | undefined {
    return this.#orders.get(id);
  }
  peekInstance(id: string): LoadedInstance | undefined {
    return this.#instances.get(id);
  }

  #assertReadable(kind: AggregateKind, id: string): void {
    const error = this.#unreadable.get(`${kind}/${id}`);
    if (error) throw error;
  }

  putOrder(loaded: LoadedOrder): void {
    put(this.#orders, loaded.document.id, loaded);
  }
  putInstance(loaded: LoadedInstance): void {
    put(this.#instances, loaded.document.state.instanceId, loaded);
  }
  putQuota(loaded: LoadedLimit): void {
    put(this.#quotas, loaded.document.id, loaded);
  }
  forget(kind: AggregateKind, id: string): void {
    this.#known(kind).delete(id);
  }

  #known(kind: AggregateKind): Map<string, { readonly revision: number }> {
    switch (kind) {
      case "order":
        return this.#orders;
      case "instance":
        return this.#instances;
      case "quota":
        return this.#quotas;
    }
  }

  /** Brings those into memory that are not; what does not exist stays away. */
  async bringOrders(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#orders.has(id));
    if (missing.length === 0) return;
    for (const stored of await this.#store.load(this.#scope, "order", missing))
      this.#read(stored, this.#orders, () => this.putOrder(readOrder(this.#effective, stored)));
  }
  async bringInstances(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#instances.has(id));
    if (missing.length === 0) return;
    for (const stored of await this.#store.load(this.#scope, "instance", missing))
      this.#read(stored, this.#instances, () => this.putInstance(readInstance(stored)));
  }

  async bringQuotas(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#quotas.has(id));
    if (missing.length === 0) return;
    for (const stored of await this.#store.load(this.#scope, "quota", missing))
      this.#read(stored, this.#quotas, () => this.putQuota(readLimit(stored)));
  }

  /** One that cannot be read takes nobody with it who is read together with it. */
  #read(
    { kind, id, revision }: StoredAggregate,
    known: ReadonlyMap<string, { readonly revision: number }>,
    read: () => void,
  ): void {
    // A turn may have written it while it was being read.
    if ((known.get(id)?.revision ?? 0) >= revision) return;
    this.#unreadable.delete(`${kind}/${id}`);
    try {
      read();
    } catch (error) {
      this.#unreadable.set(`${kind}/${id}`, error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Lets go of the oldest beyond what is kept; between turns, so that what a turn brought in stays until it is over. */
  trim(): void {
    trim(this.#orders);
    trim(this.#instances);
    trim(this.#quotas);
  }
}

/** The latest used last. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
}

function trim(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= KEPT) return;
    map.delete(key);
  }
}
