/** For tables whose second column is FEEL too: both expressions must give the same value of the same kind. */
import { compileFeel, type FeelContext } from "../compile-feel.ts";
import { type Facts, kindOf, toJson } from "../values.ts";

/** A row: the expression, which is the test's title, and an expression for what it gives. */
export type SameRow = readonly [text: string, same: string];

/** The kind and the JSON of the value; mistakes are null, as in the standard. */
export function valueOf(text: string, facts: Facts = {}, context: FeelContext = {}): unknown {
  const compilation = compileFeel(text, { mistakes: "null", ...context });
  if (!compilation.ok) return { problems: compilation.problems.map(({ code }) => code) };
  const { value } = compilation.compiled.evaluate(facts, { now: Date.UTC(2026, 10, 11, 12, 15) });
  return { kind: kindOf(value), json: toJson(value) };
}
