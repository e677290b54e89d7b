import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bkm,
  context,
  decision,
  dmnFile,
  feel,
  functionBox,
  input,
  itemType,
  service,
  table,
} from "../../testing/dmn-xml.ts";
import { seed } from "../../testing/seed.ts";
import { importDmn } from "./import-dmn.ts";

describe("what is no DMN is refused as a whole", () => {
  const laughs = `<!DOCTYPE lolz [${["a", "b", "c"].map((name) => `<!ENTITY ${name} "lol">`).join("")}]>`;
  const deep = `${"<list>".repeat(300)}${"</list>".repeat(300)}`;
  test.each<[string, string, string, number | undefined]>([
    ["nothing", "", "malformed-xml", 1],
    ["no XML", "total > 5", "malformed-xml", 1],
    ["half a file", "<definitions>\n<decision>", "malformed-xml", 1],
    ["tags that cross", "<definitions>\n<a><b></a></b></definitions>", "malformed-xml", 2],
    ["an entity bomb", `${laughs}\n<definitions>&c;</definitions>`, "xml-doctype", 1],
    ["another root", "<html></html>", "not-dmn", undefined],
    ["definitions of something else", '<definitions xmlns="urn:bpmn"/>', "not-dmn", undefined],
    ["too deep", dmnFile(`\n${deep}`), "xml-too-deep", 4],
    ["too large", `<definitions>${" ".repeat(10_000_001)}</definitions>`, "xml-too-large", undefined],
    ["names of the prototype", '<definitions><__proto__ constructor="x"/></definitions>', "malformed-xml", 1],
  ])("%s", (_, xml, code, line) => {
    const result = importDmn(xml);
    expect(result).toMatchObject({ ok: false, error: [{ code }] });
    const [problem] = result.ok ? [] : result.error;
    if (line !== undefined) expect(problem?.message.en).toMatch(new RegExp(`line ${String(line)}\\b`, "i"));
  });

  test("a file that is imported is read with the same care", () => {
    expect(importDmn(dmnFile(""), { models: ["<html></html>"] })).toMatchObject({
      ok: false,
      error: [{ code: "not-dmn", pointer: "/models/0" }],
    });
  });
});

describe("what cannot be imported is refused by name, and so is what needs it", () => {
  const java = bkm("rate", [], "", "").replace("<encapsulatedLogic>", '<encapsulatedLogic kind="Java">');
  const tables = { inputs: ["x"], outputs: ["y"], rows: [] };
  const nested = (depth: number): string => (depth === 0 ? feel("1") : context([["a", nested(depth - 1)]]));
  test.each<[string, string, readonly [code: string, name: string][]]>([
    ["a text that is not FEEL", decision("fee", [], feel("1 +")), [["dmn-bad-expression", "fee"]]],
    ["a name that is not required", decision("fee", [], feel("weight * 2")), [["dmn-bad-expression", "fee"]]],
    [
      "a broken cell",
      input("x") + decision("fee", ["x"], table({ ...tables, rows: [["> >", "1"]] })),
      [["dmn-bad-expression", "fee"]],
    ],
    [
      "a function in Java",
      java + decision("fee", ["()rate"], feel("rate()")) + decision("bill", ["!fee"], feel("fee")),
      [
        ["dmn-external-function", "rate"],
        ["dmn-needs-refused", "fee"],
        ["dmn-needs-refused", "bill"],
      ],
    ],
    [
      "another language",
      decision("fee", [], feel("1").replace("<literalExpression", '<literalExpression expressionLanguage="groovy"')),
      [["dmn-language", "fee"]],
    ],
    ["an unknown type", decision("fee", [], feel("1"), "tFee"), [["dmn-unknown-type", "fee"]]],
    ["a requirement that is not there", decision("fee", ["weight"], feel("1")), [["dmn-unknown-reference", "fee"]]],
    [
      "a circle",
      decision("a", ["!b"], feel("b")) + decision("b", ["!a"], feel("a")),
      [
        ["dmn-cycle", "a"],
        ["dmn-needs-refused", "b"],
      ],
    ],
    ["no logic", decision("fee", [], ""), [["dmn-missing", "fee"]]],
    [
      "a function without logic",
      bkm("rate", ["x"], "") + decision("fee", ["()rate"], feel("rate(1)")),
      [
        ["dmn-missing", "rate"],
        ["dmn-needs-refused", "fee"],
      ],
    ],
    [
      "an unknown hit policy",
      input("x") + decision("fee", ["x"], table({ ...tables, policy: "BEST" })),
      [["dmn-bad-value", "fee"]],
    ],
    ["an empty text", decision("fee", [], feel(" ")), [["dmn-bad-expression", "fee"]]],
    [
      "a column without an expression",
      input("x") + decision("fee", ["x"], table({ ...tables, inputs: [""] })),
      [["dmn-bad-expression", "fee"]],
    ],
    [
      "a row with too few cells",
      input("x") + decision("fee", ["x"], table({ ...tables, rows: [["-"]] })),
      [["dmn-missing", "fee"]],
    ],
    [
      "outputs that cannot be told apart",
      input("x") + decision("fee", ["x"], table({ ...tables, outputs: ["a", "b"] }).replaceAll(/ name="[ab]"/g, "")),
      [["dmn-missing", "fee"]],
    ],
    ["boxes too deep to be kept", decision("fee", [], nested(10)), [["dmn-too-deep", "fee"]]],
    ["half a context entry", decision("fee", [], context([["net", ""]])), [["dmn-missing", "fee"]]],
    ["two of one id", decision("fee", [], feel("1")) + decision("fee", [], feel("2")), [["dmn-duplicate", "fee"]]],
    ["an element nobody knows", "<process/>", [["dmn-unknown-element", "orders"]]],
    ["a service of nothing", service("s", { outputs: ["fee"] }), [["dmn-unknown-reference", "s"]]],
  ])("%s", (_, parts, expected) => {
    const result = importDmn(dmnFile(parts));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const { refused, definitions } = result.value;
    expect(refused.map(({ code }) => code)).toEqual(expected.map(([code]) => code));
    for (const [index, [, name]] of expected.entries()) {
      expect(refused[index]?.message.en).toContain(`“${name}”`);
      expect(refused[index]?.message["zh-CN"]).toContain(`「${name}」`);
      expect(refused[index]?.pointer).toMatch(/^\/\w+.*:\d+$/);
    }
    const isDuplicate = expected.some(([code]) => code === "dmn-duplicate");
    expect(definitions.map(({ id }) => id)).toEqual(isDuplicate ? ["fee"] : []);
  });

  test("the rest is imported, and what was refused has no value and says so", () => {
    const parts =
      decision("fee", [], feel("1 +")) +
      decision("greeting", [], feel('"hello"')) +
      decision("both", ["!fee", "!greeting"], feel("[fee, greeting]"));
    const result = importDmn(dmnFile(parts));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const { model, definitions } = result.value;
    expect(definitions.map(({ id }) => id)).toEqual(["greeting"]);
    expect(model.evaluate("both").value).toEqual([null, "hello"]);
    expect(model.evaluate("fee")).toMatchObject({ value: null, warnings: [{ code: "expression-incomplete" }] });
    expect(model.evaluate("nothing")).toMatchObject({ value: null, warnings: [{ code: "dmn-no-such-element" }] });
  });
});

