import type { DecisionDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { person, Player, workflowOf, type World } from "../testing/player.ts";

const level: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "level",
  name: { en: "Level" },
  type: "expression",
  entries: [{ id: "high", value: "=order.total > 300" }],
};
const byStock: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "by-stock",
  name: { en: "By stock" },
  type: "rules",
  facts: [
    {
      id: "stock",
      action: { connector: "wms", name: "check-stock" },
      input: { sku: "=order.lines[1].sku" },
      timeout: "PT1S",
      maxAge: "PT5S",
    },
  ],
  rules: [
    {
      id: "some",
      conditions: { all: [{ fact: "stock", path: "$.available", operator: "greaterThan", value: 0 }] },
      event: { type: "ship" },
    },
  ],
};
const table: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "table",
  name: { en: "Table" },
  type: "mapping",
  from: ["code"],
  to: { id: "status" },
  entries: [],
  unknown: "incident",
};

function deciding(decision: string, errorPort = false, world: World = {}): Player {
  const nodes: WorkflowDefinition["nodes"] = {
    start: { type: "start", ports: { next: "decide" } },
    decide: {
      type: "decision",
      decision,
      output: "vars.result",
      ports: { done: "hold", ...(errorPort && { error: "failed" }) },
    },
    hold: { type: "task", group: "ops", outcomes: [{ id: "ok" }], ports: { ok: "end" } },
    failed: { type: "end", outcome: "failed" },
    end: { type: "end", outcome: "done" },
  };
  return new Player(workflowOf(nodes), { decisions: { level, "by-stock": byStock, table }, ...world });
}
const fetchKey = "OL-1/sample/2/stock";

describe("deciding", () => {
  test("keeps what came out, with the version and the trace that explain it", () => {
    const player = deciding("level");
    expect(player.state.vars).toEqual({ result: { high: true } });
    expect(player.eventsOf("decision.made")).toMatchObject([
      { data: { decision: "level", version: 1, value: { high: true } } },
    ]);
  });
  test("a decision that is not there waits for a person", () => {
    expect(deciding("nowhere").incidents()).toEqual(["version-missing"]);
  });
  test("one that says a person must look leaves by error, or waits for one", () => {
    const world = { input: { code: "odd" } };
    expect(deciding("table", false, world).incidents()).toEqual(["unknown-mapping"]);
    deciding("table", true, world).expectEnd("failed");
  });
});

describe("a fact that must be fetched (S15)", () => {
  test("is asked for once; the decision starts over with the answer", () => {
    const player = deciding("by-stock");
    expect(player.open).toEqual(["decide: facts"]);
    expect(player.sent("fact.fetch")).toEqual([
      {
        type: "fact.fetch",
        key: fetchKey,
        activation: 2,
        factId: "stock",
        connector: "wms",
        action: "check-stock",
        input: { sku: "CL-100" },
        timeoutMs: 1_000,
        maxAgeMs: 5_000,
      },
    ]);
    player.send({
      type: "effect.completed",
      effectKey: fetchKey,
      answer: { kind: "done", output: { available: 3 } },
      tookMs: 3,
    });
    expect([player.open, player.sent("fact.fetch").length]).toEqual([["hold: task"], 1]);
    expect(player.state.vars).toMatchObject({ result: { type: "ship" } });
  });
  test.each([
    ["fails", { kind: "failed", message: "503", retryable: true }],
    ["is silent", { kind: "timeout" }],
  ] as const)("and %s: the error port, or a person", (_title, answer) => {
    const message = { type: "effect.completed", effectKey: fetchKey, answer, tookMs: 3 } as const;
    expect(deciding("by-stock").send(message).incidents()).toEqual(["fact-failed"]);
    deciding("by-stock", true).send(message).expectEnd("failed");
  });
  test("trying again asks again, and a late answer to the first question changes nothing", () => {
    const player = deciding("by-stock").send({
      type: "effect.completed",
      effectKey: fetchKey,
      answer: { kind: "timeout" },
      tookMs: 3,
    });
    player.remedy("retry");
    const before = player.state;
    player.send({
      type: "effect.completed",
      effectKey: fetchKey,
      answer: { kind: "done", output: { available: 3 } },
      tookMs: 9,
    });
    expect(player.state).toBe(before);
    expect(player.sent("fact.fetch").map(({ key }) => key)).toEqual([fetchKey, "OL-1/sample/3/stock"]);
  });
  test("an answer that holds nothing holds for no condition (S10)", () => {
    const player = deciding("by-stock").send({
      type: "effect.completed",
      effectKey: fetchKey,
      answer: { kind: "done", output: null },
      tookMs: 3,
    });
    expect(player.state.vars).toEqual({ result: null });
    player.decide("ok", person("wu", "ops")).expectEnd("done");
  });
});
