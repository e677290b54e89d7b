import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Language } from "../codes/codes.ts";
import { isFactReference } from "../compile/sides.ts";
import { compileDecision } from "../compile/compile-decision.ts";
import type { Facts } from "../compile/evaluation.ts";
import { catalogueFor } from "../facts/catalogue.ts";
import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition, RulesDecision, TableDecision } from "../schema/decision.ts";
import {
  generatedExpression,
  generatedMapping,
  generatedScore,
  generatedTable,
} from "../testing/generated-decisions.ts";
import { generatedFacts, generatedRules } from "../testing/generated-rules.ts";
import { generatedPlainTable, grid } from "../testing/generated-tables.ts";
import { seed } from "../testing/seed.ts";
import { conditionAt, decidingLeaves } from "./condition-at.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { pathOf } from "./leaf-text.ts";
import type { ConditionTrace, DecisionTrace } from "./trace.ts";
import { Voice } from "./voice.ts";

const languages: readonly Language[] = ["zh-CN", "en"];

/** Everything an explanation says, in one text. */
const whole = ({ sentence, because, whyNot }: Explanation): string =>
  [sentence, ...[...because, ...whyNot].flatMap(({ text, distance = "", of = "" }) => [text, distance, of])]
    .join("\n")
    .toLowerCase();

function told(
  definition: DecisionDefinition,
  facts: Facts,
  lang: Language,
): { readonly trace: DecisionTrace; readonly said: Explanation } | undefined {
  const evaluation = compileDecision(definition).evaluate(facts, { trace: true });
  if (evaluation.kind === "needs" || evaluation.trace === undefined) return undefined;
  const value = evaluation.kind === "value" ? evaluation.value : undefined;
  return { trace: evaluation.trace, said: explain(evaluation.trace, { definition, facts, value, lang }) };
}

interface Said {
  readonly label: string;
  /** One of these stands with it: what was seen, or the line it was held against. Nothing where it was asked whether it is there. */
  readonly values: readonly string[];
}

/** What of a deciding condition must be said: the field by its name, and what was seen there or what it was held against. */
function mustSay(leaf: ConditionTrace, root: Condition, definition: RulesDecision, voice: Voice): readonly Said[] {
  const condition = conditionAt(root, leaf.at, definition.conditions);
  if (condition === undefined || !("fact" in condition) || leaf.observed === undefined) return [];
  const path = pathOf(condition);
  const { value } = condition;
  const line = isFactReference(value) ? voice.label(pathOf(value)) : voice.literal(value, path);
  // Of what is missing there is nothing to show.
  const values =
    value === null || leaf.missing === true
      ? []
      : [voice.seen(leaf.observed, path), line].map((text) => text.toLowerCase());
  return [{ label: voice.label(path).toLowerCase(), values }];
}

