// @vitest-environment node
import { catalogueFor } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { fieldAt, namesAt } from "./names-in-json.ts";

const names = { catalogue: catalogueFor(), conditions: { vip: { feel: "true" } } };
const text = JSON.stringify(
  {
    when: { fact: "order", path: "$.customer.level", operator: "in", value: [] },
    other: { condition: "vip" },
    set: { "vars.x": "=order.total * 2" },
  },
  null,
  2,
);

test.each([
  ["a path of a condition", "customer.level", "order.customer.level"],
  ["a fact", '"order"', "order"],
  ["a name in an expression", "order.total", "order.total"],
])("%s is told", (_, written, path) => {
  expect(fieldAt(text, text.indexOf(written) + 2, names)?.field.path).toBe(path);
});

test("what is no name is told nothing of", () => {
  expect(fieldAt(text, text.indexOf("when") + 1, names)).toBeUndefined();
});

test.each([
  ["paths below the fact", "$.customer", "$.lines[*].sku"],
  ["operators", '"in"', "greaterThan"],
  ["named conditions", '"vip"', "vip"],
  ["fields in an expression", "order.total *", "order.customer.level"],
  ["functions in an expression", "order.total *", "count("],
])("%s are offered", (_, written, insert) => {
  const offers = namesAt(text, text.indexOf(written) + 1, names).map((offer) => offer.insert);
  expect(offers).toContain(insert);
});
