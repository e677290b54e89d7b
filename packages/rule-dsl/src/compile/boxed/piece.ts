/**
 * Boxed expressions as closures. A piece runs at a site: the names in sight, the frame whose steps it pays with, and
 * the session of the whole evaluation. Pieces throw nothing but BudgetExceeded.
 */
import type { Code, CodeData } from "../../codes/codes.ts";
import type { Frame } from "../../expression/runtime/frame.ts";
import { compileFeel, compileUnaryTests, type FeelContext } from "../../expression/compile-feel.ts";
import type { FeelProblem, FeelWarning } from "../../expression/feel-codes.ts";
import type { Program } from "../../expression/runtime/evaluate.ts";
import type { FeelNames } from "../../expression/syntax/names.ts";
import type { Facts, FeelValue } from "../../expression/values.ts";
import type { Boxed } from "../../schema/boxed.ts";
import type { EvaluationWarning } from "../evaluation.ts";
import type { TypeBook } from "./item-types.ts";

/** What a table saw, and which of its rows hit, counted from 0. */
export interface TableSeen {
  readonly element: string;
  readonly inputs: readonly { readonly text: string; readonly value: FeelValue }[];
  readonly hits: readonly number[];
}

export interface Session {
  /** Present where the evaluation is traced. */
  readonly seen?: (table: TableSeen) => void;
  /** What elements came to in this evaluation, by key. */
  readonly values: Map<string, FeelValue>;
  /** Values from outside, by key: of input data, or of decisions instead of working them out. */
  readonly given: ReadonlyMap<string, FeelValue>;
  readonly warn: (warning: EvaluationWarning) => void;
}

export interface Site {
  readonly facts: Facts;
  readonly frame: Frame;
  readonly session: Session;
}

export type Piece = (site: Site) => FeelValue;

/** A compiled box with the fields its value is known to have. */
export interface CompiledBox {
  readonly run: Piece;
  readonly fields: FeelNames | "any";
}

export interface BoxProblem {
  /** The key of the element it is in. */
  readonly key: string;
  /** JSON Pointer into the model. */
  readonly path: string;
  readonly code: Code;
  readonly data: CodeData;
}

/** The names that may be read at one place. */
export type Sight = ReadonlyMap<string, FeelNames | "any">;

/** What all boxes of one model are compiled with. */
export interface BoxContext {
  readonly book: TypeBook;
  readonly timeZone: string | undefined;
  /** Whether a mistake in a text is a problem, or null with a warning where it is met, as the standard has it. */
  readonly mistakes: "refused" | "null";
  readonly problems: BoxProblem[];
}

/** Where a box stands: the element's name is for people, the path for machines. */
export interface BoxPlace {
  readonly element: string;
  readonly key: string;
  readonly path: string;
}

/** Where a box is compiled: what it sees, where it stands, and what its model has. */
export interface BoxScope {
  readonly sight: Sight;
  readonly place: BoxPlace;
  readonly context: BoxContext;
}

export type CompileBox = (box: Boxed, scope: BoxScope) => CompiledBox;

/** A test of a value, such as a cell of a table. */
export type ValueTest = (value: FeelValue, site: Site) => FeelValue;

/** A column of a table's outputs. */
export interface OutputColumn {
  readonly name: string | undefined;
  readonly type: string | undefined;
  /** The tests of the listed values, first listed first. */
  readonly listed: readonly ValueTest[];
  readonly allowed: ValueTest | undefined;
  readonly fallback: Piece | undefined;
  readonly place: BoxPlace;
}

export const wholeText = { from: 0, to: 0 };

export function under(place: BoxPlace, ...steps: readonly (string | number)[]): BoxPlace {
  return { ...place, path: [place.path, ...steps].join("/") };
}

/** Writes down why the value is null, and is null. */
export function giveNull(site: Site, code: Code, place: BoxPlace, data: CodeData = {}): null {
  site.session.warn({ code, data: { element: place.element, at: place.path, ...data } });
  return null;
}

export function refuse(context: BoxContext, { key, path }: BoxPlace, code: Code, data: CodeData): void {
  context.problems.push({ key, path, code, data });
}

/** The same site with more names in sight. */
export function withFacts(site: Site, names: Facts): Site {
  return { ...site, facts: { ...site.facts, ...names } };
}

export function seeing(sight: Sight, names: Iterable<readonly [string, FeelNames | "any"]>): Sight {
  return new Map([...sight, ...names]);
}

/** A value that is not of the type is null, with a warning. */
export function typed(run: Piece, type: string | undefined, { place, context }: Omit<BoxScope, "sight">): Piece {
  if (type === undefined) return run;
  return (site) => {
    const value = context.book.coerce(run(site), type, site.frame);
    return value === undefined ? giveNull(site, "wrong-value-type", place, { name: place.element, type }) : value;
  };
}

/** An empty text; it is no mistake where a value may be left out. */
function nothing(place: BoxPlace): Piece {
  return (site) => giveNull(site, "empty-expression", place);
}

/** The same where there has to be a text. */
export function neededPiece(text: string, { sight, place, context }: BoxScope): Piece {
  if (text.trim() === "" && context.mistakes === "refused") {
    refuse(context, place, "empty-expression", { element: place.element });
  }
  return feelPiece(text, sight, place, context);
}

/** A FEEL text over the names in sight. What does not compile is null, and a problem of the model. */
export function feelPiece(text: string, sight: Sight, place: BoxPlace, context: BoxContext): Piece {
  if (text.trim() === "") return nothing(place);
  const compiled = compileFeel(text, feelContext(sight, context));
  if (!compiled.ok) return broken(text, compiled.problems, place, context);
  const { program } = compiled.compiled;
  return (site) => runText(program, text, place, site);
}

/** Unary tests over the value given to them; null where they have no answer. */
export function testsPiece(text: string, sight: Sight, place: BoxPlace, context: BoxContext): ValueTest {
  const compiled = compileUnaryTests(text, feelContext(sight, context));
  if (!compiled.ok) {
    const none = broken(text, compiled.problems, place, context);
    return (_value, site) => none(site);
  }
  const { program } = compiled.compiled;
  return (value, site) => runText(program, text, place, site, value);
}

function feelContext(names: Sight, { book, timeZone, mistakes }: BoxContext): FeelContext {
  return { names, timeZone, mistakes, typeNamed: (name) => book.feelType(name) };
}

function broken(text: string, problems: readonly FeelProblem[], place: BoxPlace, context: BoxContext): Piece {
  for (const { code, from, to, data } of problems) {
    refuse(context, place, code, { from: from + 1, to, ...data, text, element: place.element });
  }
  const [first] = problems;
  return (site) => giveNull(site, first?.code ?? "syntax-error", place, { ...first?.data, text });
}

/** `input` is the value of `?`, in slot 0. */
function runText(program: Program, text: string, place: BoxPlace, site: Site, input?: FeelValue): FeelValue {
  const frame = site.frame.within(site.facts, program, wholeText);
  if (input !== undefined) frame.locals[0] = input;
  const value = program.run(frame);
  site.frame.resume(frame);
  for (const warning of frame.warnings) site.session.warn(asWarning(warning, text, place));
  return value;
}

function asWarning({ code, data }: FeelWarning, text: string, place: BoxPlace): EvaluationWarning {
  return { code, data: { ...data, expression: text, element: place.element, at: place.path } };
}
