import { describe, expect, test } from "vitest";
import { bkm, context, decision, dmnFile, feel, functionBox, input, itemType, service } from "../../testing/dmn-xml.ts";
import { importDmn } from "./import-dmn.ts";

/** The value of the decision or service `asked`, after an import that refused nothing. */
function valueOf(parts: string, inputs: Readonly<Record<string, unknown>>): unknown {
  const result = importDmn(dmnFile(parts));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  expect(result.value.refused).toEqual([]);
  return result.value.model.evaluate("asked", inputs).value;
}

describe("types", () => {
  const types =
    itemType("tLevel", "string", { allowed: '"gold","silver"' }) +
    itemType("tQuantities", "number", { isList: true }) +
    itemType("tLine", ["SKU code: string", "quantity: number", "due: date"]) +
    itemType("tLines", "tLine", { isList: true }) +
    itemType("tPair", "number", { isList: true, constraint: "count(?) = 2" });
  const line = { "SKU code": "A", quantity: 2, due: "2026-11-11" };
  test.each<[string, string, unknown, string, unknown]>([
    ["an allowed value", "tLevel", "gold", "x", "gold"],
    ["a value that is not allowed", "tLevel", "bronze", "x", null],
    ["a value where a list is wanted", "tQuantities", 3, "x", [3]],
    ["a list of one where a value is wanted", "number", [3], "x", 3],
    ["a list of two where a value is wanted", "number", [3, 4], "x", null],
    ["a list with one wrong item", "tQuantities", [1, "x"], "x", null],
    ["fields with spaces", "tLine", line, "x.SKU code", "A"],
    ["a date that came as text", "tLine", line, "x.due.month", 11],
    ["a field of each line", "tLines", [line, line], "sum(x.quantity)", 4],
    ["one line where lines are wanted", "tLines", line, 'x[SKU code = "A"].quantity', [2]],
    ["a field that is missing", "tLine", { "SKU code": "A" }, "x", null],
    ["a constraint on the whole", "tPair", [1, 2], "x", [1, 2]],
    ["a constraint that fails", "tPair", [1, 2, 3], "x", null],
    ["a date where a moment is wanted", "date and time", undefined, "x", null],
  ])("%s", (_, type, given, text, expected) => {
    const parts = types + input("x", type) + decision("asked", ["x"], feel(text));
    expect(valueOf(parts, { x: given })).toEqual(expected);
  });

  test.each<[string, string, string, unknown]>([
    ["a result of the wrong type", "string", "1 + 1", null],
    ["a result in a list", "tQuantities", "7", [7]],
    ["a result out of a list", "number", "[7]", 7],
    ["null stays null", "tQuantities", "null", null],
    [
      "more fields than the type has",
      "tLine",
      '{SKU code: "A", quantity: 1, due: @"2026-01-01", x: 1}',
      { "SKU code": "A", quantity: 1, due: "2026-01-01", x: 1 },
    ],
    ["a date as a moment", "date and time", '@"2026-11-11"', "2026-11-11T00:00:00Z"],
  ])("%s", (_, type, text, expected) => {
    expect(valueOf(types + decision("asked", [], feel(text), type), {})).toEqual(expected);
  });
});

describe("types with allowed values, wherever they stand", () => {
  const functionType = (name: string, result: string, parameter: string): string =>
    `<itemDefinition name="${name}"><functionItem${result === "" ? "" : ` outputTypeRef="${result}"`}>` +
    `<parameters name="${parameter.split(": ")[0] ?? ""}"${parameter.includes(": ") ? ` typeRef="${parameter.split(": ")[1] ?? ""}"` : ""}/></functionItem></itemDefinition>`;
  const types =
    itemType("tLevel", "string", { allowed: '"gold","silver"' }) +
    itemType("tLevelToo", "tLevel") +
    itemType("tGrade", "tLevel", { allowed: '"A","B"' }) +
    itemType("tLevels", "tLevel", { isList: true }) +
    functionType("tRater", "tLevel", "x") +
    functionType("tService", "", "level: tLevel");
  const given = input("x");
  const asTyped = (xml: string, tag: string, type: string): string =>
    xml.replace(`<${tag}`, `<${tag} typeRef="${type}"`);
  const single = "<decisionTable><output/><rule><outputEntry><text>x</text></outputEntry></rule></decisionTable>";
  test.each<[string, string, unknown]>([
    ["a decision", decision("asked", ["x"], feel("x"), "tLevel"), null],
    ["a copy of the type", decision("asked", ["x"], feel("x"), "tLevelToo"), null],
    ["a text", decision("asked", ["x"], feel("x", "tLevel")), null],
    ["an item of a list", decision("asked", ["x"], `<list>${feel("x", "tLevel")}</list>`), [null]],
    ["a list", decision("asked", ["x"], asTyped(`<list>${feel("x")}</list>`, "list", "tLevels")), null],
    ["a context entry", decision("asked", ["x"], context([["level", feel("x"), "tLevel"]])), { level: null }],
    ["a table", decision("asked", ["x"], asTyped(single, "decisionTable", "tLevel")), null],
    ["an output", decision("asked", ["x"], asTyped(single, "output", "tLevel")), null],
    ["a cell", decision("asked", ["x"], asTyped(single, "outputEntry", "tLevel")), null],
    ["a parameter in FEEL", decision("asked", ["x"], feel("(function(a: tLevel) a)(x)")), null],
    [
      "the result of a function type",
      decision(
        "asked",
        ["x"],
        context([
          ["f", asTyped(functionBox(["a"], feel("a")), "functionDefinition", "tRater")],
          ["", feel("f(x)")],
        ]),
      ),
      null,
    ],
    [
      "the result of a function",
      asTyped(bkm("f", ["a"], feel("a")), "encapsulatedLogic", "tRater") +
        decision("asked", ["x", "()f"], feel("f(x)")),
      null,
    ],
  ])("%s", (_, parts, refused) => {
    expect(valueOf(types + given + parts, { x: "bronze" })).toEqual(refused);
    expect(JSON.stringify(valueOf(types + given + parts, { x: "gold" }))).toMatch("gold");
  });

  test("instance of asks for the kind of a value, not for those allowed", () => {
    const parts = types + given + decision("asked", ["x"], feel("[x instance of tLevel, [x] instance of tLevels]"));
    expect(valueOf(parts, { x: "bronze" })).toEqual([true, true]);
    expect(valueOf(parts, { x: 1 })).toEqual([false, false]);
  });

  test("values of its own stand in place of the base type's", () => {
    const parts = types + given + decision("asked", ["x"], feel("x"), "tGrade");
    expect(valueOf(parts, { x: "A" })).toBe("A");
    expect(valueOf(parts, { x: "gold" })).toBe(null);
  });

  test("what a service is given is checked by its type", () => {
    const services =
      decision("level", [], feel('"gold"')) +
      decision("echo", ["!level"], feel("level")) +
      service("asked", { outputs: ["echo"], decisions: ["level"] }).replace(
        'name="asked">',
        'name="asked"><variable name="asked" typeRef="tService"/>',
      );
    expect(valueOf(types + services, { level: "silver" })).toBe("silver");
    expect(valueOf(types + services, { level: "bronze" })).toBe(null);
  });
});
