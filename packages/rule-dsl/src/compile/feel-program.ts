import { compileFeel, compileUnaryTests, type EvaluateOptions, type FeelContext } from "../expression/compile-feel.ts";
import type { FeelWarning } from "../expression/feel-codes.ts";
import type { Facts, FeelValue } from "../expression/values.ts";
import { feelTypeOf } from "../facts/catalogue.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import type { Notes } from "./notes.ts";

/** An expression inside a definition: what it reads, which of that must be fetched first, and its value with warnings noted. */
export interface FeelProgram {
  readonly reads: readonly string[];
  readonly fetched: readonly string[];
  run(facts: Facts, notes: Notes): FeelValue;
}

/** A table cell. `run` is false where the test has no answer. */
export interface CellProgram {
  readonly reads: readonly string[];
  readonly fetched: readonly string[];
  run(input: FeelValue, facts: Facts): boolean;
}

/** Compiles FEEL without its leading `=`. What does not compile is null and warns: `check` refuses it before it is published. */
export function feelProgram(text: string, scope: CompileScope): FeelProgram {
  const compiled = compileFeel(text, feelContext(scope));
  if (!compiled.ok)
    return brokenProgram(scope.warning("bad-expression", { from: compiled.problems[0]?.from ?? 0, text }));
  const feel = compiled.compiled;
  const optionsOf = clockOf(text);
  const translate = warningsOf(text, scope);
  return {
    ...readsOf(feel.reads, scope),
    run(facts, notes) {
      const result = feel.evaluate(facts, optionsOf(facts));
      for (const warning of result.warnings) notes.warn(translate(warning));
      return result.value;
    },
  };
}

/** Compiles FEEL unary tests. A cell that does not compile holds for nothing. */
export function cellProgram(text: string, scope: CompileScope): CellProgram {
  const compiled = compileUnaryTests(text, feelContext(scope));
  if (!compiled.ok) return { reads: [], fetched: [], run: () => false };
  const feel = compiled.compiled;
  const optionsOf = clockOf(text);
  return {
    ...readsOf(feel.reads, scope),
    run: (input, facts) => feel.evaluate(input, facts, optionsOf(facts)).value === true,
  };
}

function brokenProgram(warning: EvaluationWarning): FeelProgram {
  return {
    reads: [],
    fetched: [],
    run(_, notes) {
      notes.warn(warning);
      return null;
    },
  };
}

function feelContext(scope: CompileScope): FeelContext {
  const { timeZone, fieldType = feelTypeOf } = scope.context;
  return { names: scope.feelNames, timeZone, types: (path) => fieldType(scope.canonical(path)) };
}

function readsOf(
  paths: readonly string[],
  scope: CompileScope,
): { readonly reads: readonly string[]; readonly fetched: readonly string[] } {
  for (const path of paths) scope.read(scope.canonical(path));
  const roots = paths.map((path) => path.split(".", 1)[0] ?? path);
  return { reads: paths, fetched: [...new Set(roots.filter((root) => scope.fetched.has(root)))] };
}

const noOptions: EvaluateOptions = {};

/** `now()` and `today()` mean the fact `now`, so that an evaluation stays a function of its facts (S15). */
function clockOf(text: string): (facts: Facts) => EvaluateOptions {
  if (!/\b(?:now|today)\s*\(/.test(text)) return () => noOptions;
  return (facts) => ({ now: epochMilliseconds(facts["now"]) });
}

/** The fact `now` as milliseconds since the epoch. */
export function epochMilliseconds(now: unknown): number | undefined {
  const instant = typeof now === "string" ? Date.parse(now) : now;
  return typeof instant === "number" && Number.isFinite(instant) ? instant : undefined;
}

/** FEEL's warnings as an evaluation's, one object for each place of the text. */
function warningsOf(text: string, scope: CompileScope): (warning: FeelWarning) => EvaluationWarning {
  const known = new Map<string, EvaluationWarning>();
  return (warning) => {
    const key = `${warning.code}:${String(warning.from)}`;
    const path = typeof warning.data?.["name"] === "string" ? warning.data["name"] : text;
    const found = known.get(key) ?? scope.warning(warning.code, { path, ...warning.data, expression: text });
    known.set(key, found);
    return found;
  };
}
