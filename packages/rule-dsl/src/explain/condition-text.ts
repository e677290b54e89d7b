import type { Language } from "../codes/codes.ts";
import type { Catalogue } from "../facts/catalogue.ts";
import type { Condition } from "../schema/condition.ts";
import { askedText } from "./leaf-text.ts";
import { feelText } from "./feel-text.ts";
import { Voice } from "./voice.ts";

export interface ConditionTextContext {
  readonly catalogue?: Catalogue;
  readonly baseCurrency?: string;
  readonly timeZone?: string;
}

/** A condition read as a sentence, for those who write it: `渠道是天猫，且订单金额 ≥ ¥500`. */
export function conditionText(condition: Condition, context: ConditionTextContext, lang: Language): string {
  return textOfCondition(condition, new Voice({ ...context, lang, viewer: { reveals: true } }));
}

function textOfCondition(condition: Condition, voice: Voice): string {
  if ("all" in condition) return groupText(condition.all, voice.say("，且", " and "), voice);
  if ("any" in condition) return groupText(condition.any, voice.say("，或", " or "), voice);
  if ("not" in condition)
    return voice.say("并非（{inner}）", "not ({inner})", { inner: textOfCondition(condition.not, voice) });
  if ("condition" in condition) return voice.say("「{name}」", "“{name}”", { name: condition.condition });
  if (condition.name !== undefined) return voice.name(condition.name, "");
  return "feel" in condition ? feelText(condition.feel, false, voice) : askedText(condition, voice);
}

function groupText(members: readonly Condition[], joint: string, voice: Voice): string {
  if (members.length === 0) return voice.say("总是成立", "always");
  const texts = members.map((member) => {
    const text = textOfCondition(member, voice);
    const isGroup = ("all" in member && member.all.length > 1) || ("any" in member && member.any.length > 1);
    return isGroup ? voice.say("（{text}）", "({text})", { text }) : text;
  });
  return texts.join(joint);
}
