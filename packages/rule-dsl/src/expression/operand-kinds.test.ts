import { describe, expect, it } from "vitest";
import { compileFeel } from "./compile-feel.ts";

/** One value of each kind, and what may stand on the right of it for each sign. */
const values = {
  number: "10",
  text: '"10"',
  boolean: "true",
  date: '@"2026-11-11"',
  dateTime: '@"2026-11-11T10:10:10"',
  time: '@"10:10:10"',
  list: "[10]",
  context: "{a: 10}",
  days: '@"P1D"',
  months: '@"P1Y"',
  range: "[1..10]",
  function: "(function(a) a)",
  null: "null",
} as const;
type Kind = keyof typeof values;
const kinds = Object.keys(values) as Kind[];

const fits: Readonly<Record<string, Partial<Record<Kind, readonly Kind[]>>>> = {
  "+": {
    number: ["number"],
    text: ["text"],
    date: ["days", "months"],
    dateTime: ["days", "months"],
    time: ["days"],
    days: ["days", "date", "dateTime", "time"],
    months: ["months", "date", "dateTime"],
  },
  "-": {
    number: ["number"],
    date: ["date", "days", "months"],
    dateTime: ["dateTime", "days", "months"],
    time: ["time", "days"],
    days: ["days"],
    months: ["months"],
  },
  "*": { number: ["number", "days", "months"], days: ["number"], months: ["number"] },
  "/": { number: ["number"], days: ["number", "days"], months: ["number", "months"] },
  "**": { number: ["number"] },
};

describe.each(Object.keys(fits))("a %s b", (sign) => {
  it.each(kinds)("%s on the left: a value where the kinds fit, else null and why", (left) => {
    const got = kinds.filter((right) => {
      const compilation = compileFeel(`${values[left]} ${sign} ${values[right]}`);
      if (!compilation.ok) throw new Error(`does not compile: ${left} ${sign} ${right}`);
      const { value, warnings } = compilation.compiled.evaluate({});
      if (value === null) expect(warnings.map((warning) => warning.code)).toHaveLength(1);
      return value !== null;
    });
    expect(new Set(got)).toEqual(new Set(fits[sign]?.[left]));
  });
});
