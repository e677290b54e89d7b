import type { MappingDecision } from "../schema/decision.ts";

type Entry = MappingDecision["entries"][number];

/** The way back: every entry that leads to a unified code, such as all the channels' words for ORD_004. */
export function entriesTo(definition: MappingDecision, to: string): readonly Entry[] {
  return definition.entries.filter((entry) => entry.to === to);
}

/**
 * Whether a late message may move an order from one code to another: among the codes of `order.forwardOnly` only
 * forwards, everywhere else freely. A code is no move from itself.
 */
export function mayMove({ order }: MappingDecision, from: string | undefined, to: string): boolean {
  if (from === to) return false;
  const steps = order?.forwardOnly ?? [];
  const [before, after] = [from === undefined ? -1 : steps.indexOf(from), steps.indexOf(to)];
  return before < 0 || after < 0 || after > before;
}
