import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../check/check.ts";
import { compileDecision } from "../../compile/compile-decision.ts";
import { readDefinition } from "../../migrate/read-definition.ts";
import { decision, dmnFile, feel, input, itemType, table, type TableParts } from "../../testing/dmn-xml.ts";
import { seed } from "../../testing/seed.ts";
import { type DmnImport, type DmnImportOptions, importDmn } from "./import-dmn.ts";

function imported(parts: string, options: DmnImportOptions = {}): DmnImport {
  const result = importDmn(dmnFile(parts), options);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const types =
  itemType("tLevel", "string", { allowed: '"gold","silver","none"' }) +
  itemType("tOrder", ["total: number", "placed: date", "lines: tLines"]) +
  itemType("tLines", "string", { isList: true }) +
  itemType("tPoints", "number", { isList: true });
const data = input("total", "number") + input("level", "tLevel") + input("The Order", "tOrder") + input("anything");
const grade = decision("grade", ["total"], feel('if total > 5 then "A" else "B"'), "string");
const needs = ["total", "level", "The Order", "anything", "!grade"];
const simple: TableParts = {
  inputs: ["total: number", "level: tLevel"],
  outputs: ['gift: string = "mug","pen"'],
  rows: [
    [">= 100", '"gold"', '"mug"'],
    ["-", '"silver"', '"pen"'],
  ],
};

describe("a table that our tables say the same way becomes a table", () => {
  test.each<[string, Partial<TableParts>, "table" | "expression"]>([
    ["inputs of known types, constant outputs", {}, "table"],
    ["a field of an input", { inputs: ["The Order.total: number", "level: tLevel"] }, "table"],
    [
      "a date of an input",
      { inputs: ["The Order.placed: date", "level: tLevel"], rows: [['> date("2026-11-01")', "-", '"mug"']] },
      "table",
    ],
    ["a default", { otherwise: ['"pen"'] }, "table"],
    ["an input that is worked out", { inputs: ["total * 2: number", "level: tLevel"] }, "expression"],
    ["an input without a type", { inputs: ["anything: number", "level: tLevel"] }, "expression"],
    ["a list", { inputs: ["The Order.lines: tLines", "level: tLevel"] }, "expression"],
    [
      "a decision of a known type",
      { inputs: ["grade: string", "level: tLevel"], rows: [['"A"', "-", '"mug"']] },
      "table",
    ],
    ["a cell that reads another input", { rows: [["> The Order.total", "-", '"mug"']] }, "expression"],
    ["an output that is worked out", { outputs: ["gift: number"], rows: [["-", "-", "total * 2"]] }, "expression"],
    [
      "outputs of two kinds",
      {
        outputs: ["gift"],
        rows: [
          ["-", "-", "1"],
          ["-", "-", '"x"'],
        ],
      },
      "expression",
    ],
    ["an output that is not allowed", { rows: [["-", "-", '"car"']] }, "expression"],
    ["allowed numbers, where it would matter", { inputs: ["total: number = [0..100]", "level: tLevel"] }, "expression"],
  ])("%s", (_, more, type) => {
    const { definitions, refused } = imported(
      types + data + grade + decision("gift of", needs, table({ ...simple, ...more })),
    );
    expect(refused).toEqual([]);
    expect(definitions[1]).toMatchObject({ id: "gift-of", type, name: { en: "gift of" } });
    for (const definition of definitions) {
      expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toMatchObject({ ok: true });
      const known = { definition: (_kind: string, id: string) => definitions.find((each) => each.id === id) };
      expect(check(definition, known).filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  test("it reads variables of the inputs' names, or what the one who imports says", () => {
    const parts = types + data + decision("gift of", needs.slice(0, 4), table(simple));
    const [definition] = imported(parts, { inputs: { total: "=order.total", level: "=order.level" } }).definitions;
    if (definition === undefined) throw new Error("no definition");
    expect(definition).toMatchObject({ inputs: [{ expression: "order.total" }, { expression: "order.level" }] });
    expect(compileDecision(definition).evaluate({ order: { total: 120, level: "gold" } })).toMatchObject({
      value: { gift: "mug" },
    });
    const [byVariables] = imported(parts).definitions;
    expect(byVariables).toMatchObject({ inputs: [{ expression: "vars.total" }, { expression: "vars.level" }] });
  });
});

test("as a table it answers as the boxed table that it was, on 300 generated tables", () => {
  const numbers = fc.constantFrom("-", "", "< 50", ">= 100", "[50..100]", "50, 100", "not(50)", "null");
  const levels = fc.constantFrom("-", '"gold"', '"silver","none"', 'not("gold")', '"other"', 'not("gold", "none")');
  const gift = fc.constantFrom('"mug"', '"pen"');
  const points = fc.constantFrom("1", "2.5", "0.1", "-3");
  const parts = fc.record({
    policy: fc.constantFrom("UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"),
    aggregation: fc.option(fc.constantFrom("SUM", "MIN", "MAX", "COUNT"), { nil: undefined }),
    isSingle: fc.boolean(),
    rows: fc.array(fc.tuple(numbers, levels, points, gift), { maxLength: 5 }),
    hasDefault: fc.boolean(),
  });
  const given = fc.record({
    total: fc.constantFrom(null, 0, 50, 75, 100, 1000, "x", [50]),
    level: fc.constantFrom(null, "gold", "silver", "none", "other", 5),
  });
  fc.assert(
    fc.property(parts, fc.array(given, { minLength: 1, maxLength: 5 }), (generated, facts) => {
      const { policy, aggregation, isSingle, rows, hasDefault } = generated;
      const isAggregated = policy === "COLLECT" && aggregation !== undefined;
      const body = table({
        policy,
        ...(isAggregated && { aggregation }),
        inputs: ["total: number", "level: tLevel"],
        outputs:
          isSingle || isAggregated
            ? ["points: number = 2.5,1,-3,0.1"]
            : ["points: number", 'gift: string = "pen","mug"'],
        rows: rows.map((row) => (isSingle || isAggregated ? row.slice(0, 3) : row)),
        ...(hasDefault && { otherwise: isSingle || isAggregated ? ["1"] : ["1", '"pen"'] }),
      });
      const next = table({
        policy: "FIRST",
        inputs: ["asked: number", "total: number"],
        outputs: ["note: string"],
        rows: [
          ["> 1", "-", '"much"'],
          ["null", "-", '"none"'],
          ["-", "> 50", '"some"'],
        ],
      });
      const isList = policy.endsWith("ORDER") || (policy === "COLLECT" && !isAggregated);
      const type = isSingle || isAggregated ? (isList ? "tPoints" : "number") : "";
      const { model, definitions } = imported(
        types +
          data +
          decision("asked", ["total", "level"], body, type) +
          decision("boxed", ["!asked"], feel("asked")) +
          decision("next", ["!asked", "total"], next),
      );
      const after = definitions.find(({ id }) => id === "next");
      if (after === undefined) throw new Error("not imported");
      const compiled = compileDecision(after, { decision: (id) => definitions.find((each) => each.id === id) });
      if (rows.length > 0) expect(definitions[0]?.type).toBe("table");
      for (const inputs of facts) {
        expect(model.evaluate("asked", inputs).value).toEqual(model.evaluate("boxed", inputs).value);
        const { total, level } = inputs;
        const isPlain = typeof total === "number" && (level === "gold" || level === "silver");
        const evaluation = compiled.evaluate({ vars: { total, level } });
        if (!isPlain || evaluation.kind !== "value") continue; // an incident of the called table is the caller's
        const { note = null } = (evaluation.value ?? {}) as { readonly note?: string }; // its one output, or no row
        expect(after.type === "table" ? note : evaluation.value).toEqual(model.evaluate("next", inputs).value);
      }
    }),
    { numRuns: 300, seed: seed() },
  );
});
