// @vitest-environment node
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  loomWidth,
  stageX,
  strandsPath,
  straightPath,
  threadShape,
  warpIsOnTop,
  wavePath,
  type Way,
} from "./thread-shape.ts";

const nine = { stages: 9, pitch: 64 };
const way = (at: number | undefined, end: Way["end"], waited: readonly number[] = []): Way => ({
  passed: Array.from({ length: (at ?? -1) + 1 }, (_, stage) => ({ stage, waited: waited.includes(stage) })),
  at,
  end,
});

describe("where the thread runs", () => {
  test.each([
    ["moving at the sixth stage: the mark is on its warp line", way(5, "moving"), stageX(5, nine)],
    ["done at the last stage", way(8, "finished"), stageX(8, nine)],
    ["not begun: the mark stands before the first warp line", way(undefined, "moving"), 10],
  ])("%s", (_title, given, markAt) => {
    expect(threadShape(given, 1, nine).markAt).toBe(markAt);
  });

  test("a taut thread ends at its mark's edge and opens by 5 where the warp lies on top", () => {
    const { taut } = threadShape(way(2, "moving"), 1, nine);
    // Row 1: the warp of stage 1 lies on top, those of stages 0 and 2 do not.
    expect(taut).toEqual([
      [2, stageX(1, nine) - 2.5],
      [stageX(1, nine) + 2.5, stageX(2, nine) - 8],
    ]);
  });

  test("neighbouring rows weave the other way round", () => {
    expect(warpIsOnTop(4, 2)).toBe(true);
    expect(warpIsOnTop(5, 2)).toBe(false);
  });

  test("who waits for a person hangs slack before the stage: three whole waves", () => {
    const { slack, taut } = threadShape(way(2, "waiting-for-person"), 0, nine);
    expect(slack).toEqual([[stageX(2, nine) - 10 - 42, stageX(2, nine) - 10]]);
    expect(taut.every(([, to]) => to <= stageX(2, nine))).toBe(true);
  });

  test("who waited on the way and went on keeps the slack there", () => {
    expect(threadShape(way(6, "moving", [2]), 0, nine).slack).toHaveLength(1);
  });

  test("a narrow loom has room for one wave", () => {
    const narrow = { stages: 9, pitch: 36 };
    const [piece] = threadShape(way(2, "waiting-for-person"), 0, narrow).slack;
    expect(piece).toEqual([stageX(2, narrow) - 10 - 14, stageX(2, narrow) - 10]);
  });

  test("an incident frays before its mark", () => {
    const shape = threadShape(way(4, "broken"), 0, nine);
    expect(shape.frayedAt).toBe(stageX(4, nine) - 8 - 2 - 9);
    expect(shape.taut.at(-1)?.[1]).toBe(shape.frayedAt);
  });

  test("what is finished has nothing ahead, the rest is dotted up to the right edge", () => {
    expect(threadShape(way(3, "finished"), 0, nine).ahead).toBeUndefined();
    expect(threadShape(way(3, "moving"), 0, nine).ahead).toEqual([stageX(3, nine) + 12, loomWidth(nine) - 2]);
    expect(threadShape(way(8, "moving"), 0, nine).ahead).toBeUndefined();
  });

  test("an order that came back shows how far it had been", () => {
    const shape = threadShape({ ...way(5, "moving"), at: 2 }, 0, nine);
    expect(shape.withdrawn).toEqual([stageX(2, nine) + 10, stageX(5, nine)]);
    expect(shape.markAt).toBe(stageX(2, nine));
  });

  test("whatever the way, pieces run from left to right, never overlap and stay on the loom", () => {
    const ways = fc.record({
      passed: fc.array(fc.record({ stage: fc.integer({ min: 0, max: 8 }), waited: fc.boolean() })),
      at: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
      end: fc.constantFrom<Way["end"][]>("moving", "waiting-for-person", "broken", "finished"),
    });
    const scales = fc.integer({ min: 20, max: 64 }).map((pitch) => ({ stages: 9, pitch }));
    fc.assert(
      fc.property(ways, fc.nat(1000), scales, (given, row, scale) => {
        const { taut, slack } = threadShape(given, row, scale);
        const pieces = [...taut, ...slack].sort(([one], [other]) => one - other);
        for (const [index, [from, to]] of pieces.entries()) {
          expect(to).toBeGreaterThan(from);
          expect(from).toBeGreaterThanOrEqual(pieces[index - 1]?.[1] ?? 0);
          expect(to).toBeLessThanOrEqual(loomWidth(scale));
        }
      }),
    );
  });
});

describe("paths", () => {
  test("straight pieces are moves and lines", () => {
    expect(
      straightPath(
        [
          [2, 10],
          [15, 20],
        ],
        18,
      ),
    ).toBe("M2 18H10M15 18H20");
  });
  test("a wave of 14 has two halves, up and down", () => {
    expect(wavePath([[0, 14]], 5)).toBe("M0 5q3.5 -5 7 0q3.5 5 7 0");
  });
  test("three strands", () => {
    expect(strandsPath(10, 5)).toBe("M10 5l9 -5M10 5l9 0M10 5l9 5");
  });
});
