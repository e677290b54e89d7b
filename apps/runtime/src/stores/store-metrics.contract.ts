import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { MetricBucketRow, MetricLineRow, MetricSave } from "../ports/metric-store.ts";
import type { Scope } from "../ports/scope.ts";

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };

/** What metrics have counted, beside the aggregates. */
export function metricContract(store: () => HostStore, reopen: () => Promise<void>): void {
  const bucket = (slot: number, amount: number, rest: Partial<MetricBucketRow> = {}): MetricBucketRow => ({
    metric: "growth",
    key: '"tmall"',
    slot,
    amount,
    total: 0,
    through: slot,
    ...rest,
  });
  const line = (rest: Partial<MetricLineRow> = {}): MetricLineRow => ({
    metric: "growth",
    key: '"tmall"',
    state: "held",
    since: 5,
    at: 9,
    through: 12,
    ...rest,
  });
  const save = (rest: Partial<MetricSave>): MetricSave => ({
    cleared: [],
    sources: {},
    buckets: [],
    lines: [],
    before: {},
    mark: 12,
    ...rest,
  });

  describe("what metrics have counted", () => {
    it("is kept by metric, key and slot, the later save over the earlier", async () => {
      expect(await store().keptMetrics(main)).toEqual({ sources: {}, buckets: [], lines: [], mark: 0 });
      const buyers = bucket(11, 2, { metric: "buyers", key: "null", total: -7, seen: [4, 2] });
      await store().saveMetrics(
        main,
        save({
          sources: { growth: "a" },
          buckets: [bucket(12, 3), bucket(10, 1), buyers],
          lines: [line({ turning: 8 })],
        }),
      );
      await store().saveMetrics(main, save({ buckets: [bucket(12, 4)], lines: [line()], mark: 15 }));
      await reopen();
      const kept = await store().keptMetrics(main);
      expect(kept.buckets.filter(({ metric }) => metric === "growth")).toEqual([bucket(10, 1), bucket(12, 4)]);
      expect(kept.buckets.filter(({ metric }) => metric === "buyers")).toEqual([buyers]);
      expect([kept.lines, kept.sources, kept.mark]).toEqual([[line()], { growth: "a" }, 15]);
      expect((await store().keptMetrics(other)).buckets).toEqual([]);
    });

    it("lets old slots go, and all of a metric that counts something else now", async () => {
      const others = bucket(3, 1, { metric: "other" });
      await store().saveMetrics(
        main,
        save({ buckets: [bucket(3, 1), bucket(4, 1), others], lines: [line(), line({ metric: "other" })] }),
      );
      await store().saveMetrics(main, save({ before: { growth: 4 } }));
      expect((await store().keptMetrics(main)).buckets).toEqual([bucket(4, 1), others]);
      await store().saveMetrics(main, save({ cleared: ["growth"], sources: { growth: "b" }, buckets: [bucket(9, 1)] }));
      const kept = await store().keptMetrics(main);
      expect(kept.buckets).toEqual([bucket(9, 1), others]);
      expect([kept.lines.map(({ metric }) => metric), kept.sources]).toEqual([["other"], { growth: "b" }]);
    });
  });
}
