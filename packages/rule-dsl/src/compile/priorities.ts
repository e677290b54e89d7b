import type { Condition } from "../schema/condition.ts";

export function priorityOf(condition: Condition): number {
  return "priority" in condition ? (condition.priority ?? 1) : 1;
}

/** Higher priorities first, in written order inside one: json-rules-engine's order. */
export function byPriority(conditions: readonly Condition[]): readonly Condition[] {
  const [first, ...others] = conditions.map(priorityOf);
  if (first === undefined || others.every((priority) => priority === first)) return conditions;
  return conditions.toSorted((a, b) => priorityOf(b) - priorityOf(a));
}
