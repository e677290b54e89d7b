import { describe, expect, it } from "vitest";
import type { Definition } from "../schema/definition.ts";
import { fixtureDefinitions } from "../testing/fixtures.ts";
import { canonicalJson } from "./canonical-json.ts";
import { digestOf, logicDigestOf } from "./digest.ts";

const byId = (id: string): Definition => {
  const found = fixtureDefinitions().find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fixture ${id}`);
  return found;
};
const review = byId("credit-term-review");
const gifts = byId("gift-binding");
if (review.kind !== "workflow" || gifts.kind !== "decision" || gifts.type !== "rules")
  throw new Error("fixtures changed");

describe("canonical JSON (RFC 8785)", () => {
  it.each<[string, unknown, string]>([
    ["fields in order of UTF-16 code units", { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    ["numbers as ECMAScript writes them", [1e21, 0.1, -0], "[1e+21,0.1,0]"],
    ["texts in form C", "e\u0301", '"é"'],
    ["what is undefined is not there", { a: undefined }, "{}"],
  ])("%s", (_title, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe("two writings of one definition", () => {
  const { nodes } = review;
  const rows: [string, Definition, Definition, boolean, boolean][] = [
    ["fields in another order", review, JSON.parse(canonicalJson(review)) as Definition, true, true],
    ["a default written out", gifts, { ...gifts, policy: "first", perItem: false, tags: [] }, true, true],
    [
      "a nested default written out",
      review,
      { ...review, nodes: { ...nodes, released: { type: "end", outcome: "released", compensate: false } } },
      true,
      true,
    ],
    ["another name", review, { ...review, name: { en: "Other" } }, false, true],
    [
      "another name of a node",
      review,
      { ...review, nodes: { ...nodes, released: { type: "end", outcome: "released", name: { en: "Out" } } } },
      false,
      true,
    ],
    [
      "a note on a rule",
      gifts,
      { ...gifts, rules: gifts.rules.map((rule) => ({ ...rule, note: "checked" })) },
      false,
      true,
    ],
    [
      "names of variables",
      review,
      { ...review, variables: { "vars.credit": { name: { en: "Credit" } } } },
      false,
      true,
    ],
    [
      "a condition gets a name in two languages",
      { ...gifts, conditions: { ...gifts.conditions, always: { feel: "true" } } },
      { ...gifts, conditions: { ...gifts.conditions, always: { feel: "true", name: { en: "Always" } } } },
      false,
      true,
    ],
    [
      "another outcome",
      review,
      { ...review, nodes: { ...nodes, released: { type: "end", outcome: "gone" } } },
      false,
      false,
    ],
    ["another policy", gifts, { ...gifts, policy: "all" }, false, false],
    ["rules in another order", gifts, { ...gifts, rules: [...gifts.rules].reverse() }, false, false],
  ];
  it.each(rows)("%s", (_title, one, other, sameDigest, sameLogic) => {
    expect(digestOf(one) === digestOf(other)).toBe(sameDigest);
    expect(logicDigestOf(one) === logicDigestOf(other)).toBe(sameLogic);
  });

  it("another action is other logic, though an action is told by its name", () => {
    const release = nodes["release"];
    if (release?.type !== "action") throw new Error("fixtures changed");
    const changed = {
      ...review,
      nodes: { ...nodes, release: { ...release, action: { connector: "wms", name: "release-stock" } } },
    };
    expect(logicDigestOf(changed)).not.toBe(logicDigestOf(review));
  });
});

it("a digest names its algorithm", () => {
  expect(digestOf(review)).toMatch(/^sha256:[0-9a-f]{64}$/);
});
