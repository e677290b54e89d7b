import fc from "fast-check";
import { evaluate } from "feelin";
import { describe, expect, it } from "vitest";
import { compileFeel } from "./compile-feel.ts";
import { type FeelValue, isNumber, isList, isRecord, keysOf } from "./values.ts";

/*
 * Another engine's opinion on generated expressions, of the part of FEEL where it is known to be right: well-typed
 * numbers, texts, logic, lists, loops and contexts. Where the two differ elsewhere, the standard's text decides, and
 * the tables beside the constructs say what it says.
 */

const facts = {
  total: 1280,
  fee: 12.5,
  pieces: 3,
  channel: "tmall",
  city: "hangzhou",
  vip: true,
  paid: false,
  scores: [3, 1, 2, 5],
  tags: ["gift", "cold"],
  lines: [
    { sku: "A", quantity: 2, price: 9.5 },
    { sku: "B", quantity: 1, price: 120 },
    { sku: "C", quantity: 4, price: 3.25 },
  ],
};

/** Feelin mixes up iterators of one name inside each other. */
const iterator = fc.integer({ min: 1, max: 1_000_000 }).map((place) => `x${String(place)}`);
const between = (low: number, high: number) => fc.integer({ min: low, max: high }).map(String);

const typed = fc.letrec<{ number: string; text: string; logic: string; numbers: string }>((tie) => {
  const [number, text, logic, numbers] = [tie("number"), tie("text"), tie("logic"), tie("numbers")];
  return {
    number: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("total", "fee", "pieces", "lines[1].price", "0.25", "7"),
      between(1, 999),
      fc.tuple(number, fc.constantFrom("+", "-"), number).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(number, between(2, 9)).map(([a, b]) => `(${a} * ${b})`),
      fc.tuple(logic, number, number).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
      numbers.map((list) => `count(${list})`),
      numbers.map((list) => `sum(append(${list}, 1))`),
      fc.tuple(fc.constantFrom("min", "max"), number, number).map(([name, a, b]) => `${name}(${a}, ${b})`),
      text.map((a) => `string length(${a})`),
      number.map((a) => `abs(${a})`),
      number.map((a) => `(function(n) n + 1)(${a})`),
      fc.tuple(number, number).map(([a, b]) => `{x: ${a}, y: x - ${b}}.y`),
    ),
    text: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("channel", "city", '"杭州"', '"a b"', "lines[2].sku"),
      fc.tuple(text, text).map(([a, b]) => `(${a} + ${b})`),
      text.map((a) => `upper case(${a})`),
      fc.tuple(text, text).map(([a, b]) => `substring before(${a}, ${b})`),
      text.map((a) => `substring(${a} + "..", 2, 2)`),
      fc.tuple(logic, text, text).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
      fc.constant('string join(tags, "-")'),
    ),
    logic: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("vip", "paid", "true", "false"),
      fc.tuple(number, fc.constantFrom("<", "<=", ">", ">=", "=", "!="), number).map((parts) => `(${parts.join(" ")})`),
      fc.tuple(text, fc.constantFrom("=", "!="), text).map((parts) => `(${parts.join(" ")})`),
      fc.tuple(logic, fc.constantFrom("and", "or"), logic).map((parts) => `(${parts.join(" ")})`),
      logic.map((a) => `not(${a})`),
      fc.tuple(number, between(1, 50), between(51, 999)).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
      fc.tuple(number, between(1, 50), between(51, 999)).map(([a, b, c]) => `(${a} in [${b}..${c}))`),
      fc.tuple(text, text, text).map(([a, b, c]) => `(${a} in (${b}, ${c}))`),
      fc.tuple(text, text).map(([a, b]) => `contains(${a}, ${b})`),
      fc.tuple(iterator, numbers, number).map(([x, list, a]) => `(some ${x} in ${list} satisfies ${x} > ${a})`),
      fc.tuple(iterator, numbers, number).map(([x, list, a]) => `(every ${x} in ${list} satisfies ${x} <= ${a})`),
      fc.tuple(numbers, number).map(([list, a]) => `list contains(${list}, ${a})`),
    ),
    numbers: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("scores", "lines.quantity", "[]", "[4, 2]"),
      fc.array(number, { minLength: 1, maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc.tuple(numbers, number).map(([list, a]) => `${list}[item > ${a}]`),
      fc.tuple(iterator, numbers, number).map(([x, list, a]) => `(for ${x} in ${list} return ${x} + ${a})`),
      fc.tuple(numbers, numbers).map(([a, b]) => `concatenate(${a}, ${b})`),
      numbers.map((list) => `reverse(${list})`),
      numbers.map((list) => `sort(${list}, function(a, b) a < b)`),
      number.map((a) => `lines[price < ${a}].quantity`),
    ),
  };
});

/** Numbers to twelve digits, since feelin calculates with doubles. */
function shown(value: unknown): string {
  const feel = value as FeelValue; // only looked at by kind
  if (isNumber(feel)) return String(Number(Number(feel).toPrecision(12)));
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (!isList(feel) && isRecord(feel))
    return `{${keysOf(feel)
      .map((key) => `${key}: ${shown(feel[key])}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}

function ours(text: string): string {
  const compilation = compileFeel(text);
  return compilation.ok ? shown(compilation.compiled.evaluate(facts).value) : `refused: ${text}`;
}

/** Undefined when its parser gives up, as it does where long brackets may be read in two ways. */
function feelins(text: string): string | undefined {
  try {
    return shown(evaluate(text, facts).value);
  } catch {
    return undefined;
  }
}

describe("ours is what feelin gives, where feelin is known to be right", () => {
  it.each(["number", "text", "logic", "numbers"] as const)("%s expressions", (kind) => {
    fc.assert(
      fc.property(typed[kind], (text) => {
        const mine = ours(text);
        expect(mine).not.toContain("refused");
        expect(mine).toBe(feelins(text) ?? mine);
      }),
      { numRuns: 600 },
    );
  });
});
