import type { EffectOf } from "@orderloom/workflow";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { InstanceSeed } from "./instance-document.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

/** How many groups' generations are remembered. */
const KEPT = 10_000;

export interface SharedParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly cache: AggregateCache;
}

type Joins = Pick<EffectOf<"workflow.start">, "childId" | "activation" | "input">;
type Parent = { readonly instanceId: string; readonly activation: number };

/**
 * Instances that orders share by key (S13), named `<workflow>/<key>/<generation>`; generations have no gaps. Joining is decided in the turn of
 * the instance that is joined, so that it takes no order after it closed, and each order once.
 */
export class SharedInstances {
  readonly #parts: SharedParts;
  /** The newest generation that is known of a group. */
  readonly #newest = new Map<string, number>();

  constructor(parts: SharedParts) {
    this.#parts = parts;
  }

  /** Joins the group's running instance, or begins the next generation. Again for the same parent it changes nothing. */
  async join(
    parent: Parent & { readonly orderId?: string },
    effect: Joins,
    seed: Omit<InstanceSeed, "id">,
  ): Promise<void> {
    const { childId: group, activation, input } = effect;
    // Told before it died, and its answer came: nobody waits any more.
    if (!(await this.#isAwaited(parent.instanceId, activation, group))) return;
    const { orderId } = parent;
    const join = {
      parent: { instanceId: parent.instanceId, activation },
      group,
      input,
      ...(orderId !== undefined && { orderId }),
    };
    for (let generation = await this.#oldestOpen(group); ; generation++) {
      const id = `${group}/${String(generation)}`;
      const mail = { type: "join", seed: { ...seed, id, join } } as const;
      const { closed } = await this.#parts.loop.tellInstance(id, mail, systemActor);
      this.#note(group, generation);
      if (!closed) return;
    }
  }

  /** Leaves whichever generation it joined; false when it never did. Rejects while it is still on its way in: try again then. */
  async leave(group: string, parent: Parent): Promise<boolean> {
    const { loop, cache } = this.#parts;
    if (await this.#isJoining(parent)) throw new Error(`${parent.instanceId} is still joining ${group}`);
    const newest = await this.#newestOf(group);
    for (let generation = newest; generation > 0; generation--) {
      const id = `${group}/${String(generation)}`;
      await cache.bringInstances([id]);
      const state = cache.instance(id)?.document.state;
      const isIn = state?.joined?.some(
        (order) => order.parent.instanceId === parent.instanceId && order.parent.activation === parent.activation,
      );
      // It tells how it ended by itself.
      if (isIn && state?.phase !== "running") return true;
      if (!isIn) {
        // Older ones than the last that is over are over too.
        if (state?.phase === "ended") return false;
        continue;
      }
      const message = { type: "order.leave", parent, actor: systemActor } as const;
      await loop.tellInstance(id, { type: "message", message }, systemActor);
      return true;
    }
    return false;
  }

  /** The instance of a key that runs, if one does. */
  async running(group: string): Promise<string | undefined> {
    const { cache } = this.#parts;
    const id = `${group}/${String(await this.#newestOf(group))}`;
    await cache.bringInstances([id]);
    return cache.instance(id)?.document.state.phase === "running" ? id : undefined;
  }

  async #isAwaited(instanceId: string, activation: number, group: string): Promise<boolean> {
    const { cache } = this.#parts;
    await cache.bringInstances([instanceId]);
    const state = cache.instance(instanceId)?.document.state;
    return (
      state?.activations.some(({ id, wait }) => id === activation && wait.for === "child" && wait.childId === group) ??
      false
    );
  }

  async #isJoining({ instanceId, activation }: Parent): Promise<boolean> {
    const { cache } = this.#parts;
    await cache.bringInstances([instanceId]);
    const outbox = cache.instance(instanceId)?.document.outbox ?? [];
    return outbox.some(({ effect }) => effect.type === "workflow.start" && effect.activation === activation);
  }

  /** An order that joined before a death may be in a generation that was full: those that still run are asked first. */
  async #oldestOpen(group: string): Promise<number> {
    const { cache } = this.#parts;
    let generation = await this.#newestOf(group);
    if (generation === 0) return 1;
    for (; generation > 1; generation--) {
      const before = `${group}/${String(generation - 1)}`;
      await cache.bringInstances([before]);
      if (cache.instance(before)?.document.state.phase !== "running") break;
    }
    return generation;
  }

  /** 0 when there is none. Generations have no gaps, so the newest is found by halving. */
  async #newestOf(group: string): Promise<number> {
    let low = this.#newest.get(group) ?? 0;
    let high = low + 1;
    while (await this.#exists(group, high)) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (await this.#exists(group, middle)) low = middle;
      else high = middle;
    }
    if (low > 0) this.#note(group, low);
    return low;
  }

  async #exists(group: string, generation: number): Promise<boolean> {
    const { cache } = this.#parts;
    const id = `${group}/${String(generation)}`;
    await cache.bringInstances([id]);
    return cache.peekInstance(id) !== undefined;
  }

  #note(group: string, generation: number): void {
    this.#newest.delete(group);
    this.#newest.set(group, generation);
    if (this.#newest.size <= KEPT) return;
    for (const oldest of this.#newest.keys()) {
      this.#newest.delete(oldest);
      return;
    }
  }
}