describe("no model runs without end, whatever it says", () => {
  const list = (depth: number): string => (depth === 0 ? feel("1") : `<list>${list(depth - 1)}</list>`);
  test.each<[string, string]>([
    [
      "functions that double each other",
      bkm("f", ["n"], feel("f(n + 1) + f(n + 1)")) + decision("d", ["()f"], feel("f(0)")),
    ],
    ["a function called with itself", bkm("f", ["g"], feel("g(g)")) + decision("d", ["()f"], feel("f(f)"))],
    ["many loops inside each other", decision("d", [], feel("for a in 1..1000, b in 1..1000, c in 1..1000 return a"))],
    [
      "a loop over a range",
      decision(
        "d",
        [],
        `<for iteratorVariable="n"><in>${feel("[1..1000000000]")}</in><return>${feel("n")}</return></for>`,
      ),
    ],
    ["boxes inside boxes", decision("d", [], list(150))],
    [
      "a type made of itself",
      itemType("tNode", ["next: tNode"]) + decision("d", [], feel("{next: {next: {next: null}}}"), "tNode"),
    ],
    ["a type that is itself", itemType("tLoop", "tLoop") + decision("d", [], feel("1"), "tLoop")],
    [
      "a function that makes functions",
      decision(
        "d",
        [],
        context([
          ["f", functionBox(["x"], functionBox(["y"], feel("x + y")))],
          ["", feel("f(1)(2)")],
        ]),
      ),
    ],
  ])("%s", (_, parts) => {
    const started = performance.now();
    const result = importDmn(dmnFile(parts));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    result.value.model.evaluate("d");
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test("no file makes it throw: 400 files with something torn out, doubled or put in", () => {
  const rate = bkm("rate", ["x: tAmount"], feel("x * 2"));
  const rows = [
    ["> 5", "1"],
    ["-", "rate(x)"],
  ];
  const whole = dmnFile(
    itemType("tAmount", "number", { allowed: "> 0" }) +
      input("x", "tAmount") +
      rate +
      decision("t", ["x", "()rate"], table({ policy: "FIRST", inputs: ["x: tAmount"], outputs: ["y: number"], rows })) +
      decision(
        "asked",
        ["!t"],
        context([
          ["a", feel("t + 1")],
          ["", feel("[a, t]")],
        ]),
      ) +
      service("s", { outputs: ["asked"], hidden: ["t"], data: ["x"] }),
  );
  const at = fc.integer({ min: 0, max: whole.length });
  const piece = fc.constantFrom(
    "<",
    ">",
    "&",
    '"',
    "</",
    "<decision ",
    "/>",
    "<!--",
    "<![CDATA[",
    "]]>",
    "\u0000",
    "#",
    "tAmount",
    "\n",
  );
  const change = fc.record({
    at,
    length: fc.integer({ min: 0, max: 60 }),
    piece: fc.option(piece, { nil: "" }),
    isDoubled: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let xml = whole;
      for (const { at: from, length, piece: added, isDoubled } of changes) {
        const torn = isDoubled ? xml.slice(from, from + length).repeat(2) : "";
        xml = xml.slice(0, from) + torn + added + xml.slice(from + length);
      }
      const result = importDmn(xml);
      if (!result.ok) {
        expect(result.error.length).toBeGreaterThan(0);
        return;
      }
      const { model } = result.value;
      for (const { name } of [...model.decisions, ...model.services, ...model.functions])
        model.evaluate(name, { x: 7 });
    }),
    { numRuns: 400, seed: seed() },
  );
});
