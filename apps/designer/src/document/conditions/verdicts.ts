import type { ConditionView } from "./condition-view.ts";

/** What is known of a part on the sample: undefined where it hangs on something the sample does not have. */
export type Verdict = boolean | undefined;

/**
 * Whether each part holds on a sample order, by place. `leaf` tells it of one line; groups follow in three values, so that
 * a sample without variables or metrics says nothing that the real run might not.
 */
export function verdictsOf(view: ConditionView, leaf: (at: string) => Verdict): ReadonlyMap<string, Verdict> {
  const found = new Map<string, Verdict>();
  const visit = (part: ConditionView): Verdict => {
    const verdict = verdictOf(part, visit, leaf);
    found.set(part.at, verdict);
    return verdict;
  };
  visit(view);
  return found;
}

function verdictOf(
  view: ConditionView,
  visit: (part: ConditionView) => Verdict,
  leaf: (at: string) => Verdict,
): Verdict {
  switch (view.kind) {
    case "group": {
      const members = view.members.map(visit);
      if (view.group === "all") return everyHolds(members);
      const some = someHolds(members);
      return view.group === "any" ? some : opposite(some);
    }
    case "not":
      return opposite(visit(view.inner));
    case "named":
    case "fact":
    case "feel":
    case "other":
      return leaf(view.at);
  }
}

const opposite = (verdict: Verdict): Verdict => (verdict === undefined ? undefined : !verdict);

function everyHolds(members: readonly Verdict[]): Verdict {
  if (members.includes(false)) return false;
  return members.includes(undefined) ? undefined : true;
}

/** A group without members holds always, `any` as well: json-rules-engine has it so. */
function someHolds(members: readonly Verdict[]): Verdict {
  if (members.length === 0 || members.includes(true)) return true;
  return members.includes(undefined) ? undefined : false;
}
