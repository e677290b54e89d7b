import type { CompileContext } from "@orderloom/rule-dsl";

/** Expressions that see more than the standard roots. */
export function withNames(context: CompileContext, names: readonly string[]): CompileContext {
  return { ...context, names: [...(context.names ?? []), ...names] };
}

/** Conditions on an event see it as the root `event`: `{type, at, data}`, `at` an ISO 8601 instant. */
export function withEvent(context: CompileContext): CompileContext {
  return withNames(context, ["event"]);
}
