import type { Code, CodeData } from "@orderloom/rule-dsl";
import type { Refused } from "./commands.ts";

export function refuse(status: Refused["status"], code: Code, data: CodeData = {}): Refused {
  return { kind: "refused", status, code, data };
}

const somebody = { "zh-CN": "别人", en: "Somebody" };

/** What was changed meanwhile, or the etag that tells is missing. */
export function stale(etag: string | undefined, by: unknown = somebody): Refused {
  return etag === undefined ? refuse(428, "etag-required") : refuse(412, "changed-meanwhile", { by });
}
