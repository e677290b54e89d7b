import { describe, expect, it } from "vitest";
import { fixtureDefinitions } from "../testing/fixtures.ts";
import type { Definition } from "../schema/definition.ts";
import { fieldsOfSchema } from "../facts/schema-fields.ts";
import { fixtureContext } from "../testing/check-context.ts";
import { catalogueOf } from "./known-fields.ts";

const byId = (id: string): Definition => {
  const found = fixtureDefinitions().find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fixture ${id}`);
  return found;
};
const standing = (id: string, path: string): string => catalogueOf(byId(id), fixtureContext).standingOf(path);

describe("what a definition can read", () => {
  it.each([
    ["a field of an action's output", "credit-term-review", "vars.credit.limit", "known"],
    ["a slip in it", "credit-term-review", "vars.credit.limt", "unknown"],
    ["who decided a task", "credit-term-review", "vars.review.outcome", "known"],
    ["a field of the task's form", "credit-term-review", "vars.review.form.termDays", "known"],
    ["a field that the form lacks", "credit-term-review", "vars.review.form.colour", "unknown"],
    ["events of a rules decision", "peak-hour-review", "vars.gifts.params", "open"],
    ["a candidate's field", "warehouse-routing", "warehouse.cost", "known"],
    ["a list inside a candidate", "warehouse-routing", "warehouse.stock.available", "known"],
    ["a candidate has no such field", "warehouse-routing", "warehouse.colour", "unknown"],
    ["a fetched fact's field", "warehouse-routing", "weather.warning", "known"],
    ["the hour of an instant", "warehouse-routing", "order.placedAt.hour", "open"],
  ])("%s: %s reads %s: %s", (_title, id, path, expected) => {
    expect(standing(id, path)).toBe(expected);
  });

  it("knows what a fetched enumeration can be", () => {
    const values = catalogueOf(byId("warehouse-routing"), fixtureContext).fieldAt("weather.warning")?.values;
    expect(values?.map(({ value }) => value)).toEqual(["none", "rain", "snow", "typhoon"]);
  });
  it("without manifests everything fetched is open", () => {
    expect(catalogueOf(byId("warehouse-routing"), {}).standingOf("warehouse.colour")).toBe("open");
    expect(catalogueOf(byId("credit-term-review"), {}).standingOf("vars.credit.limt")).toBe("open");
  });
});

describe("a JSON Schema as fields", () => {
  it.each<[string, unknown, string[]]>([
    ["a number", { type: "integer" }, ["x number"]],
    ["an instant", { type: "string", format: "date-time" }, ["x date-time"]],
    ["nothing said", {}, ["x any"]],
    [
      "an object that may hold more",
      { type: "object", properties: { a: { type: "string" } }, additionalProperties: true },
      ["x any"],
    ],
    [
      "an object in a list",
      { type: "array", items: { type: "object", properties: { a: { type: "string" } } } },
      ["x list", "x.a string"],
    ],
    ["a list of anything", { type: "array" }, ["x any"]],
  ])("%s", (_title, schema, expected) => {
    expect(fieldsOfSchema("x", schema).map(({ path, type }) => `${path} ${type}`)).toEqual(expected);
  });
});
