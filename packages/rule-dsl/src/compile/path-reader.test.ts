import { expect, test } from "vitest";
import { generatedReader } from "./path-reader.ts";
import { accessor, parsePath, rootAccessor } from "./json-path.ts";

const facts = {
  order: { channel: "tmall", lines: [{ sku: "CL-100" }], customer: null, total: 0, later: () => "never" },
  vars: "text",
};

test.each<[string, string]>([
  ["order", "$"],
  ["order", "$.channel"],
  ["order", "$.lines[0].sku"],
  ["order", "$.lines[1].sku"],
  ["order", "$.customer.level"],
  ["order", "$.total"],
  ["order", "$.later"],
  ["vars", "$.limit.deep"],
  ["nothing", "$.there"],
])("%s %s: the generated reader reads what the closures read", (fact, path) => {
  const steps = parsePath(path) ?? [];
  const keys = steps.flatMap((step) => (step === "every" ? [] : [step.key]));
  const expected = accessor(steps)(rootAccessor(fact)(facts));
  expect(generatedReader(fact, keys)?.(facts)).toEqual(expected);
});

test.each([
  ["a name that is code", ["a;process.exit()"]],
  ["a name that every object inherits", ["constructor"]],
  ["a name that every list inherits", ["lines", "length"]],
  ["a name with a quote", ['a"b']],
  ["a Chinese name", ["渠道"]],
  ["a path without end", Array.from({ length: 9 }, () => "a")],
])("%s is left to the closures", (_, keys) => {
  expect(generatedReader("order", keys)).toBeUndefined();
});
