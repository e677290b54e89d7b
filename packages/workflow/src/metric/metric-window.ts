import type { MetricShape } from "./metric-shape.ts";

/** What fell into one slot. `seen`: fingerprints of distinct values. */
export interface MetricBucket {
  amount: number;
  /** Ten-thousandths, so that adding and taking away are exact. */
  total: number;
  readonly seen?: Set<number>;
}

/** What a counted event brings: `total` in ten-thousandths, `seen` the fingerprint of its value. */
export interface Contribution {
  readonly total?: number;
  readonly seen?: number;
}

/** Ten-thousandths in one. */
export const UNIT = 10_000;

/** The buckets of one key, and the sums over its rolling window kept up to date: a look costs the same however much was counted. */
export class MetricWindow {
  readonly #shape: MetricShape;
  readonly #buckets = new Map<number, MetricBucket>();
  /** Fingerprints in the window, and in how many of its slots each is. */
  readonly #seen = new Map<number, number>();
  /** The slot that is filling now. */
  #slot: number;
  #amount = 0;
  #total = 0;
  #baseline: number | undefined;

  constructor(shape: MetricShape, slot: number) {
    this.#shape = shape;
    this.#slot = slot;
  }

  get slot(): number {
    return this.#slot;
  }
  /** Events in the window. */
  get amount(): number {
    return this.#amount;
  }
  get isEmpty(): boolean {
    return this.#buckets.size === 0;
  }

  /** What the aggregate adds up to in the window, in its own unit: events, ten-thousandths, or values. */
  get sum(): number {
    return this.#sumOf(this.#amount, this.#total, this.#seen.size);
  }

  /** Sum of the windows that are compared with, one of nothing counting as one (S21). */
  get baseline(): number {
    this.#baseline ??= this.#compared();
    return this.#baseline;
  }

  bucket(slot: number): MetricBucket | undefined {
    return this.#buckets.get(slot);
  }

  /** Oldest first. */
  buckets(): readonly (readonly [slot: number, bucket: MetricBucket])[] {
    return [...this.#buckets].sort(([left], [right]) => left - right);
  }

  /** Whether the value is new to its slot, which `undo` must know. */
  add(slot: number, what: Contribution): boolean {
    const bucket = this.#bucketAt(slot);
    this.#sum(bucket, slot, what, 1);
    const { seen } = what;
    if (seen === undefined || !bucket.seen || bucket.seen.has(seen)) return false;
    bucket.seen.add(seen);
    if (this.#isInside(slot)) this.#more(seen);
    return true;
  }

  /** Takes back what was added, before the window moves on. */
  undo(slot: number, what: Contribution, wasNew: boolean): void {
    const bucket = this.#bucketAt(slot);
    this.#sum(bucket, slot, what, -1);
    if (wasNew && what.seen !== undefined) {
      bucket.seen?.delete(what.seen);
      if (this.#isInside(slot)) this.#less(what.seen);
    }
    if (bucket.amount === 0) this.#buckets.delete(slot);
  }

  /** Puts a kept bucket in, on top of what its slot has. */
  restore(slot: number, { amount, total, seen = new Set() }: MetricBucket): void {
    const bucket = this.#bucketAt(slot);
    bucket.amount += amount;
    bucket.total += total;
    const isInside = this.#isInside(slot);
    this.#baseline = undefined;
    if (isInside) {
      this.#amount += amount;
      this.#total += total;
    }
    for (const one of seen) {
      if (bucket.seen?.has(one) === false && isInside) this.#more(one);
      bucket.seen?.add(one);
    }
  }

  /** Goes on to a later slot; those that nobody looks at any more are let go. */
  moveTo(slot: number): void {
    if (slot <= this.#slot) return;
    const { windowSlots, keptSlots } = this.#shape;
    const before = this.#slot - windowSlots;
    this.#slot = slot;
    this.#baseline = undefined;
    if (this.#amount > 0)
      for (let left = before + 1; left <= Math.min(slot, before + 2 * windowSlots) - windowSlots; left += 1)
        this.#leave(left);
    this.#letGo(slot - keptSlots);
  }

  #letGo(last: number): void {
    // Slots come in nearly in order, so the old ones lie in front.
    for (const slot of this.#buckets.keys()) {
      if (slot > last + this.#shape.windowSlots) break;
      if (slot <= last) this.#buckets.delete(slot);
    }
  }

  #bucketAt(slot: number): MetricBucket {
    const known = this.#buckets.get(slot);
    if (known) return known;
    const seen = this.#shape.aggregate === "distinct" && { seen: new Set<number>() };
    const bucket: MetricBucket = { amount: 0, total: 0, ...seen };
    this.#buckets.set(slot, bucket);
    return bucket;
  }

  #isInside(slot: number): boolean {
    return slot > this.#slot - this.#shape.windowSlots;
  }

  #sum(bucket: MetricBucket, slot: number, { total = 0 }: Contribution, sign: 1 | -1): void {
    bucket.amount += sign;
    bucket.total += sign * total;
    if (!this.#isInside(slot)) {
      this.#baseline = undefined;
      return;
    }
    this.#amount += sign;
    this.#total += sign * total;
  }

  #leave(slot: number): void {
    const bucket = this.#buckets.get(slot);
    if (!bucket) return;
    this.#amount -= bucket.amount;
    this.#total -= bucket.total;
    for (const one of bucket.seen ?? []) this.#less(one);
  }

  #more(seen: number): void {
    this.#seen.set(seen, (this.#seen.get(seen) ?? 0) + 1);
  }

  #less(seen: number): void {
    const left = (this.#seen.get(seen) ?? 0) - 1;
    if (left > 0) this.#seen.set(seen, left);
    else this.#seen.delete(seen);
  }

  #compared(): number {
    const one = this.#shape.aggregate === "sum" ? UNIT : 1;
    const pasts = (this.#shape.against?.offsets ?? []).map((offset) => this.#past(offset));
    return pasts.reduce((sum, past) => sum + (past > 0 ? past : one), 0);
  }

  #past(offset: number): number {
    const last = this.#slot - offset;
    let amount = 0;
    let total = 0;
    const seen = new Set<number>();
    for (let slot = last - this.#shape.windowSlots + 1; slot <= last; slot += 1) {
      const bucket = this.#buckets.get(slot);
      if (!bucket) continue;
      amount += bucket.amount;
      total += bucket.total;
      for (const one of bucket.seen ?? []) seen.add(one);
    }
    return this.#sumOf(amount, total, seen.size);
  }

  #sumOf(amount: number, total: number, distinct: number): number {
    switch (this.#shape.aggregate) {
      case "count":
      case "rate":
        return amount;
      case "sum":
        return total;
      case "distinct":
        return distinct;
    }
  }
}
