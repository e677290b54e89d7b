import type { JsonObject, NodeOf, QuotaDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { simulate, type SimulationOptions } from "./simulate.ts";

const gift: QuotaDefinition = {
  kind: "quota",
  schemaVersion: 1,
  id: "gift",
  name: { en: "Gift" },
  allow: [
    { id: "customer", amount: 1, by: ["=order.customer.name"] },
    { id: "campaign", amount: 2000 },
  ],
  period: { from: "2026-11-10T20:00:00+08:00", until: "2026-11-12T00:00:00+08:00" },
};

const take = {
  type: "action",
  action: { connector: "quota", name: "take" },
  input: { quota: "gift" },
  compensate: { action: { connector: "quota", name: "give-back" }, input: { quota: "gift" } },
  ports: { done: "given", customer: "had-one", campaign: "none-left", error: "no-quota" },
} satisfies NodeOf<"action">;
const end = (outcome: string): NodeOf<"end"> => ({ type: "end", outcome });

const workflow = (nodes: WorkflowDefinition["nodes"]): WorkflowDefinition => ({
  kind: "workflow",
  schemaVersion: 1,
  id: "giving",
  name: { en: "Giving" },
  role: "main",
  nodes: {
    start: { type: "start", ports: { next: "take" } },
    take,
    given: end("given"),
    "had-one": end("had-one"),
    "none-left": end("none-left"),
    "no-quota": end("no-quota"),
    ...nodes,
  },
});

function run(nodes: WorkflowDefinition["nodes"], more: Partial<SimulationOptions> = {}) {
  return simulate({
    definition: workflow(nodes),
    resolver: {
      version: 1,
      decision: () => undefined,
      action: () => undefined,
      quota: (id) => (id === "gift" ? gift : undefined),
    },
    order: { placedAt: "2026-11-11T09:00:00+08:00", customer: { name: "Li" } },
    now: Date.parse("2026-11-11T09:00:00+08:00"),
    ...more,
  });
}

test.each<[string, JsonObject, string]>([
  ["nobody before", {}, "given"],
  ["the last one", { gift: { campaign: { taken: 1999 } } }, "given"],
  ["the one after the last", { gift: { campaign: { taken: 2000 } } }, "none-left"],
  ["a customer who had one", { gift: { customer: { taken: 1 } } }, "had-one"],
])("%s: counted from what is given", (_what, quotas, outcome) => {
  expect(run({}, { quotas }).outcome).toBe(outcome);
});

test("an order from before the campaign gets none, whenever it is looked at", () => {
  expect(run({}, { order: { placedAt: "2026-11-10T19:59:00+08:00", customer: { name: "Li" } } }).outcome).toBe(
    "no-quota",
  );
});

test("what is taken is read, and what is given back is there again", () => {
  const look = (ports: Record<string, string>): NodeOf<"switch"> => ({
    type: "switch",
    cases: [{ id: "some", when: { all: [{ feel: "quotas.gift.left > 0" }] } }],
    ports,
  });
  const done = run({
    take: { ...take, ports: { ...take.ports, done: "look" } },
    look: look({ some: "no-quota", otherwise: "back" }),
    back: {
      type: "action",
      action: { connector: "quota", name: "give-back" },
      input: { quota: "gift" },
      ports: { done: "again" },
    },
    again: look({ some: "given", otherwise: "no-quota" }),
  });
  expect(done.outcome).toBe("given");
});

test("who waits goes on when others have given back", () => {
  const nodes = {
    start: { type: "start", ports: { next: "wait" } },
    wait: { type: "wait", until: { quota: "gift" }, ports: { done: "take" } },
  } satisfies WorkflowDefinition["nodes"];
  const quotas = { gift: { campaign: { taken: 2000 } } };
  expect(run(nodes, { quotas }).status).toBe("held");
  const steps = [{ after: "PT1H", quotas: { gift: { campaign: { taken: 1999 } } } }];
  expect(run(nodes, { quotas, steps }).outcome).toBe("given");
});

test("a stubbed answer rules over the count", () => {
  const answers = { "quota.take": [{ outcome: "campaign" }] };
  expect(run({}, { answers }).outcome).toBe("none-left");
});
