import type { Voice } from "./voice.ts";

const mostClauses = 3;

/** `订单金额 ¥1,280 ≥ ¥500，因此送人工复核`: at most three clauses, the rest is in the lines. */
export function sentenceOf(clauses: readonly string[], result: string, voice: Voice): string {
  const shown = clauses.slice(0, mostClauses);
  const rest = clauses.length - shown.length;
  const reason = voice.clauses(rest > 0 ? [...shown, voice.say("另有 {rest} 条", "{rest} more", { rest })] : shown);
  return reason === "" ? result : voice.say("{reason}，因此{result}", "{reason}, so {result}", { reason, result });
}
