import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CompileContext } from "../compile/evaluation.ts";
import type { CasesDocument } from "../schema/cases.ts";
import type { DecisionDefinition, MappingDecision, ScoreDecision } from "../schema/decision.ts";
import { channels } from "../order/channels.ts";
import { reweighed } from "../compile/reweigh.ts";
import { fixture, fixtureDefinitions } from "../testing/fixtures.ts";
import { type CaseEngine, runDecisionCases } from "./run-cases.ts";

const decisions = fixtureDefinitions().filter((one) => one.kind === "decision");
const byId = (id: string): DecisionDefinition | undefined => decisions.find((one) => one.id === id);
const context: CompileContext = { decision: byId };
const engines: readonly CaseEngine[] = ["reference", "compiled"];

const documents = readdirSync(new URL("../../fixtures/", import.meta.url))
  .filter((name) => name.endsWith(".cases.json"))
  // The fixtures are cases by their schema, and those of workflows run in the simulator.
  .map((name) => fixture(name) as CasesDocument)
  .flatMap((document) => {
    const definition = byId(document.of);
    return definition === undefined ? [] : [{ document, definition }];
  });

describe.each(engines)("every case of a decision, on %s", (engine) => {
  const results = documents.flatMap(({ document, definition }) =>
    runDecisionCases(document, definition, engine, context).map(
      (result) => [`${document.of}: ${result.id}`, result] as const,
    ),
  );
  test.each(results)("%s", (_, result) => {
    expect(result.differences).toEqual([]);
  });
});

interface Ranking {
  readonly chosen: string;
  readonly ranking: readonly {
    readonly id: string;
    readonly score: number;
    readonly contributions: Readonly<Record<string, { readonly share: number }>>;
    readonly adjustments: readonly string[];
  }[];
}

function rankings(of: string, definition = byId(of)): ReadonlyMap<string, Ranking> {
  const document = fixture(`${of}.cases.json`) as CasesDocument; // as above
  if (definition === undefined) throw new Error(`there is no ${of}`);
  const results = runDecisionCases(document, definition, "compiled", context);
  return new Map(
    results.flatMap(({ id, evaluation }) =>
      evaluation.kind === "value" ? [[id, evaluation.value as unknown as Ranking] as const] : [],
    ),
  );
}

test.each([
  ["warehouse-routing", "quiet-day", "HZ"],
  ["warehouse-routing", "rain", "GZ"],
  ["warehouse-routing", "weather-silent", "HZ"],
  ["warehouse-routing", "cold-order", "HZ"],
  ["warehouse-routing", "large-order", "HZ"],
  ["carrier-choice", "dry", "JDL"],
  ["carrier-choice", "rain", "ZTO"],
  ["carrier-choice", "cold-in-rain", "SF"],
])("%s, %s: %s", (of, id, chosen) => {
  expect(rankings(of).get(id)?.chosen).toBe(chosen);
});

test.each(["warehouse-routing", "vip-routing", "carrier-choice"])(
  "%s: the contributions of each candidate sum to its score, before what adjusts it, to 1e-9",
  (of) => {
    const definition = byId(of) as ScoreDecision; // one of the three, all of them scores
    for (const { ranking } of rankings(of).values()) {
      for (const { score, contributions, adjustments } of ranking) {
        const sum = Object.values(contributions).reduce((total, { share }) => total + share, 0);
        const adjusted = (definition.adjust ?? [])
          .filter(({ id }) => adjustments.includes(id))
          .reduce((value, { multiply = 1, add = 0 }) => value * multiply + add, sum);
        expect(Math.abs(adjusted - score)).toBeLessThan(1e-9);
      }
    }
  },
);

test("operations moves time to 75: the others shrink in proportion, and the fastest warehouse gains", () => {
  const definition = byId("warehouse-routing") as ScoreDecision; // it is one
  const criteria = reweighed(definition.criteria, "hours", 75) ?? [];
  const scoreOf = (given: ScoreDecision) =>
    rankings("warehouse-routing", given)
      .get("quiet-day")
      ?.ranking.find(({ id }) => id === "HZ")?.score ?? 0;
  expect(scoreOf({ ...definition, criteria })).toBeGreaterThan(scoreOf(definition));
  expect(criteria.map(({ weight }) => weight)).toEqual([15.38, 75, 5.77, 3.85]);
});

test("the status matrix has a word for every channel, 237 or more in all, each once", () => {
  const { entries } = byId("channel-status") as MappingDecision; // it is one
  expect(entries.length).toBeGreaterThanOrEqual(237);
  expect(new Set(entries.map(({ from }) => from["channel"]))).toEqual(new Set(channels.map(({ id }) => id)));
  expect(new Set(entries.map(({ from }) => `${from["channel"] ?? ""}/${from["code"] ?? ""}`)).size).toBe(
    entries.length,
  );
});
