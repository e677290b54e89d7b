import type { Condition, NamedConditions, WorkflowDefinition } from "@orderloom/rule-dsl";
import { namesUsed, viewOf } from "./condition-view.ts";
import { partAt } from "./part-at.ts";

/** Pointers of everything in a workflow that is a condition. */
function conditionPlaces({ takes, conditions, on, nodes }: WorkflowDefinition): readonly string[] {
  return [
    ...(takes === undefined ? [] : ["/takes"]),
    ...Object.keys(conditions ?? {}).map((name) => `/conditions/${name}`),
    ...(on ?? []).flatMap(({ when }, index) => (when === undefined ? [] : [`/on/${String(index)}/when`])),
    ...Object.entries(nodes).flatMap(([id, node]) => {
      if (node.type === "switch") return node.cases.map((_, index) => `/nodes/${id}/cases/${String(index)}/when`);
      const waits = node.type === "wait" && node.until !== undefined && "event" in node.until;
      return waits ? [`/nodes/${id}/until/when`] : [];
    }),
  ];
}

/** Where a named condition is used, by pointer into the workflow. */
export function usesOf(definition: WorkflowDefinition, name: string): readonly string[] {
  return conditionPlaces(definition).flatMap((place) =>
    namesUsed(viewOf(partAt(definition, place)))
      .filter((used) => used.name === name)
      .map(({ at }) => `${place}${at}`),
  );
}

function renamed(part: unknown, from: string, to: string): unknown {
  if (Array.isArray(part)) return part.map((item: unknown) => renamed(item, from, to));
  if (typeof part !== "object" || part === null) return part;
  const entries = Object.entries(part).map(([key, value]: [string, unknown]): [string, unknown] =>
    key === "condition" && value === from ? [key, to] : [key, renamed(value, from, to)],
  );
  return Object.fromEntries(entries);
}

/** The workflow with a named condition under another name, wherever it is used; the order of the list stays. */
export function renameCondition(definition: WorkflowDefinition, from: string, to: string): WorkflowDefinition {
  const listed = Object.entries(definition.conditions ?? {}).map(([name, condition]): [string, Condition] => [
    name === from ? to : name,
    condition,
  ]);
  const moved = { ...definition, conditions: Object.fromEntries(listed) };
  // Renaming changes one text and no shape.
  return renamed(moved, from, to) as WorkflowDefinition;
}

/** A name that is not taken yet: `vip`, else `vip 2`. */
export function freeName(conditions: NamedConditions, wanted: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted} ${String(count)}`;
    if (!Object.hasOwn(conditions, name)) return name;
  }
}
