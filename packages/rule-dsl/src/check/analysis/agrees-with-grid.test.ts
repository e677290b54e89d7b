import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCondition } from "../../compile/condition.ts";
import { compileDecision } from "../../compile/compile-decision.ts";
import type { Facts } from "../../compile/evaluation.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { catalogueFor } from "../../facts/catalogue.ts";
import type { HitPolicy, RulesDecision, TableDecision } from "../../schema/decision.ts";
import { generatedPlainCondition, generatedPlainTable, grid, isWhole } from "../../testing/generated-tables.ts";
import { seed } from "../../testing/seed.ts";
import { analyseCondition, thisCondition } from "./analyse-condition.ts";
import { analyseRules } from "./analyse-rules.ts";
import { analyseTable } from "./analyse-table.ts";
import { Memo } from "./memo.ts";
import { readingOf } from "./reading.ts";

const reading = readingOf(catalogueFor());

/** Which rows each point of the grid hits, by the compiled table. */
function hitsOnGrid(table: TableDecision): readonly (readonly number[])[] {
  const compiled = compileDecision({
    ...table,
    hitPolicy: "RULE ORDER",
    rows: table.rows.map((row, index) => ({ ...row, then: { gives: String(index) } })),
  });
  return grid.map((facts) => {
    const found = compiled.evaluate(facts);
    const rows = found.kind === "value" && Array.isArray(found.value) ? found.value : [];
    return rows.map((row) => (row as { gives: number }).gives); // the one output, as just written
  });
}

const of = (found: readonly Diagnostic[], code: string): readonly Diagnostic[] =>
  found.filter((one) => one.code === code);
const rowOf = ({ path }: Diagnostic): number => Number(path.split("/")[2]);

function assertTables(
  hitPolicy: HitPolicy,
  property: (table: TableDecision, hits: readonly (readonly number[])[], found: readonly Diagnostic[]) => void,
): void {
  fc.assert(
    fc.property(generatedPlainTable(hitPolicy), (table) => {
      property(table, hitsOnGrid(table), analyseTable(table, reading, new Memo()));
    }),
    { numRuns: 300, seed: seed() },
  );
}

describe("what is proven of a table can be counted out on every combination of values", () => {
  test("UNIQUE: exactly the pairs of rows that some order hits both of", () => {
    assertTables("UNIQUE", (_, hits, found) => {
      const pairs = new Set(
        hits.flatMap((rows) => rows.flatMap((a) => rows.filter((b) => b > a).map((b) => `${String(a)}-${String(b)}`))),
      );
      const told = of(found, "rows-overlap").map(
        ({ data }) => `${String(Number(data["row"]) - 1)}-${String(Number(data["other"]) - 1)}`,
      );
      expect([...told].sort()).toEqual([...pairs].sort());
    });
  });

  test("ANY: exactly the pairs that give different results", () => {
    assertTables("ANY", (table, hits, found) => {
      const differ = (a: number, b: number): boolean => table.rows[a]?.then["gives"] !== table.rows[b]?.then["gives"];
      const pairs = new Set(
        hits.flatMap((rows) =>
          rows.flatMap((a) => rows.filter((b) => b > a && differ(a, b)).map((b) => `${String(a)}-${String(b)}`)),
        ),
      );
      const told = of(found, "rows-disagree").map(
        ({ data }) => `${String(Number(data["row"]) - 1)}-${String(Number(data["other"]) - 1)}`,
      );
      expect([...told].sort()).toEqual([...pairs].sort());
    });
  });

  test("FIRST: exactly the rows that never come first, and those that never apply", () => {
    assertTables("FIRST", (table, hits, found) => {
      const places = table.rows.map((_, index) => index);
      const applies = new Set(hits.flat());
      const wins = new Set(hits.flatMap(([first]) => first ?? []));
      expect(of(found, "never-true").map(rowOf)).toEqual(places.filter((row) => !applies.has(row)));
      expect(of(found, "row-shadowed").map(rowOf)).toEqual(places.filter((row) => applies.has(row) && !wins.has(row)));
    });
  });

  test.each(["PRIORITY", "OUTPUT ORDER"] as const)("%s: exactly the rows that another one always beats", (policy) => {
    fc.assert(
      fc.property(generatedPlainTable(policy), (plain) => {
        const table = { ...plain, outputs: plain.outputs.map((column) => ({ ...column, values: [2, 1] })) };
        const hits = hitsOnGrid(plain);
        const rank = (row: number): number => (table.rows[row]?.then["gives"] === "2" ? 0 : 1);
        const applies = new Set(hits.flat());
        const wins = new Set(hits.flatMap((rows) => rows.toSorted((a, b) => rank(a) - rank(b) || a - b)[0] ?? []));
        const found = analyseTable(table, reading, new Memo());
        const never = table.rows.map((_, row) => row).filter((row) => applies.has(row) && !wins.has(row));
        expect(of(found, policy === "PRIORITY" ? "row-shadowed" : "row-never-first").map(rowOf)).toEqual(never);
      }),
      { numRuns: 150, seed: seed() },
    );
  });

  test("a gap is told exactly where some order is taken by no row", () => {
    assertTables("UNIQUE", (_, hits, found) => {
      const gaps = grid.filter((__, index) => hits[index]?.length === 0);
      const told = of(found, "table-gap").map(({ severity }) => severity);
      if (gaps.some(isWhole)) expect(told).toContain("warning");
      else expect(told).toEqual(gaps.length > 0 ? ["info"] : []);
      expect(of(found, "cannot-decide")).toEqual([]);
      expect(found.every(({ code, witness }) => code === "never-true" || witness !== undefined)).toBe(true);
    });
  });
});

