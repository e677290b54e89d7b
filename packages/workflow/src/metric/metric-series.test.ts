import fc from "fast-check";
import type { MetricDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import type { MetricLine } from "./metric-line.ts";
import { MetricSeries } from "./metric-series.ts";
import { metricShape } from "./metric-shape.ts";
import { SlowSeries } from "./testing/slow-series.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 11, 12);

const growth: MetricDefinition = {
  kind: "metric",
  schemaVersion: 1,
  id: "growth",
  name: { en: "Growth" },
  of: { event: "order.received", aggregate: "count" },
  window: { length: "PT1H", slide: "PT1M", lateness: "PT2M" },
  against: { baseline: "same-hour", days: 7, atLeast: 50 },
  lines: { hold: { above: 500 }, release: { below: 300, for: "PT10M" } },
};

/** So many orders of the hour that ends at `end`. */
function hour(amount: number, end: number): number[] {
  return Array.from(
    { length: amount },
    (_, index) => end - HOUR + MINUTE + Math.floor((index * (HOUR - MINUTE)) / amount),
  );
}

/** As many in each hour of the seven days before as are usual, then those of now. */
function counted(usual: number, now: number): MetricSeries {
  const hours = [-1, 0, 1, 2];
  const days = [7, 6, 5, 4, 3, 2, 1].flatMap((ago) =>
    hours.flatMap((later) => hour(usual, NOON - ago * DAY + later * HOUR)),
  );
  const series = new MetricSeries(metricShape(growth), NOON - 8 * DAY);
  for (const at of [...days, ...hour(now, NOON)]) {
    series.settle(at);
    series.count(series.slotOf(at) ?? NaN, {});
  }
  return series;
}

describe("hold above +500 %, at least 50", () => {
  test.each<[string, number, number, MetricLine["state"], number]>([
    ["241 where 40 are usual", 40, 241, "held", 502.5],
    ["240 where 40 are usual: exactly +500 % is not above", 40, 240, "normal", 500],
    ["7 where 1 is usual: too few to say anything", 1, 7, "normal", 600],
    ["50 where none ever were: a zero counts as one", 0, 50, "held", 4900],
    ["49 of them", 0, 49, "normal", 4800],
    ["as many as ever", 40, 40, "normal", 0],
  ])("%s", (_name, usual, now, state, percent) => {
    expect(counted(usual, now).reading()).toEqual({ state, growth: percent, value: now, baseline: Math.max(usual, 1) });
  });

  test("a day without orders counts as one order", () => {
    const series = new MetricSeries(metricShape(growth), NOON - 8 * DAY);
    for (const at of [...hour(15, NOON - DAY), ...hour(10, NOON)]) {
      series.settle(at);
      series.count(series.slotOf(at) ?? NaN, {});
    }
    series.settle(NOON - 1);
    expect(series.reading().baseline).toBe(3); // (15 + 6 x 1) / 7
  });
});

describe("lets go below +300 % for ten minutes", () => {
  test("by itself, ten minutes after the rate fell, and says when", () => {
    const series = counted(40, 241);
    expect(series.line).toEqual({ state: "held", since: hour(241, NOON).at(-1) });
    const moves = series.settle(NOON + 3 * HOUR);
    // 160 are +300 %: below it when 82 of 241 have left the window, twenty minutes after noon.
    expect(moves).toEqual([{ state: "normal", since: NOON + 30 * MINUTE }]);
    expect(series.settle(NOON + 9 * HOUR)).toEqual([]);
  });

  test("not when it rises again in between", () => {
    const series = counted(40, 241);
    series.settle(NOON + 25 * MINUTE);
    expect(series.line.turning).toBe(NOON + 20 * MINUTE);
    for (let index = 0; index < 60; index += 1) series.count(series.slotOf(NOON + 25 * MINUTE) ?? NaN, {});
    expect(series.line.turning).toBeUndefined();
    expect(series.settle(NOON + 31 * MINUTE)).toEqual([]);
  });

  test("at once when there is too little left to say anything", () => {
    const series = counted(0, 50);
    const moves = series.settle(NOON + 2 * MINUTE);
    expect(moves.map(({ state }) => state)).toEqual(["normal"]);
  });
});

describe("late events", () => {
  test("fall into their own slot, up to the lateness", () => {
    const series = new MetricSeries(metricShape(growth), NOON);
    series.settle(NOON + 30_000);
    const slots = [0, 60_000, 120_000, 120_001, -5000].map((late) => series.slotOf(NOON + 30_000 - late));
    expect(slots).toEqual([NOON / MINUTE, NOON / MINUTE - 1, NOON / MINUTE - 2, undefined, NOON / MINUTE]);
  });
});

describe("for now", () => {
  test("what is taken back leaves no trace, the line among it", () => {
    const series = counted(40, 240);
    const before = [series.reading(), series.line, series.recent(60)];
    const slot = series.slotOf(NOON) ?? NaN;
    const takeBack = series.tryCount(slot, {});
    expect(series.reading().state).toBe("held");
    takeBack();
    expect([series.reading(), series.line, series.recent(60)]).toEqual(before);
  });
});

describe("other lines for the same counted thing", () => {
  test("are drawn on what was counted", () => {
    const series = counted(40, 200);
    const lower = { ...growth, lines: { hold: { above: 300 }, release: { below: 200 } } };
    expect(series.reshape(metricShape(lower))?.state).toBe("held");
    expect(series.reading().value).toBe(200);
  });
});

/* Random events at random instants, looked at now and then, against an evaluator that keeps every event and works everything out anew. */

const aggregate = fc.constantFrom<MetricDefinition["of"]["aggregate"]>("count", "sum", "distinct", "rate");
const definition = fc.record({
  aggregate,
  length: fc.constantFrom("PT1H", "PT5M", "PT10M"),
  slide: fc.constantFrom("PT1M", "PT2M", "PT30S"),
  lateness: fc.constantFrom("PT0S", "PT2M", "PT7M"),
  against: fc.option(
    fc.record({
      baseline: fc.constantFrom<"same-hour" | "previous-hour">("same-hour", "previous-hour"),
      days: fc.constantFrom(1, 2),
      atLeast: fc.constantFrom(0, 2, 4),
    }),
    { nil: undefined },
  ),
  hold: fc.record({ above: fc.constantFrom(0, 1, 2, 100, 150), for: fc.constantFrom("PT0S", "PT3M", "PT90S") }),
  release: fc.record({ below: fc.constantFrom(-50, 0, 1, 50), for: fc.constantFrom("PT0S", "PT2M", "PT10M") }),
});
const step = fc.record({
  waitMs: fc.oneof(
    { weight: 6, arbitrary: fc.nat(3 * MINUTE) },
    { weight: 2, arbitrary: fc.nat(90 * MINUTE) },
    { weight: 1, arbitrary: fc.constantFrom(DAY, DAY - HOUR, 2 * DAY) },
  ),
  /** Absent: only a look. */
  late: fc.option(fc.nat(9 * MINUTE), { nil: undefined }),
  value: fc.nat(5),
  takenBack: fc.boolean(),
});

describe("against the evaluator that keeps everything", () => {
  test("the same value, growth, baseline and moves of the line", () => {
    fc.assert(
      fc.property(definition, fc.array(step, { maxLength: 40 }), (made, steps) => {
        const shape = metricShape({
          ...growth,
          of: { event: "order.received", aggregate: made.aggregate },
          window: { length: made.length, slide: made.slide, lateness: made.lateness },
          against: made.against,
          lines: { hold: made.hold, release: made.release },
        } as MetricDefinition);
        const series = new MetricSeries(shape, NOON);
        const slow = new SlowSeries(shape, NOON);
        const moves: MetricLine[] = [];
        let now = NOON;
        for (const { waitMs, late, value, takenBack } of steps) {
          now += waitMs;
          moves.push(...series.settle(now));
          slow.settle(now);
          const slot = late === undefined ? undefined : series.slotOf(now - late);
          const what = { total: value * 1000, seen: value };
          if (slot !== undefined && takenBack) series.tryCount(slot, what)();
          if (slot !== undefined) moves.push(...[series.count(slot, what)].filter((move) => move !== undefined));
          if (late !== undefined) slow.count(now - late, what);
          expect(series.reading()).toEqual(slow.reading());
        }
        expect(moves).toEqual(slow.moves);
      }),
      { numRuns: 400 },
    );
  });
});
