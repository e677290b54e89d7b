import type { Condition, NamedConditions } from "../schema/condition.ts";
import type { ConditionTrace } from "./trace.ts";

/** The condition a trace speaks of: `at` is a pointer inside `root`, or below `/conditions/<name>` of the definition. */
export function conditionAt(root: Condition, at: string, named: NamedConditions = {}): Condition | undefined {
  const steps = at.split("/").slice(1);
  if (steps[0] !== "conditions") return descend(root, steps);
  const start = Object.hasOwn(named, steps[1] ?? "") ? named[steps[1] ?? ""] : undefined;
  return start === undefined ? undefined : descend(start, steps.slice(2));
}

function descend(start: Condition, steps: readonly string[]): Condition | undefined {
  let here: Condition | undefined = start;
  for (let index = 0; index < steps.length && here !== undefined;) {
    const step = steps[index];
    if (step === "not" && "not" in here) {
      here = here.not;
      index += 1;
      continue;
    }
    const members: readonly Condition[] =
      step === "all" && "all" in here ? here.all : step === "any" && "any" in here ? here.any : [];
    here = members[Number(steps[index + 1])];
    index += 2;
  }
  return here;
}

/**
 * The leaves that made the outcome what it is: all of an `all` that held, the failed ones of one that did not, and the
 * other way round for `any`. A leaf that could not have changed anything is left out.
 */
export function decidingLeaves(trace: ConditionTrace): readonly ConditionTrace[] {
  if (trace.unread === true) return [];
  if (trace.children === undefined) return [trace];
  const children = trace.children.filter((child) => child.unread !== true);
  const first = children[0];
  if (first === undefined) return [];
  if (isSingle(trace, first)) return decidingLeaves(first);
  return children.filter((child) => child.held === trace.held).flatMap(decidingLeaves);
}

/** `not` and a named condition have one child, whose leaves decide whatever it came to. */
function isSingle(trace: ConditionTrace, child: ConditionTrace): boolean {
  return child.at === `${trace.at}/not` || /^\/conditions\/[^/]+$/.test(child.at);
}
