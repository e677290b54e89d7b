/** What the tables of the tests call: an expression to plain JSON, or to the codes of what is wrong with it. */
import { compileFeel, compileUnaryTests, type FeelContext } from "../compile-feel.ts";
import { type Facts, type FeelValue, toJson } from "../values.ts";

/** 2026-11-11T20:15:00+08:00 */
const testNow = Date.UTC(2026, 10, 11, 12, 15);

export function evaluateFeel(text: string, facts: Facts = {}, context?: FeelContext): unknown {
  const compilation = compileFeel(text, context);
  if (!compilation.ok) return { problems: compilation.problems.map(({ code }) => code) };
  return toJson(compilation.compiled.evaluate(facts, { now: testNow }).value);
}

/** The codes of the warnings of one evaluation, or of the problems. */
export function codesOf(text: string, facts: Facts = {}, context?: FeelContext): readonly string[] {
  const compilation = compileFeel(text, context);
  if (!compilation.ok) return compilation.problems.map(({ code }) => code);
  return compilation.compiled.evaluate(facts, { now: testNow }).warnings.map(({ code }) => code);
}

export function evaluateTests(text: string, input: FeelValue, facts: Facts = {}, context?: FeelContext): unknown {
  const compilation = compileUnaryTests(text, context);
  if (!compilation.ok) return { problems: compilation.problems.map(({ code }) => code) };
  return compilation.compiled.evaluate(input, facts).value;
}

/** A row: the expression, which is the test's title too, and what it gives. */
export type FeelRow = readonly [text: string, expected: unknown];
