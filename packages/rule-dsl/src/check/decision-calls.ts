import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import type { CheckContext } from "./check-context.ts";

/** Whether the decisions that a decision calls exist, and none of them leads back to it. */
export function checkCalls(decision: DecisionDefinition, context: CheckContext): readonly Diagnostic[] {
  const ids = new Set((decision.facts ?? []).map(({ id }) => id));
  return (decision.calls ?? []).flatMap((call, index) => {
    const place = `/calls/${String(index)}`;
    const twice = ids.has(call.id) ? [diagnostic("error", "duplicate-id", `${place}/id`, { id: call.id })] : [];
    ids.add(call.id);
    return [...twice, ...checkCalled(decision, call.decision, `${place}/decision`, context)];
  });
}

function checkCalled(
  decision: DecisionDefinition,
  id: string,
  place: string,
  context: CheckContext,
): readonly Diagnostic[] {
  const find = context.definition;
  const isKnown = id === decision.id || find?.("decision", id) !== undefined;
  if (find !== undefined && !isKnown) return [diagnostic("error", "unknown-decision", place, { id })];
  const circle = wayTo(decision.id, id, (other) => callsOf(find?.("decision", other)));
  if (circle === undefined) return [];
  return [diagnostic("error", "decision-cycle", place, { path: [decision.id, ...circle].join(" → ") })];
}

function callsOf(definition: ReturnType<NonNullable<CheckContext["definition"]>>): readonly string[] {
  return definition?.kind === "decision" ? (definition.calls ?? []).map((call) => call.decision) : [];
}

/** The ids on the shortest way from `start` to `goal`, both included. */
function wayTo(goal: string, start: string, next: (id: string) => readonly string[]): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set([start]);
  for (const way of ways) {
    const last = way.at(-1) ?? start;
    if (last === goal) return way;
    for (const id of next(last)) {
      if (seen.has(id)) continue;
      seen.add(id);
      ways.push([...way, id]);
    }
  }
  return undefined;
}
