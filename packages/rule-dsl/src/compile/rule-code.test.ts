import { afterEach, expect, test, vi } from "vitest";
import type { Condition } from "../schema/condition.ts";
import type { RulesDecision } from "../schema/decision.ts";
import { compileDecision } from "./compile-decision.ts";
import { mostRulesInCode } from "./rule-code.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const leaf = (path: string, operator: string, value: Extract<Condition, { fact: string }>["value"]): Condition => ({
  fact: "order",
  path,
  operator,
  value,
});

function decisionOf(conditions: readonly Condition[], policy: "first" | "all" = "first"): RulesDecision {
  return {
    kind: "decision",
    schemaVersion: 1,
    id: "holds",
    name: { en: "Holds" },
    type: "rules",
    policy,
    rules: conditions.map((each, place) => ({
      id: `r${String(place)}`,
      conditions: each,
      event: { type: `r${String(place)}` },
    })),
  };
}

/** Counts the functions that are made of text, and keeps their text. */
function watched(): string[] {
  const texts: string[] = [];
  const make = globalThis.Function;
  vi.stubGlobal("Function", function (...parts: string[]) {
    texts.push(parts.join("\n"));
    return make(...parts);
  });
  return texts;
}

const hostile = [
  '"]; globalThis.taken = true; //',
  "'`${globalThis.taken = true}`",
  "\u2028globalThis.taken = true",
  "__proto__",
  "constructor",
  "c0",
];

test("no word of a definition becomes code, be it a fact, a key or a literal", () => {
  const texts = watched();
  const conditions = hostile.flatMap((word): readonly Condition[] => [
    { fact: word, path: "$", operator: "equal", value: `${word} as a fact` },
    leaf(`$["${word.replaceAll('"', "'")}"]`, "notIn", [word, `${word} in a list`]),
    leaf("$.channel", "equal", word),
  ]);
  const decision = compileDecision(decisionOf(conditions, "all"));
  for (const word of hostile) {
    const result = decision.evaluate({ order: { channel: word } });
    const place = hostile.indexOf(word) * 3 + 2;
    expect(result.kind === "value" && result.value).toContainEqual({ type: `r${String(place)}` });
  }
  expect(globalThis).not.toHaveProperty("taken");
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/^[\w\s"=!&|?:;,.()<>[\]{}-]+$/);
  for (const word of ["taken", "proto", "constructor", "channel", "list"]) expect(texts[0]).not.toContain(word);
});

test("where the platform allows no code, the same is decided by closures", () => {
  const definition = decisionOf([leaf("$.total", "greaterThan", 500), leaf("$.level", "in", ["gold"])]);
  const orders = [
    { order: { total: 600 } },
    { order: { total: 5, level: "gold" } },
    { order: { total: { minorUnits: 600, currency: "USD" } } },
    {},
  ];
  const inCode = orders.map((facts) => compileDecision(definition).evaluate(facts));
  const refusing = vi.fn(function () {
    throw new EvalError("Code generation from strings disallowed for this context");
  });
  vi.stubGlobal("Function", refusing);
  expect(orders.map((facts) => compileDecision(definition).evaluate(facts))).toEqual(inCode);
  expect(refusing).toHaveBeenCalledTimes(orders.length);
});

test.each<[string, RulesDecision, boolean]>([
  ["a small set is one function", decisionOf([leaf("$.channel", "equal", "jd")]), true],
  [
    "a large set is searched, and only what it reads is read by code",
    decisionOf(Array.from({ length: mostRulesInCode + 1 }, () => leaf("$.channel", "equal", "jd"))),
    false,
  ],
  [
    "once its facts are fetched, a set is no other than one without",
    {
      ...decisionOf([leaf("$.channel", "equal", "jd")]),
      facts: [{ id: "risk", action: { connector: "test", name: "read" } }],
    },
    true,
  ],
])("%s", (_, definition, isWhole) => {
  const texts = watched();
  const decision = compileDecision(definition);
  for (let round = 0; round < 3; round += 1) decision.evaluate({ order: { channel: "jd" }, risk: 1 });
  expect(texts).toHaveLength(1);
  expect(texts[0]?.includes("return 0;")).toBe(isWhole);
});
