import { createHash } from "node:crypto";
import type { JsonValue } from "@orderloom/rule-dsl";

/** Changes with each save: what was saved and when. */
export function etagOf(value: JsonValue, at: number): string {
  return createHash("sha256")
    .update(`${at} ${JSON.stringify(value)}`)
    .digest("base64url")
    .slice(0, 16);
}
