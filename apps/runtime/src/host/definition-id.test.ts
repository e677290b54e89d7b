import { expect, test } from "vitest";
import { definitionId } from "./definition-id.ts";

test.each([
  ["an English name", "workflow", { en: "Credit-term review" }, [], "credit-term-review"],
  ["English is taken before others", "workflow", { "zh-CN": "账期审核", en: "Credit review" }, [], "credit-review"],
  ["accents and signs are dropped", "decision", { en: "Café: 2nd (größe)!" }, [], "cafe-2nd-gro-e"],
  ["an id begins with a letter", "decision", { en: "11.11 gifts" }, [], "gifts"],
  ["a Chinese name has no Latin letters", "workflow", { "zh-CN": "账期审核" }, [], "workflow"],
  ["Latin letters in a Chinese name", "workflow", { "zh-CN": "VIP 加急" }, [], "vip"],
  ["taken", "workflow", { "zh-CN": "账期审核" }, ["workflow", "workflow-2"], "workflow-3"],
  ["the name of a fact", "metric", { en: "Orders growth" }, ["ordersGrowth"], "ordersGrowth2"],
] as const)("%s", (_what, kind, name, taken: readonly string[], id) => {
  expect(definitionId(kind, name, (one) => taken.includes(one))).toBe(id);
});