describe.each(languages)("what is said in %s", (lang) => {
  test.each<[string, fc.Arbitrary<DecisionDefinition>]>([
    ["rules", generatedRules()],
    ["table", generatedTable()],
    ["score", generatedScore()],
    ["mapping", generatedMapping],
    ["expression", generatedExpression()],
  ])("%s: whole sentences, whatever was decided", (_, definitions) => {
    fc.assert(
      fc.property(definitions, generatedFacts, (definition, facts) => {
        const said = told(definition, facts, lang)?.said;
        if (said === undefined) return;
        expect(said.sentence).not.toBe("");
        expect(whole(said)).not.toMatch(/undefined|\[object|nan\b|\{\w+\}/);
        if (lang === "en") expect(said.sentence).not.toMatch(/[\u4e00-\u9fff]/);
      }),
      { numRuns: 300, seed: seed() },
    );
  });

  test("rules: every condition that decided, of the rules that won and of those that did not, by the name of its field", () => {
    fc.assert(
      fc.property(generatedRules(), generatedFacts, (definition, facts) => {
        const found = told(definition, facts, lang);
        if (found?.trace.type !== "rules") return;
        const voice = new Voice({ lang, catalogue: catalogueFor(definition) });
        const text = whole(found.said);
        for (const { ruleId, condition, passedOver } of found.trace.rules) {
          if (passedOver === true) continue;
          const root = definition.rules.find(({ id }) => id === ruleId)?.conditions ?? { all: [] };
          for (const leaf of decidingLeaves(condition))
            for (const { label, values } of mustSay(leaf, root, definition, voice)) {
              expect(text).toContain(label);
              if (values.length > 0) expect(values.filter((one) => text.includes(one))).not.toEqual([]);
            }
        }
      }),
      { numRuns: 300, seed: seed() },
    );
  });

  test("tables: each cell of the row that hit, and each that refused the nearest, by its column and its value", () => {
    const table = fc.constantFrom("FIRST" as const, "UNIQUE" as const).chain(generatedPlainTable);
    fc.assert(
      fc.property(table, fc.constantFrom(...grid), (definition: TableDecision, facts) => {
        const found = told(definition, facts, lang);
        if (found?.trace.type !== "table") return;
        const text = whole(found.said);
        const hits = new Set(found.trace.hits);
        for (const row of definition.rows.filter(({ id }) => hits.has(id)))
          for (const { id, name } of definition.inputs)
            if (!["", "-"].includes(row.when[id] ?? "")) expect(text).toContain(String(name["en"]).toLowerCase());
        for (const { id, failed } of found.trace.rows) {
          const column = definition.inputs.find((one) => one.id === failed);
          if (!hits.has(id) && column !== undefined) expect(text).toContain(String(column.name["en"]).toLowerCase());
        }
      }),
      { numRuns: 300, seed: seed() },
    );
  });

  test("scores: who was chosen, everyone who lost with the points, and everyone who was out", () => {
    fc.assert(
      fc.property(generatedScore(), generatedFacts, (definition, facts) => {
        const found = told(definition, facts, lang);
        if (found?.trace.type !== "score") return;
        const { ranking, out } = found.trace;
        const about = [...found.said.because, ...found.said.whyNot].map(({ of }) => of);
        for (const { id } of ranking) expect(about).toContain(id);
        for (const { id } of out) expect(about).toContain(id);
        for (const { id, score } of ranking.slice(1)) {
          const line = found.said.whyNot.find(({ of, text }) => of === id && text.includes(id));
          expect(line?.distance).toMatch(/\d/);
          expect(Number.isFinite(score)).toBe(true);
        }
      }),
      { numRuns: 300, seed: seed() },
    );
  });
});

describe("what kept a rule that holds from giving", () => {
  const gift = (id: string, more: object = {}): RulesDecision["rules"][number] => ({
    id,
    conditions: { all: [] },
    event: { type: "gift", params: { sku: id, quantity: 3 } },
    ...more,
  });
  const decision = (more: Partial<RulesDecision>): RulesDecision => ({
    kind: "decision",
    schemaVersion: 1,
    id: "gifts",
    name: { en: "Gifts" },
    type: "rules",
    rules: [gift("a"), gift("b")],
    ...more,
  });

  test.each<[string, RulesDecision, string, string]>([
    [
      "the rule before it",
      decision({}),
      "「b」也符合，但「a」排在前面，首个命中就停",
      "“b” applies too, but “a” comes before it and the first hit counts",
    ],
    [
      "its group",
      decision({
        policy: "all",
        groups: [{ id: "season" }],
        rules: [gift("a", { group: "season" }), gift("b", { group: "season" })],
      }),
      "「b」也符合，但同组「season」最多 1 条，已给「a」",
      "“b” applies too, but its group “season” lets 1 through, which “a” took",
    ],
    [
      "the stacking limit",
      decision({ policy: "all", stacking: { perEvaluation: 1 } }),
      "「b」也符合，但合计最多叠加 1 条，已满",
      "“b” applies too, but at most 1 add up in all, and they are taken",
    ],
    [
      "the cap, used up",
      decision({ policy: "all", caps: [{ param: "quantity", most: 3 }] }),
      "「b」也符合，但 quantity 合计最多 3，已经用完",
      "“b” applies too, but quantity may sum up to 3, which is used up",
    ],
    [
      "the cap, in part",
      decision({ policy: "all", caps: [{ param: "quantity", most: 4 }] }),
      "合计最多 4：quantity 本来给 3，只剩 1",
      "The cap of 4 on quantity left 1 of 3",
    ],
  ])("%s", (_, definition, zh, en) => {
    const texts = languages.map((lang) => told(definition, {}, lang)?.said.whyNot.map(({ text }) => text));
    expect(texts[0]).toContain(zh);
    expect(texts[1]?.map((text) => text.toLowerCase())).toContain(en.toLowerCase());
  });

  test("a cap that leaves nothing to anyone", () => {
    const said = told(decision({ policy: "all", caps: [{ param: "quantity", most: 0 }] }), {}, "zh-CN")?.said;
    expect(said?.sentence).toBe("没有条件要满足，因此「a」也符合，但 quantity 合计最多 0，已经用完");
  });
});
