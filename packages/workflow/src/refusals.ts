import { type Code, type CodeData, problem } from "@orderloom/rule-dsl";
import type { Turn } from "./machine.ts";
import type { Refusal } from "./message.ts";

/** The message changes nothing, and its sender is told why. */
export function refuse(turn: Turn, code: Code, data: CodeData, kind: Refusal["kind"] = "refused"): void {
  turn.refusal = refusal(code, data, kind);
}

export function refusal(code: Code, data: CodeData, kind: Refusal["kind"] = "refused"): Refusal {
  return { kind, problem: problem(code, "", data), code, data };
}
