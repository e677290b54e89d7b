/**
 * FEEL (DMN 1.5): a text is parsed and compiled once, then evaluated over facts as often as wanted.
 *
 * - Compiling never throws: what is wrong with the text is a list of problems with their places.
 * - Evaluating never throws on data: the result is null and a warning says why and where.
 * - Evaluating is pure: it reads the facts and `now`, and nothing else; it changes nothing.
 */
import { language } from "./compile/compile-node.ts";
import { Compilation, type FeelFieldType, Scope } from "./compile/scope.ts";
import { compileUnaryTestsNode } from "./compile/tests.ts";
import { defaultTimeZone } from "./compare.ts";
import type { FeelProblem, FeelWarning } from "./feel-codes.ts";
import { evaluate, type Program } from "./runtime/evaluate.ts";
import type { FeelType } from "./feel-type.ts";
import type { FeelNames } from "./syntax/names.ts";
import type { FeelNode } from "./syntax/feel-node.ts";
import { parseExpression, type Parsed, parseUnaryTests } from "./syntax/parse-feel.ts";
import { type ParseTree, parserFor } from "./syntax/parser.ts";
import type { Facts, FeelValue } from "./values.ts";

export interface FeelContext {
  /**
   * The names that may be read at the root. A map goes on to the known fields of each, or "any". Absent: every name
   * may be read, and names with spaces in paths are guessed.
   */
  readonly names?: FeelNames | undefined;
  /** The types of facts that JSON shows as text ("order.placedAt" is a date-time); elements share their list's path. */
  readonly types?: ((path: string) => FeelFieldType | undefined) | undefined;
  /** Types beyond FEEL's own, by the name that `instance of` and parameters may use. */
  readonly typeNamed?: ((name: string) => FeelType | undefined) | undefined;
  /**
   * What becomes of a mistake in a part of the text (an unknown name or function, the 31st of February): by default the
   * text is refused, so that its author can mend it; "null" gives the standard's answer, null with a warning.
   */
  readonly mistakes?: "refused" | "null" | undefined;
  /** IANA zone of local dates and times; Asia/Shanghai by default. */
  readonly timeZone?: string | undefined;
  /** Steps one evaluation may take; 100,000 by default. */
  readonly budget?: number | undefined;
}

export interface EvaluateOptions {
  /** Milliseconds since the epoch, for now() and today(). */
  readonly now?: number | undefined;
}

export interface FeelResult<T extends FeelValue = FeelValue> {
  readonly value: T | null;
  readonly warnings: readonly FeelWarning[];
  /** Present if the evaluation was stopped because its budget was used up; the value is null then. */
  readonly exceeded?: true;
}

export interface CompiledFeel {
  readonly text: string;
  /** Root names and dotted paths that it may read, sorted: ["order.total", "vars.credit.used"]. */
  readonly reads: readonly string[];
  /** What the types of fields say that no evaluation can change: `order.total > "500"` is never true nor false. */
  readonly doubts: readonly FeelWarning[];
  /** For what runs it as a part of a larger evaluation. */
  readonly program: Program;
  evaluate(facts: Facts, options?: EvaluateOptions): FeelResult;
}

export interface CompiledUnaryTests {
  readonly text: string;
  readonly reads: readonly string[];
  readonly doubts: readonly FeelWarning[];
  /** The same, with `input` in slot 0. */
  readonly program: Program;
  /** Whether `input` passes the tests. */
  evaluate(input: FeelValue, facts: Facts, options?: EvaluateOptions): FeelResult<boolean>;
}

export type Compilable<T> =
  { readonly ok: true; readonly compiled: T } | { readonly ok: false; readonly problems: readonly FeelProblem[] };
export type FeelCompilation = Compilable<CompiledFeel>;
export type UnaryTestsCompilation = Compilable<CompiledUnaryTests>;

const defaultBudget = 100_000;

/** An expression: `if vars.credit.used + order.total > vars.credit.limit then 2 else 1`. */
export function compileFeel(text: string, context: FeelContext = {}): FeelCompilation {
  const parsed = parse(text, context);
  if (!parsed.ok) return refuse(parsed);
  const compilation = startCompilation(context);
  const { run } = new Scope({ compilation }).compile(parsed.node);
  if (compilation.problems.length > 0) return { ok: false, problems: compilation.problems };
  const program = programOf(run, compilation, context);
  return {
    ok: true,
    compiled: {
      text,
      reads: compilation.reads,
      doubts: compilation.doubts,
      program,
      evaluate: (facts, options) => evaluate(program, facts, options?.now),
    },
  };
}

/** The standard's texts may be several expressions, which are a list; its brackets move the places by one. */
function parse(text: string, context: FeelContext): Parsed<FeelNode> {
  const parser = parserOf(context);
  const parsed = parseExpression(text, parser);
  if (parsed.ok || context.mistakes !== "null") return parsed;
  const several = parseExpression(`[${text}]`, parser);
  return several.ok ? several : parsed;
}

/** A table cell: `-`, `"gold","silver"`, `> 7`, `[100..700]`, `not("x")`, `? > 5 and ? < 9`. */
export function compileUnaryTests(text: string, context: FeelContext = {}): UnaryTestsCompilation {
  const parsed = parseUnaryTests(text, parserOf(context));
  if (!parsed.ok) return refuse(parsed);
  const compilation = startCompilation(context);
  const input = { slot: compilation.newSlot() };
  const { run } = compileUnaryTestsNode(parsed.node, new Scope({ compilation, input }), input);
  if (compilation.problems.length > 0) return { ok: false, problems: compilation.problems };
  const program = programOf(run, compilation, context);
  return {
    ok: true,
    compiled: {
      text,
      reads: compilation.reads,
      doubts: compilation.doubts,
      program,
      evaluate: (value, facts, options) => logical(evaluate(program, facts, options?.now, value)),
    },
  };
}

function refuse(parsed: Parsed<unknown> & { readonly ok: false }): {
  readonly ok: false;
  readonly problems: readonly FeelProblem[];
} {
  return { ok: false, problems: [parsed.problem] };
}

function startCompilation(context: FeelContext): Compilation {
  const zone = context.timeZone ?? defaultTimeZone;
  const { names, types, typeNamed, mistakes = "refused" } = context;
  return new Compilation({ names, types, typeNamed, mistakes, zone }, language);
}

function programOf(run: Program["run"], compilation: Compilation, context: FeelContext): Program {
  return {
    run,
    slots: compilation.slots,
    budget: context.budget ?? defaultBudget,
    zone: context.timeZone ?? defaultTimeZone,
  };
}

function logical(result: FeelResult): FeelResult<boolean> {
  const value = typeof result.value === "boolean" ? result.value : null;
  return { ...result, value };
}

// One parser per set of names, kept as long as the set: making one takes longer than parsing a rule.
const parsers = new WeakMap<FeelNames, ParseTree>();
const openParser = parserFor(undefined);

function parserOf({ names }: FeelContext): ParseTree {
  if (names === undefined) return openParser;
  const known = parsers.get(names) ?? parserFor(names);
  parsers.set(names, known);
  return known;
}
