import type { LocalizedText } from "../schema/common.ts";
import type { ScoreDecision } from "../schema/decision.ts";
import type { Verdict } from "./decision-body.ts";

/** Nobody is left: an incident that names for each candidate what refused it. */
export function noCandidate(
  definition: ScoreDecision,
  out: readonly { readonly id: string; readonly by: string }[],
): Verdict {
  const reasons = out.map(({ id, by }) => ({
    "zh-CN": `${id}：${nameOf(definition, by, "zh-CN")}`,
    en: `${id}: ${nameOf(definition, by, "en")}`,
  }));
  const none = [{ "zh-CN": "没有候选", en: "there were none" }];
  return {
    incident: definition.none?.incident ?? "no-candidate",
    code: "no-candidate",
    data: { reasons: out.length === 0 ? none : reasons, out },
  };
}

function nameOf(definition: ScoreDecision, id: string, language: string): string {
  const part: { readonly name?: LocalizedText } | undefined = [
    ...(definition.require ?? []),
    ...definition.criteria,
  ].find((each) => each.id === id);
  return part?.name?.[language] ?? part?.name?.["en"] ?? id;
}
