import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateByReference } from "../reference/evaluate-decision.ts";
import { secondOpinion } from "../second-opinion.ts";
import type { Facts } from "../expression/values.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import {
  generatedExpression,
  generatedMapping,
  generatedScore,
  generatedTable,
} from "../testing/generated-decisions.ts";
import { generatedBoxed } from "../testing/generated-boxed.ts";
import { generatedAnswers, generatedFacts, generatedLaneRules, generatedRules } from "../testing/generated-rules.ts";
import { caseCount, seed } from "../testing/seed.ts";
import { compileDecision } from "./compile-decision.ts";
import type { Evaluation } from "./evaluation.ts";

/** Warnings are a set; their order says nothing. */
function comparable(evaluation: Evaluation): unknown {
  if (evaluation.kind !== "value") return evaluation;
  return { ...evaluation, warnings: evaluation.warnings.map((warning) => JSON.stringify(warning)).sort() };
}

const fetched = ["risk", "credit"];

function agree(definitions: fc.Arbitrary<DecisionDefinition>, given: fc.Arbitrary<Facts>, numRuns: number): void {
  fc.assert(
    fc.property(definitions, given, (definition, facts) => {
      const expected = comparable(evaluateByReference(definition, facts));
      expect(comparable(compileDecision(definition).evaluate(facts))).toEqual(expected);
      if (definition.type !== "rules") return;
      const withoutCode = compileDecision(definition, { withoutCode: true }).evaluate(facts);
      expect(comparable(withoutCode)).toEqual(expected);
    }),
    { numRuns: caseCount(numRuns), seed: seed() },
  );
}

const withAnswers = fc
  .tuple(generatedFacts, generatedAnswers(fetched))
  .map(([facts, answers]) => ({ ...facts, ...answers }));

test.each([
  ["rules", generatedRules()],
  ["rules in lanes", generatedLaneRules()],
  ["table", generatedTable()],
  ["score", generatedScore()],
  ["mapping", generatedMapping],
  ["expression", generatedExpression()],
])(
  "%s: compiled and reference give the same value, incident and warnings on 2,000 generated cases",
  (_, definitions) => {
    agree(definitions, generatedFacts, 2_000);
  },
);

test.each([
  ["rules", generatedRules(fetched)],
  ["rules in lanes", generatedLaneRules(fetched)],
  ["table", generatedTable(fetched)],
  ["score", generatedScore(fetched)],
  ["expression", generatedExpression(fetched)],
])("%s: compiled and reference ask for the same facts on 500 generated cases", (_, definitions) => {
  agree(definitions, withAnswers, 500);
});

test("boxed: compiled and reference give the same value on 2,000 generated models", () => {
  const facts = fc
    .tuple(generatedFacts, fc.constantFrom(undefined, null, "2026-11-10", "2026-11-12", "soon", 5))
    .map(([given, day]) => ({ ...given, day }));
  fc.assert(
    fc.property(generatedBoxed, facts, (definition, given) => {
      const compiled = compileDecision(definition).evaluate(given);
      const reference = evaluateByReference(definition, given);
      expect(compiled.kind === "value" && compiled.value).toEqual(reference.kind === "value" && reference.value);
    }),
    { numRuns: caseCount(2_000), seed: seed() },
  );
});

const called = generatedExpression(["risk"]).map((definition): DecisionDefinition => {
  const entries = definition.entries.map((entry, place) => (place === 0 ? { ...entry, id: "answer" } : entry));
  return { ...definition, id: "called", entries };
});
const callers: fc.Arbitrary<DecisionDefinition> = fc.oneof(generatedRules(["other"]), generatedTable(["other"]));

test("calls: compiled and reference come to the same on 1,000 generated pairs of decisions", () => {
  const answers = generatedAnswers(["risk"]).map((facts) => ("risk" in facts ? { "other.risk": facts["risk"] } : {}));
  fc.assert(
    fc.property(callers, called, generatedFacts, answers, (caller, other, facts, given) => {
      const definition = { ...caller, facts: [], calls: [{ id: "other", decision: "called" }] };
      const context = { decision: () => other };
      const compiled = compileDecision(definition, context).evaluate({ ...facts, ...given });
      const expected = evaluateByReference(definition, { ...facts, ...given }, context);
      expect(comparable(compiled)).toEqual(comparable(expected));
    }),
    { numRuns: caseCount(1_000), seed: seed() },
  );
});

test("rules: compiled and json-rules-engine agree on 600 generated rule sets", async () => {
  await fc.assert(
    fc.asyncProperty(generatedRules(), generatedFacts, async (definition, facts) => {
      const compiled = compileDecision(definition).evaluate(facts);
      const second = await secondOpinion(definition, facts);
      expect(compiled.kind === "value" && compiled.value).toEqual(second.kind === "value" && second.value);
    }),
    { numRuns: caseCount(600), seed: seed() },
  );
});

test("rules: tracing changes nothing, and the trace names every rule that won", () => {
  fc.assert(
    fc.property(generatedRules(), generatedFacts, (definition, facts) => {
      const decision = compileDecision(definition);
      const { trace, ...traced } = { trace: undefined, ...decision.evaluate(facts, { trace: true }) };
      expect(comparable(traced)).toEqual(comparable(decision.evaluate(facts)));
      const winners =
        trace?.type === "rules" ? trace.rules.filter((rule) => rule.held && rule.passedOver !== true) : [];
      const value = traced.kind === "value" ? traced.value : null;
      expect(winners).toHaveLength(Array.isArray(value) ? value.length : value === null ? 0 : 1);
    }),
    { numRuns: caseCount(500), seed: seed() },
  );
});
