import type { Scope } from "./scope.ts";

/*
 * What metrics have counted (S21): it follows from the history, is written some time after it, and what lies behind the mark is counted again at
 * start. Each bucket and line says itself how far the history is in it, so a save that was torn counts nothing twice.
 */

/** A metric's slot under a key. */
export interface MetricBucketRow {
  readonly metric: string;
  /** JSON of the key. */
  readonly key: string;
  /** The instant it begins, in widths of a slot since 1970. */
  readonly slot: number;
  readonly amount: number;
  /** Ten-thousandths. */
  readonly total: number;
  /** Fingerprints of distinct values. */
  readonly seen?: readonly number[];
  /** Cursor of the last row of the history that is in it. */
  readonly through: number;
}

/** Where a key stands between its lines. */
export interface MetricLineRow {
  readonly metric: string;
  readonly key: string;
  readonly state: "normal" | "held";
  /** UTC milliseconds. */
  readonly since: number;
  readonly turning?: number;
  /** UTC milliseconds up to which it is settled. */
  readonly at: number;
  readonly through: number;
}

export interface MetricSave {
  /** Metrics whose buckets and lines are all dropped, before anything else. */
  readonly cleared: readonly string[];
  /** What is counted under each metric now, as text. */
  readonly sources: Readonly<Record<string, string>>;
  readonly buckets: readonly MetricBucketRow[];
  readonly lines: readonly MetricLineRow[];
  /** Slots before this one are let go, by metric. */
  readonly before: Readonly<Record<string, number>>;
  /** Cursor of the last row of the history that is counted; written last. */
  readonly mark: number;
}

export interface KeptMetrics {
  readonly sources: Readonly<Record<string, string>>;
  /** By slot, oldest first. */
  readonly buckets: readonly MetricBucketRow[];
  readonly lines: readonly MetricLineRow[];
  readonly mark: number;
}

export interface MetricStore {
  keptMetrics(scope: Scope): Promise<KeptMetrics>;
  saveMetrics(scope: Scope, save: MetricSave): Promise<void>;
}
