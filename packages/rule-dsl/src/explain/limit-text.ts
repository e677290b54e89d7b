/** Exclusive groups, stacking limits and caps in words: what kept a rule that holds from giving what it asks for. */
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { Rule, RuleCap, RulesDecision } from "../schema/decision.ts";
import type { RuleTrace } from "./trace.ts";
import type { Voice } from "./voice.ts";

/** Which limit left nothing for the rule; undefined where none is known to. */
export function limitText(
  rule: RuleTrace,
  winners: readonly RuleTrace[],
  definition: RulesDecision,
  voice: Voice,
): string | undefined {
  const own = ruleOf(rule, definition);
  return (
    groupText(rule, own, winners, definition, voice) ??
    stackingText(rule, winners, definition, voice) ??
    capText(own, definition, voice)
  );
}

const ruleOf = ({ ruleId }: RuleTrace, { rules }: RulesDecision): Rule | undefined =>
  rules.find(({ id }) => id === ruleId);

function groupText(
  rule: RuleTrace,
  own: Rule | undefined,
  winners: readonly RuleTrace[],
  definition: RulesDecision,
  voice: Voice,
): string | undefined {
  const group = definition.groups?.find(({ id }) => id === own?.group);
  if (group === undefined) return undefined;
  const inGroup = winners.filter(
    (one) => ruleOf(one, definition)?.group === group.id && (group.per !== "item" || one.item === rule.item),
  );
  const { most = 1 } = group;
  if (inGroup.length < most) return undefined;
  const names = inGroup.map((one) => voice.name(ruleOf(one, definition)?.name, one.ruleId));
  return voice.say(
    "同组「{group}」最多 {most} 条，已给「{names}」",
    "its group “{group}” lets {most} through, which “{names}” took",
    { group: voice.name(group.name, group.id), most, names: voice.list([...new Set(names)]) },
  );
}

function stackingText(
  rule: RuleTrace,
  winners: readonly RuleTrace[],
  { stacking }: RulesDecision,
  voice: Voice,
): string | undefined {
  const { perItem, perEvaluation } = stacking ?? {};
  const onItem = winners.filter(({ item }) => item === rule.item).length;
  if (perItem !== undefined && onItem >= perItem)
    return voice.say("每项最多叠加 {most} 条，已满", "at most {most} add up on one item, and they are taken", {
      most: perItem,
    });
  if (perEvaluation === undefined || winners.length < perEvaluation) return undefined;
  return voice.say("合计最多叠加 {most} 条，已满", "at most {most} add up in all, and they are taken", {
    most: perEvaluation,
  });
}

function capText(own: Rule | undefined, { caps = [] }: RulesDecision, voice: Voice): string | undefined {
  const cap = caps.find(({ param }) => Object.hasOwn(own?.event.params ?? {}, param));
  if (cap === undefined) return undefined;
  return voice.say("{param} 合计最多 {most}，已经用完", "{param} may sum up to {most}, which is used up", partsOf(cap));
}

const partsOf = ({ param, most }: RuleCap): { readonly param: string; readonly most: number } => ({ param, most });

/** `合计最多 4：quantity 本来给 3，只剩 1`. */
export function cutTexts(
  rule: RuleTrace,
  event: JsonValue | undefined,
  definition: RulesDecision,
  voice: Voice,
): readonly string[] {
  const asked = ruleOf(rule, definition)?.event.params ?? {};
  const given = paramsOf(event);
  return (definition.caps ?? []).flatMap((cap) => {
    const [wanted, granted] = [asked[cap.param], given[cap.param]];
    if (typeof wanted !== "number" || typeof granted !== "number" || granted >= wanted) return [];
    return [
      voice.say(
        "合计最多 {most}：{param} 本来给 {wanted}，只剩 {granted}",
        "the cap of {most} on {param} left {granted} of {wanted}",
        { ...partsOf(cap), wanted, granted },
      ),
    ];
  });
}

function paramsOf(event: JsonValue | undefined): JsonObject {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return {};
  const { params } = event as { readonly params?: JsonValue }; // no list, as just checked
  return typeof params === "object" && params !== null && !Array.isArray(params) ? (params as JsonObject) : {}; // no list
}
