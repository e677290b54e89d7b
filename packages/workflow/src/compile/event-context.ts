import type { CompileContext } from "@orderloom/rule-dsl";

/** Conditions on an event see it as the root `event`: `{type, at, data}`, `at` an ISO 8601 instant. */
export function withEvent(context: CompileContext): CompileContext {
  return { ...context, names: [...(context.names ?? []), "event"] };
}
