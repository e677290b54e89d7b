// @vitest-environment node
import { describe, expect, test } from "vitest";
import { route, withLabelsApart } from "./route.ts";

const box = (x: number, y: number, width = 192, height = 52) => ({ x, y, width, height });

describe("the way of a line", () => {
  const from = box(0, 0);
  const below = box(0, 84);
  const start = { x: 20, y: 52 };

  test("straight down where the next card stands below", () => {
    const { points } = route({
      start,
      side: "bottom",
      end: { x: 20, y: 84 },
      index: 0,
      source: from,
      target: below,
      obstacles: [from, below],
    });
    expect(points).toEqual([start, { x: 20, y: 84 }]);
  });

  test("over and down to a card beside", () => {
    const target = box(216, 120);
    const { points, label } = route({
      start: { x: 108, y: 52 },
      side: "bottom",
      end: { x: 236, y: 120 },
      index: 1,
      source: from,
      target,
      obstacles: [from, target],
    });
    expect(points.map(({ x }) => x)).toEqual([108, 108, 236, 236]);
    expect(label.anchor).toBe("middle");
  });

  test("round a card that stands in the way", () => {
    const middle = box(0, 84);
    const target = box(0, 200);
    const { points } = route({
      start,
      side: "bottom",
      end: { x: 20, y: 200 },
      index: 0,
      source: from,
      target,
      obstacles: [from, middle, target],
    });
    const upright = points.filter(({ y }, index) => y !== points[index - 1]?.y && index > 0);
    expect(upright.length).toBeGreaterThan(1);
    for (const { x } of points.slice(2, -2)) expect(x < -6 || x > 198).toBe(true);
  });

  test("back up beside the cards that it leads past", () => {
    const target = box(0, 0);
    const source = box(0, 200);
    const { points } = route({
      start: { x: 20, y: 252 },
      side: "bottom",
      end: { x: 20, y: 0 },
      index: 0,
      source,
      target,
      obstacles: [source, target],
    });
    expect(points.at(-2)).toEqual({ x: 20, y: -16 });
    expect(Math.min(...points.map(({ x }) => x))).toBeLessThan(0);
  });

  test("an error leaves on the right and comes down onto what deals with it", () => {
    const target = box(216, 120);
    const { points } = route({
      start: { x: 192, y: 26 },
      side: "right",
      end: { x: 236, y: 120 },
      index: 1,
      source: from,
      target,
      obstacles: [from, target],
    });
    expect(points).toEqual([
      { x: 192, y: 26 },
      { x: 236, y: 26 },
      { x: 236, y: 120 },
    ]);
  });

  test("the shares of two ways out of one card do not lie on each other", () => {
    const column = box(-216, 120);
    const ways = [
      { start: { x: 20, y: 52 }, end: { x: -196, y: 120 }, index: 0, target: column },
      { start: { x: 108, y: 52 }, end: { x: -196, y: 120 }, index: 0, target: column },
    ].map((asked) => ({ route: route({ ...asked, side: "bottom", source: from, obstacles: [from, column] }) }));
    const [one, other] = withLabelsApart(ways).map((way) => way.route.label);
    const isApart = Math.abs((one?.x ?? 0) - (other?.x ?? 0)) >= 52 || Math.abs((one?.y ?? 0) - (other?.y ?? 0)) >= 12;
    expect(isApart).toBe(true);
    // A second look moves nothing.
    expect(withLabelsApart(withLabelsApart(ways))).toEqual(withLabelsApart(ways));
  });
});
