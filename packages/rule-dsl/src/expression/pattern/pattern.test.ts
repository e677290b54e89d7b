import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finderOf, type Subject } from "./match-pattern.ts";
import { parsePattern } from "./parse-pattern.ts";

class TooManySteps extends Error {}

function subjectOf(text: string): Subject {
  let steps = 200_000;
  return {
    chars: Array.from(text),
    isMultiline: false,
    step: () => {
      steps -= 1;
      if (steps < 0) throw new TooManySteps();
    },
  };
}

/** The whole match and its groups, or null. */
function find(pattern: string, text: string): readonly (string | undefined)[] | null {
  const parsed = parsePattern(pattern, "");
  if (parsed === null) throw new Error(`no pattern: ${pattern}`);
  const match = finderOf(parsed)(subjectOf(text), 0);
  return match === null ? null : [Array.from(text).slice(match.start, match.end).join(""), ...match.groups];
}

const atoms = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "单", "😀", "\\.");
const patterns = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    atoms,
    fc.tuple(tie("node"), tie("node")).map((pair) => pair.join("")),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(?:${a}|${b})`),
    tie("node").map((inner) => `(${inner})`),
    fc.tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "*?", "+?")).map(([a, b]) => `(?:${a})${b}`),
  ),
})).node;

describe("patterns", () => {
  it("find what the engine's own find (groups apart that an empty or later round leaves to taste)", () => {
    fc.assert(
      fc.property(
        patterns,
        fc.array(fc.constantFrom("a", "b", "1", ".", "单", "😀"), { maxLength: 8 }),
        (pattern, chars) => {
          const text = chars.join("");
          const expected = new RegExp(pattern, "u").exec(text);
          expect(find(pattern, text)?.[0]).toBe(expected?.[0]);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    "(",
    ")",
    "a**",
    "[",
    "[]",
    "a{2",
    "{2}",
    "(?=a)",
    "\\1",
    "\\z",
    "[a-[b]c]",
    "\\p{IsNope}",
    "*",
    "a{3,2}",
    "\\p{Nope}",
    "(?<n>a)",
  ])("%s is none", (pattern) => {
    expect(parsePattern(pattern, "")).toBeNull();
  });

  it.each(["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){12}$"])("%s is stopped", (pattern) => {
    expect(() => find(pattern, `${"a".repeat(40)}!`)).toThrow(TooManySteps);
  });

  it("a long text needs no deep stack: .* over 100,000 characters", () => {
    expect(find("^a*$", "a".repeat(100_000))?.[0]?.length).toBe(100_000);
  });
});
