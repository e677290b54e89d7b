import type { Code, CodeData } from "../codes/codes.ts";
import type { JsonValue } from "../schema/common.ts";

/** What an evaluation came to. */
export type Reached =
  | { readonly value: JsonValue }
  | { readonly incident: string; readonly code: Code; readonly data: CodeData }
  | { readonly needs: readonly string[] };
