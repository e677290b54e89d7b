import type { Facts } from "../expression/values.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import { CompileScope } from "./compile-scope.ts";
import type { CompileContext, CompiledValue } from "./evaluation.ts";
import { feelProgram } from "./feel-program.ts";
import { jsonOf } from "./json-of.ts";
import { Notes } from "./notes.ts";

/** A value with the fetched facts it reads, which are asked for before it runs (S15). */
export interface ValueProgram {
  readonly fetched: readonly string[];
  /** Where it is the same whatever the facts are. */
  readonly constant?: JsonValue;
  run(facts: Facts, notes: Notes): JsonValue;
}

/** Compiles a value in which every string that begins with `=` is FEEL, however deep in maps and lists it stands. */
export function compileValue(value: JsonValue, context: CompileContext = {}): CompiledValue {
  const scope = new CompileScope(context);
  const program = valueProgram(value, scope);
  return {
    reads: scope.reads,
    evaluate(facts) {
      const notes = new Notes();
      return { value: program.run(facts, notes), warnings: notes.warnings };
    },
  };
}

function isExpression(value: JsonValue): value is string {
  return typeof value === "string" && value.startsWith("=");
}

export function valueProgram(value: JsonValue, scope: CompileScope): ValueProgram {
  if (isExpression(value)) return expressionValue(value, scope);
  if (Array.isArray(value)) return listValue(value, scope);
  if (typeof value === "object" && value !== null) return mapValue(value as JsonObject, scope); // no list, as just checked
  return constant(value);
}

export const constant = (value: JsonValue): ValueProgram => ({ fetched: [], constant: value, run: () => value });

function expressionValue(text: string, scope: CompileScope): ValueProgram {
  const program = feelProgram(text.slice(1), scope);
  const empty = scope.warning("missing-value", { path: text });
  return {
    fetched: program.fetched,
    run(facts, notes) {
      const value = jsonOf(program.run(facts, notes));
      if (value === null) notes.warn(empty);
      return value;
    },
  };
}

function listValue(items: readonly JsonValue[], scope: CompileScope): ValueProgram {
  if (!items.some(hasExpression)) return constant(items);
  const programs = items.map((item) => valueProgram(item, scope));
  return { fetched: fetchedOf(programs), run: (facts, notes) => programs.map((program) => program.run(facts, notes)) };
}

function mapValue(map: JsonObject, scope: CompileScope): ValueProgram {
  if (!hasExpression(map)) return constant(map);
  return mapProgram(Object.entries(map).map(([key, value]) => [key, valueProgram(value, scope)]));
}

export function mapProgram(entries: readonly (readonly [string, ValueProgram])[]): ValueProgram {
  if (entries.every(([, program]) => program.constant !== undefined))
    return constant(Object.fromEntries(entries.map(([key, program]) => [key, program.constant ?? null])));
  return {
    fetched: fetchedOf(entries.map(([, program]) => program)),
    run: (facts, notes) => Object.fromEntries(entries.map(([key, program]) => [key, program.run(facts, notes)])),
  };
}

function hasExpression(value: JsonValue): boolean {
  if (isExpression(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasExpression);
}

function fetchedOf(programs: readonly ValueProgram[]): readonly string[] {
  return [...new Set(programs.flatMap((program) => program.fetched))];
}
