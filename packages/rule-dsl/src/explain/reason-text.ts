import type { BothLanguages } from "../codes/codes.ts";
import { phrase, says } from "./event-words.ts";

/** Reasons that channels and templates give as a code. Any other is shown as it was written (S41). */
const reasons: Readonly<Record<string, BothLanguages>> = {
  "customer-changed-mind": says("客户改主意了", "the customer changed their mind"),
  "out-of-stock": says("没货", "out of stock"),
  "rejected-by-finance": says("财务驳回", "rejected by finance"),
  "not-reviewed-in-time": says("没有人按时审核", "nobody reviewed it in time"),
  "gift-binding": says("活动赠品", "gift of a campaign"),
  "gift-out-of-stock": says("赠品没货", "the gift is out of stock"),
};

/** `理由「客户改主意了」`; undefined where none was given. */
export function reasonText(reason: string | undefined): BothLanguages | undefined {
  if (reason === undefined || reason === "") return undefined;
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  return phrase(says("理由「{0}」", "reason “{0}”"), known ?? reason);
}
