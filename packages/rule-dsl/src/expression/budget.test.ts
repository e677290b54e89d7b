import { describe, expect, it } from "vitest";
import { compileFeel, type FeelResult } from "./compile-feel.ts";

/** Facts as large as an attacker may make an order. */
const note = "a".repeat(500_000);
const facts = {
  note,
  same: `${note.slice(1)}a`,
  numbers: Array.from({ length: 50_000 }, (_none, index) => index),
  wide: Object.fromEntries(Array.from({ length: 20_000 }, (_none, index) => [`key ${String(index)}`, index])),
};

function evaluate(text: string): FeelResult {
  const compilation = compileFeel(text);
  if (!compilation.ok) throw new Error(`does not compile: ${text}`);
  return compilation.compiled.evaluate(facts);
}

const runaways: readonly (readonly [what: string, text: string])[] = [
  ["a loop", "for i in 1..1000000000 return i"],
  ["loops in a loop", "for i in numbers, j in numbers return i * j"],
  ["a quantifier in a filter", "numbers[some n in numbers satisfies n < 0]"],
  ["dates without end", 'for d in @"-999999999-01-01"..@"999999999-12-31" return d'],
  ["copies of what there is so far", "for i in 1..90000 return partial"],
  ["a function of itself", "{f: function(f) f(f)}.f(function(f) f(f))"],
  ["texts that double", 'for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]'],
  ["lists that double", "for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])"],
  ["contexts that nest", "for i in 1..90000 return if i = 1 then {} else {a: partial[-1], b: partial[-1]}"],
  ["a long text, again and again", "for i in 1..90000 return upper case(note)"],
  ["a long text looked through", 'for i in 1..90000 return contains(note, "b")'],
  ["long texts compared", "for i in 1..90000 return note = same"],
  ["long texts in lists compared", "for i in 1..90000 return [note] = [same]"],
  ["a replacement that swells", `replace(note, "a", "${"$0".repeat(2_000)}")`],
  ["a text joined from many", "string join(for i in 1..1000 return note)"],
  ["a list a thousand times", `concatenate(${Array(1_000).fill("numbers").join(", ")})`],
  ["lists flattened", `flatten([${Array(1_000).fill("numbers").join(", ")}])`],
  ["every value against every other", "distinct values(numbers)"],
  ["wide contexts copied", 'for i in 1..90000 return context put(wide, "key 1", i)'],
  ["wide contexts compared", "for i in 1..90000 return wide = wide"],
  ["a pattern that backtracks", `matches("${"a".repeat(60)}!", "(a+)+$")`],
  ["a pattern with many ways", `matches("${"a".repeat(60)}", "(a|aa)+b")`],
  ["logarithms", "for i in 1..90000 return log(i)"],
  ["a result that is small here and large outside", "for i in 1..300 return numbers"],
];

describe("the budget stops what would run away", () => {
  it.each(runaways)("%s", (_what, text) => {
    const begin = performance.now();
    const result = evaluate(text);
    expect(result).toMatchObject({ value: null, exceeded: true });
    expect(result.warnings.at(-1)).toMatchObject({ code: "expression-budget", data: { limit: 100_000 } });
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

describe("nothing reaches the host", () => {
  it.each([
    "constructor",
    "constructor.constructor",
    "{}.constructor",
    '"".constructor',
    "[].length",
    "[1, 2].map",
    "(function(a) a).constructor",
    '@"2026-11-11".toString',
    "wide.__proto__",
    "wide.hasOwnProperty",
    'get value({}, "__proto__")',
    'get value({}, "constructor")',
    "numbers.constructor[1]",
    "{a: 1}.valueOf",
    "abs.body",
    "[5..9].startIncluded",
    'duration("P1D").seconds.constructor',
  ])("%s", (text) => {
    const { value } = evaluate(text);
    expect(Array.isArray(value) ? value.every((item) => item === null) : value === null).toBe(true);
  });

  it("a key that would change the prototype makes nothing", () => {
    expect(evaluate('context put({}, "__proto__", {polluted: true})').value).toBeNull();
    expect(evaluate('context([{key: "__proto__", value: {polluted: true}}])').value).toBeNull();
    expect(compileFeel("{__proto__: {polluted: true}}").ok).toBe(false);
    expect(({} as Readonly<Record<string, unknown>>)["polluted"]).toBeUndefined();
  });
});
