import type { Condition, NamedConditions } from "../schema/condition.ts";
import { conditionAt } from "./condition-at.ts";
import { seenText } from "./leaf-lines.ts";
import type { ConditionTrace } from "./trace.ts";
import { Voice, type VoiceOptions } from "./voice.ts";

/** What one part of a condition came to on an order. */
export interface SeenLine {
  readonly held: boolean;
  /** What a leaf saw: `现为 ¥1,280，多 ¥780.01`; absent for groups. */
  readonly text?: string;
  /** What it reads is not there. */
  readonly missing?: true;
}

/** Every part of a traced condition by its place, such as `/all/1`; a named condition's own parts are left to it. */
export function seenLines(
  trace: ConditionTrace,
  condition: Condition,
  options: VoiceOptions & { readonly conditions?: NamedConditions | undefined },
): ReadonlyMap<string, SeenLine> {
  const voice = new Voice(options);
  const lines = new Map<string, SeenLine>();
  const visit = (part: ConditionTrace): void => {
    if (part.at.startsWith("/conditions/")) return;
    lines.set(part.at, seenLine(part, conditionAt(condition, part.at, options.conditions), voice));
    part.children?.forEach(visit);
  };
  visit(trace);
  return lines;
}

function seenLine(part: ConditionTrace, condition: Condition | undefined, voice: Voice): SeenLine {
  const isLeaf = condition !== undefined && ("fact" in condition || "feel" in condition);
  return {
    held: part.held,
    ...(isLeaf && { text: seenText({ trace: part, condition, item: undefined }, voice) }),
    ...(part.missing === true && { missing: true }),
  };
}
