/**
 * A DMN decision with all it requires, as one closure. Elements are compiled once, each over the names it needs; in an
 * evaluation each is worked out at most once. Evaluating is pure and never throws on data.
 */
import { evaluate } from "../../expression/runtime/evaluate.ts";
import { defaultTimeZone } from "../../expression/compare.ts";
import { type FeelValue, fromFact } from "../../expression/values.ts";
import type { BoxedModel } from "../../schema/boxed.ts";
import type { EvaluationWarning } from "../evaluation.ts";
import { callByName } from "./functions.ts";
import { Linker } from "./linker.ts";
import type { BoxProblem, Session, Site, TableSeen } from "./piece.ts";

export interface ModelEvaluation {
  readonly value: FeelValue;
  readonly warnings: readonly EvaluationWarning[];
  /** What each element came to, by key, in the order in which they were worked out. */
  readonly elements: ReadonlyMap<string, FeelValue>;
  /** What the tables on the way saw, where that was asked for. */
  readonly tables: readonly TableSeen[];
}

export interface ModelProgram {
  /**
   * `given` has the values of elements, by key: of input data, or of decisions instead of working them out. A service
   * is called with what is given for its inputs, a function with `parameters`; without them it is the function itself.
   */
  evaluate(given: ReadonlyMap<string, unknown>, options?: EvaluateModelOptions): ModelEvaluation;
}

export interface EvaluateModelOptions {
  /** Milliseconds since the epoch, for now() and today(). */
  readonly now?: number | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly isTraced?: boolean;
}

/** Steps that one evaluation of a whole model may take. */
const budget = 1_000_000;

export function compileModel(model: BoxedModel, timeZone?: string): ModelProgram {
  const linker = new Linker(model, timeZone, "null");
  const asked = linker.element(model.value);
  const zone = timeZone ?? defaultTimeZone;
  return {
    evaluate(given, { now, parameters, isTraced = false } = {}) {
      const warnings = new Warnings();
      const received = new Map([...given].map(([key, value]) => [key, linker.received(key, fromFact(value))]));
      const values = new Map<string, FeelValue>();
      const tables: TableSeen[] = [];
      const seen = (table: TableSeen): void => {
        if (tables.length < mostTables) tables.push(table);
      };
      const session: Session = {
        given: received,
        values,
        warn: (warning) => warnings.add(warning),
        ...(isTraced && { seen }),
      };
      const run = (frame: Site["frame"]): FeelValue => {
        const site: Site = { facts: {}, frame, session };
        const called = linker.argumentsOf(model.value, received, parameters);
        const value = asked.run(site);
        return called === undefined ? value : callByName(value, called, site, linker.placeOf(model.value));
      };
      const result = evaluate({ slots: 0, budget, zone, run }, {}, now);
      for (const { code, data } of result.warnings) warnings.add({ code, data: { ...data } });
      return { value: result.value, warnings: warnings.all, elements: values, tables };
    },
  };
}

/** What is wrong anywhere in a model, also in elements that the one asked for does not need. */
export function problemsOfModel(model: BoxedModel, timeZone?: string): readonly BoxProblem[] {
  const linker = new Linker(model, timeZone, "refused");
  for (const key of Object.keys(model.elements)) linker.element(key);
  return linker.context.problems;
}

/** A table inside a loop is looked at again and again. */
const mostTables = 50;
/** More than this say nothing new. */
const mostWarnings = 100;

/** Each warning once, however often a loop meets it. */
class Warnings {
  private readonly found = new Map<string, EvaluationWarning>();

  add(warning: EvaluationWarning): void {
    if (this.found.size >= mostWarnings && !stopCodes.has(warning.code)) return;
    this.found.set(JSON.stringify(warning), warning);
  }

  get all(): readonly EvaluationWarning[] {
    return [...this.found.values()];
  }
}
/** Why there is no value at all is always said. */
const stopCodes: ReadonlySet<string> = new Set(["expression-budget"]);
