// @vitest-environment node
import { expect, test } from "vitest";
import type { Case, CasesDocument, JsonValue } from "@orderloom/rule-dsl";
import { withResults } from "./accept-result.ts";

const kept: Case["expect"] = {
  value: "GF-9",
  count: 1,
  outcome: "done",
  path: ["start", "end"],
  never: ["hold", "raise"],
  calls: { "wms.reserve-stock": 1, "wms.release-stock": 0 },
  incident: "out-of-stock",
};
const document: CasesDocument = {
  kind: "cases",
  of: "gifts",
  given: {},
  cases: [
    { id: "one", name: { en: "One" }, expect: kept },
    { id: "two", name: { en: "Two" }, expect: { value: 2 } },
  ],
};
const after = (part: string, actual: JsonValue) =>
  withResults(document, new Map([["one", [{ part, expected: null, actual }]]])).cases[0]?.expect;

test.each([
  ["value", "GF-7", { ...kept, value: "GF-7" }],
  ["count", 2, { ...kept, count: 2 }],
  ["path", ["start", "hold", "end"], { ...kept, path: ["start", "hold", "end"] }],
  ["never", ["hold"], { ...kept, never: ["raise"] }],
  ["calls", { "wms.reserve-stock": 2 }, { ...kept, calls: { "wms.reserve-stock": 2, "wms.release-stock": 0 } }],
  ["incident", ["wms-trouble"], { ...kept, incident: "wms-trouble" }],
] satisfies readonly (readonly [string, JsonValue, Case["expect"]])[])(
  "%s is what comes out now",
  (part, actual, expected) => expect(after(part, actual)).toEqual(expected),
);

test("an incident or an outcome that no longer comes is no longer expected", () => {
  expect(after("incident", [])).not.toHaveProperty("incident");
  expect(after("outcome", null)).not.toHaveProperty("outcome");
});

test("the other cases stay as they are", () => {
  const { cases } = withResults(document, new Map([["one", [{ part: "value", expected: 1, actual: 3 }]]]));
  expect(cases[1]).toBe(document.cases[1]);
});
