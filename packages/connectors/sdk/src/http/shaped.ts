import type { JsonValue } from "@orderloom/rule-dsl";
import type { Static, TSchema } from "typebox";
import { UnreadableAnswerError } from "../faults.ts";
import { fits } from "../schema-check.ts";

/** What the other side sent, once it is known to have that shape; `who` is named when it has not. */
export function shaped<const T extends TSchema>(schema: T, body: JsonValue, who: string): Static<T> {
  if (!fits(schema, body)) throw new UnreadableAnswerError(`${who} answered with something that does not fit`);
  return body;
}
