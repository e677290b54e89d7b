import type { JsonObject } from "@orderloom/rule-dsl";
import { businessDate, shanghaiInstant, startOfDay } from "../day/shanghai.ts";

const DAY_MS = 24 * 3_600_000;

/** Values for a shipped template's parameters that suit a demo of today: its campaign runs from the day before yesterday on, for a month. */
export function demoParameters(templateId: string, now: number): JsonObject {
  if (templateId !== "gift-binding") return {};
  const today = startOfDay(businessDate(now));
  const from = shanghaiInstant(today - 2 * DAY_MS);
  const until = shanghaiInstant(today + 30 * DAY_MS);
  return {
    campaignFrom: from,
    campaignUntil: until,
    campaign: `order.placedAt in [date and time("${from}")..date and time("${until}"))`,
  };
}
