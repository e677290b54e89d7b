import type { DecisionDefinition } from "@orderloom/rule-dsl";

export interface FoundDecision {
  readonly definition: DecisionDefinition;
  readonly version: number;
}
/** Finds a decision by its id, in a pinned version or in the one that is in force for who asks. */
export type FindDecision = (id: string, pinned?: number) => FoundDecision | undefined;

/** Which version each decision is in that a decision calls, through any number of others: `risk=3`. */
export function calledVersions(definition: DecisionDefinition, find: FindDecision): readonly string[] {
  const seen = new Map<string, string>();
  const visit = (caller: DecisionDefinition): void => {
    for (const { decision, version } of caller.calls ?? []) {
      const name = version === undefined ? decision : `${decision}@${String(version)}`;
      if (seen.has(name)) continue;
      const found = find(decision, version);
      seen.set(name, `${name}=${String(found?.version ?? "-")}`);
      if (found !== undefined) visit(found.definition);
    }
  };
  visit(definition);
  return [...seen.values()];
}
