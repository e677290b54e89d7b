import {
  type BothLanguages,
  type CompileContext,
  type CompiledValue,
  compileValue,
  type EvaluationWarning,
  type Facts,
  type JsonObject,
  type JsonValue,
  textOf,
} from "@orderloom/rule-dsl";
import type { IncidentDraft, StrictInput, StrictValue } from "../machine.ts";

/*
 * Values as nodes need them. Where null would let a call, an amount or an approval go ahead on nothing, it is an incident instead (S10); a null
 * that the author wrote out stands.
 */

export function lenientValue(
  value: JsonValue | undefined,
  context: CompileContext,
): ((facts: Facts) => JsonValue) | undefined {
  if (value === undefined) return undefined;
  const compiled = compileValue(value, context);
  return (facts) => compiled.evaluate(facts).value;
}

export function strictValue(value: JsonValue, field: string, context: CompileContext): StrictValue {
  const compiled = compileValue(value, context);
  const isConstant = !hasExpression(value);
  return (facts) => {
    const result = compiled.evaluate(facts);
    const empty = isConstant ? undefined : emptyAt(value, result.value, field);
    return empty === undefined ? { ok: true, value: result.value } : { ok: false, incident: isNull(empty, result) };
  };
}

/** A map of inputs, such as what an action is given. */
export function strictInput(map: JsonObject, field: string, context: CompileContext): StrictInput {
  const strict = strictValue(map, field, context);
  return (facts) => {
    const worked = strict(facts);
    // A map of values comes out as a map.
    return worked.ok ? { ok: true, value: worked.value as JsonObject } : worked;
  };
}

/** The first place where an expression came to null. */
function emptyAt(declared: JsonValue, value: JsonValue, field: string): string | undefined {
  if (isExpression(declared)) return value === null ? field : undefined;
  if (typeof declared !== "object" || declared === null || typeof value !== "object" || value === null)
    return undefined;
  for (const [name, inner] of Object.entries(declared)) {
    // Both were walked from the same map or list, so what one has the other has.
    const empty = emptyAt(inner, (value as Record<string, JsonValue>)[name] ?? null, `${field}.${name}`);
    if (empty !== undefined) return empty;
  }
  return undefined;
}

function isExpression(value: JsonValue): value is string {
  return typeof value === "string" && value.startsWith("=");
}
function hasExpression(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return isExpression(value);
  return Object.values(value).some(hasExpression);
}

const NOTHING: BothLanguages = { "zh-CN": "结果为空", en: "it comes to null" };

function isNull(field: string, result: ReturnType<CompiledValue["evaluate"]>): IncidentDraft {
  return nullIncident(field, result.warnings[0]);
}
export function nullIncident(field: string, warning?: EvaluationWarning): IncidentDraft {
  const why = warning ? textOf(warning.code, warning.data) : NOTHING;
  return { incident: "expression-null", code: "expression-null", data: { field, why } };
}
export function wrongKind(field: string, why: BothLanguages): IncidentDraft {
  return { incident: "expression-failed", code: "expression-failed", data: { field, why } };
}
