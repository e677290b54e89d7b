import { expect, test } from "vitest";
import type { RulesDecision } from "./schema/decision.ts";
import { compareOpinions, secondOpinion } from "./second-opinion.ts";
import { fixture } from "./testing/fixtures.ts";

const gifts = fixture("gift-binding.decision.json") as RulesDecision; // the fixtures are checked by check/
const order = (channel: string, sku: string) => ({
  order: { channel, placedAt: "2026-11-11T09:12:00+08:00", lines: [{ id: "1", sku, family: "CL-100", quantity: 3 }] },
});

test.each([
  ["tmall", "CL-100", 1],
  ["tmall", "CL-100-REFILL", 0],
  ["jd", "CL-100-REFILL", 1],
  ["douyin", "CL-100", 0],
])("json-rules-engine on %s, %s: %d gifts, and the compiled form agrees", async (channel, sku, count) => {
  const { agree, second } = await compareOpinions(gifts, order(channel, sku));
  expect(agree).toBe(true);
  expect(second?.kind === "value" && second.value).toHaveLength(count);
});

test("it is another engine: what the compiled form does not decide is not its own echo", async () => {
  const wrong: RulesDecision = { ...gifts, rules: gifts.rules.toReversed() };
  const opinion = await secondOpinion(wrong, order("tmall", "CL-100"));
  expect(opinion).toMatchObject({ kind: "value", value: [{ type: "gift", params: { boundTo: "1" } }] });
});

test("what needs a fetch has no second opinion", async () => {
  const definition: RulesDecision = {
    ...gifts,
    facts: [{ id: "risk", action: { connector: "risk", name: "ask" } }],
    rules: [{ id: "r", conditions: { fact: "risk", operator: "equal", value: 1 }, event: { type: "hit" } }],
  };
  expect(await compareOpinions(definition, order("tmall", "CL-100"))).toMatchObject({
    agree: true,
    compiled: { kind: "needs" },
  });
});