test("a condition is said never or always to hold exactly where every combination says so", () => {
  fc.assert(
    fc.property(generatedPlainCondition, (condition) => {
      const compiled = compileCondition(condition);
      const held = new Set(grid.map((facts) => compiled.evaluate(facts).held));
      const found = analyseCondition(condition, { place: "", what: thisCondition, whenNever: [] }, reading, new Memo());
      const told = found.filter(({ path }) => path === "").map(({ code }) => code);
      expect(told).toEqual(held.size === 2 ? [] : held.has(true) ? ["always-true"] : ["never-true"]);
    }),
    { numRuns: 1_000, seed: seed() },
  );
});

test("of rules exactly those are shadowed that hold and never come first", () => {
  const rules = fc
    .array(fc.tuple(generatedPlainCondition, fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined })), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts): RulesDecision => ({
      kind: "decision",
      schemaVersion: 1,
      id: "generated",
      name: { en: "Generated" },
      type: "rules",
      rules: parts.map(([conditions, priority], index) => ({
        id: `r${String(index)}`,
        conditions,
        event: { type: "hit" },
        ...(priority === undefined ? {} : { priority }),
      })),
    }));
  fc.assert(
    fc.property(rules, (decision) => {
      const order = decision.rules
        .map((rule, index) => ({ rule, index }))
        .sort((a, b) => (b.rule.priority ?? 1) - (a.rule.priority ?? 1) || a.index - b.index);
      const tests = order.map(({ rule, index }) => ({ index, compiled: compileCondition(rule.conditions) }));
      const holding = (facts: Facts): readonly number[] =>
        tests.filter(({ compiled }) => compiled.evaluate(facts).held).map(({ index }) => index);
      const hits = grid.map(holding);
      const applies = new Set(hits.flat());
      const wins = new Set(hits.flatMap(([first]) => first ?? []));
      const shadowed = decision.rules
        .map((_, index) => index)
        .filter((index) => applies.has(index) && !wins.has(index));
      const found = analyseRules(decision, reading, new Memo());
      expect(of(found, "rule-shadowed").map(rowOf).sort()).toEqual(shadowed);
    }),
    { numRuns: 300, seed: seed() },
  );
});

test("of rules that may add up a shadowed one makes no difference anywhere", () => {
  const limits = fc.constantFrom<Partial<RulesDecision>>(
    { groups: [{ id: "g" }] },
    { groups: [{ id: "g", most: 2 }] },
    { stacking: { perItem: 1 } },
    { stacking: { perEvaluation: 2 } },
    { groups: [{ id: "g" }], stacking: { perEvaluation: 2 } },
    { caps: [{ param: "percent", most: 20 }] },
  );
  const part = fc.tuple(generatedPlainCondition, fc.boolean(), fc.constantFrom(0, 10, 20));
  fc.assert(
    fc.property(limits, fc.array(part, { minLength: 2, maxLength: 5 }), (limit, parts) => {
      const decision: RulesDecision = {
        kind: "decision",
        schemaVersion: 1,
        id: "generated",
        name: { en: "Generated" },
        type: "rules",
        policy: "all",
        ...limit,
        rules: parts.map(([conditions, isOfGroup, percent], index) => ({
          id: `r${String(index)}`,
          conditions,
          event: { type: "hit", params: { of: index, percent } },
          ...(isOfGroup && limit.groups !== undefined ? { group: "g" } : {}),
        })),
      };
      const shadowed = of(analyseRules(decision, reading, new Memo()), "rule-shadowed").map(rowOf);
      const compiled = compileDecision(decision);
      const given = new Set(
        grid.flatMap((facts) => {
          const found = compiled.evaluate(facts);
          const events = found.kind === "value" && Array.isArray(found.value) ? found.value : [];
          return events.map((event) => (event as { params: { of: number } }).params.of); // as just written
        }),
      );
      expect(shadowed.filter((rule) => given.has(rule))).toEqual([]);
    }),
    { numRuns: 200, seed: seed() },
  );
});
