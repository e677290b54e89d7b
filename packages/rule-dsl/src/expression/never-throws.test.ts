import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtins } from "./builtins/registry.ts";
import { compileFeel, compileUnaryTests } from "./compile-feel.ts";
import { type FeelValue, fromFact, toJson } from "./values.ts";

/** JSON with the keys that attackers try, and values that are no JSON at all. */
const facts = fc.dictionary(
  fc.constantFrom("a", "b", "constructor", "__proto__", "toString", "hasOwnProperty", "length"),
  fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, Number.NaN, Infinity, 10n, Symbol("s"), () => 1, new Date(0), new Map([["a", 1]]), /x/),
  ),
);

const atoms = fc.constantFrom(
  "a",
  "b",
  "1",
  "-0.5",
  "null",
  "true",
  '"x"',
  '"2026-11-11T20:00:00+08:00"',
  "[]",
  "[1, null, a]",
  "{a: 1}",
  "[1..3]",
  '@"2026-01-31"',
  '@"PT1H"',
  '@"P1M"',
  '@"12:00:00Z"',
  '@"2026-01-31T12:00:00@Europe/Berlin"',
  "function(a) a",
  "now()",
  "constructor",
  "a.__proto__",
  "a.constructor.constructor",
  "> 1",
);
const operators = fc.constantFrom("+", "-", "*", "/", "**", "<", "<=", "=", "!=", ">", "and", "or", "in");

const expressions = fc.letrec<{ node: string }>((tie) => {
  const node = tie("node");
  return {
    node: fc.oneof(
      { maxDepth: 4 },
      atoms,
      fc.tuple(node, operators, node).map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      fc
        .tuple(fc.constantFrom(...Object.keys(builtins)), fc.array(node, { maxLength: 4 }))
        .map(([name, given]) => `${name}(${given.join(", ")})`),
      fc.tuple(node, node).map(([base, condition]) => `(${base})[${condition}]`),
      fc
        .tuple(node, fc.constantFrom("a", "year", "start", "length", "constructor"))
        .map(([base, name]) => `(${base}).${name}`),
      fc.tuple(node, node).map(([source, body]) => `for a in ${source} return ${body}`),
      fc.tuple(node, node).map(([source, body]) => `some b in ${source} satisfies ${body}`),
      fc.tuple(node, node, node).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
      fc.tuple(node, node).map(([a, b]) => `{a: ${a}, c: ${b}}`),
    ),
  };
}).node;

/** True if nothing but plain data can be reached. */
function isPlainJson(value: unknown): boolean {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlainJson);
  return (
    typeof value === "object" &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isPlainJson)
  );
}

describe("whatever the text and the facts are", () => {
  it("an expression gives plain data, or null with a reason", () => {
    fc.assert(
      fc.property(expressions, facts, (text, given) => {
        const compilation = compileFeel(text, { budget: 5_000 });
        if (!compilation.ok) return;
        const result = compilation.compiled.evaluate(given, { now: 0 });
        expect(isPlainJson(toJson(result.value))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("a cell gives true, false or null", () => {
    fc.assert(
      fc.property(expressions, facts, fc.jsonValue(), (text, given, input) => {
        const compilation = compileUnaryTests(text, { budget: 5_000 });
        if (!compilation.ok) return;
        expect([true, false, null]).toContain(compilation.compiled.evaluate(fromFact(input), given).value);
      }),
      { numRuns: 1_000 },
    );
  });

  it("a text that is no FEEL is refused with a place inside it", () => {
    const scraps = fc.array(
      fc.oneof(
        atoms,
        operators,
        fc.constantFrom(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ".",
          "..",
          "for",
          "in",
          "return",
          "if",
          "then",
          '"',
          "@",
          "\\",
          "/*",
          "\n",
          "?",
        ),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          scraps.map((parts) => parts.join(" ")),
        ),
        (text) => {
          const compilation = compileFeel(text);
          for (const { from, to } of compilation.ok ? [] : compilation.problems) {
            expect(from >= 0 && from <= to && to <= text.length).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("the same expression over the same facts gives the same, and leaves the facts alone", () => {
    fc.assert(
      fc.property(expressions, fc.dictionary(fc.constantFrom("a", "b"), fc.jsonValue()), (text, given) => {
        const compilation = compileFeel(text, { budget: 5_000 });
        if (!compilation.ok) return;
        const before = JSON.stringify(given);
        const [first, second] = [0, 1].map(() => compilation.compiled.evaluate(given, { now: 0 }));
        expect(JSON.stringify(toJson(first?.value ?? null))).toBe(JSON.stringify(toJson(second?.value ?? null)));
        expect(JSON.stringify(given)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});

describe("prototypes cannot be reached", () => {
  it.each([
    "constructor",
    "__proto__",
    "toString",
    "a.constructor",
    "a.__proto__",
    "a.__proto__.polluted",
    "list.length",
    "list.constructor",
    "text.length",
    "number.toFixed",
    'get value(a, "constructor")',
    'get value(a, "__proto__")',
    "{}.constructor",
    "[].map",
    "[1].length",
    "(function(x) x).constructor",
    'date("2026-01-01").toString',
    "a[constructor != null].x",
  ])("%s", (text) => {
    const compilation = compileFeel(text);
    const hostile: Record<string, unknown> = {
      a: JSON.parse('{"__proto__": {"polluted": true}}'),
      list: [1],
      text: "x",
      number: 1,
    };
    const value: FeelValue = compilation.ok ? compilation.compiled.evaluate(hostile).value : "refused";
    expect(value === null || (Array.isArray(value) && value.length === 0) || JSON.stringify(value) === "[null]").toBe(
      true,
    );
  });

  it("a context made of an order's keys has no prototype of their choosing", () => {
    const compilation = compileFeel('context put({}, "__proto__", {polluted: true})');
    expect(compilation.ok && compilation.compiled.evaluate({}).value).toBe(null);
  });
});
