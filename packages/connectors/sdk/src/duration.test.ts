import { expect, test } from "vitest";
import { durationMs } from "./duration.ts";

test.each([
  ["PT5S", 5000],
  ["PT0.25S", 250],
  ["PT1M30S", 90_000],
  ["PT2H", 7_200_000],
  ["P1DT1H", 90_000_000],
])("%s is %i ms", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(["", "P", "PT", "5 s", "P1M", "PT-5S"])("“%s” is no duration", (text) => {
  expect(() => durationMs(text)).toThrow("is not a duration");
});
