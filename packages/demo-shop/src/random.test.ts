import { expect, test } from "vitest";
import { randomFrom } from "./random.ts";

test("the same seed gives the same numbers, in every release", () => {
  const random = randomFrom("double-eleven");
  expect([random.next(), random.next(), random.int(1, 100), random.digits(6)]).toMatchInlineSnapshot(`
    [
      0.5921972137875855,
      0.1024608004372567,
      35,
      "419215",
    ]
  `);
});

test("numbers are spread evenly", () => {
  const random = randomFrom("even");
  const drawn = Array.from({ length: 60_000 }, () => random.int(1, 6));
  const counts = [1, 2, 3, 4, 5, 6].map((face) => drawn.filter((number) => number === face).length);
  expect(Math.min(...counts)).toBeGreaterThan(9_600);
  expect(Math.max(...counts)).toBeLessThan(10_400);
});

test("shares are kept", () => {
  const random = randomFrom("shares");
  const drawn = Array.from({ length: 10_000 }, () =>
    random.weighted([
      ["often", 9],
      ["seldom", 1],
    ]),
  );
  const seldom = drawn.filter((word) => word === "seldom").length;
  expect(seldom).toBeGreaterThan(850);
  expect(seldom).toBeLessThan(1150);
});
