import type { Code, CodeData } from "../codes/codes.ts";
import type { DecisionTrace } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Notes } from "./notes.ts";

/** What a decision came to: a value, or that a person must look. */
export type Verdict =
  { readonly value: JsonValue } | { readonly incident: string; readonly code: Code; readonly data: CodeData };

/** The compiled inside of one decision type. */
export interface DecisionBody {
  /** Undefined: facts are needed first, which `notes` names (S15). */
  decide(facts: Facts, notes: Notes): Verdict | undefined;
  /** What the verdict rests on; called only once there is one, so no needed fact is missing. */
  trace(facts: Facts, notes: Notes): DecisionTrace;
}
