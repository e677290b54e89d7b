// @vitest-environment node
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPlaces, placeOf, pointerAt } from "./json-places.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

function leavesOf(value: unknown, pointer = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[pointer, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}

test(`every value stands where its place says (SEED=${seed})`, () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const places = jsonPlaces(text);
      for (const [pointer, leaf] of leavesOf(JSON.parse(text))) {
        const place = places.get(pointer);
        expect(JSON.parse(text.slice(place?.from, place?.to))).toEqual(leaf);
      }
    }),
    { seed, numRuns: 200 },
  );
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      jsonPlaces(`{"a": [1, ${a}], "b": ${b}`);
    }),
    { seed, numRuns: 300 },
  );
});

const text = '{"nodes": {"pay": {"type": "switch", "cases": [{"id": "x"}]}}}';
const cut = (pointer: string): string => {
  const place = placeOf(jsonPlaces(text), pointer);
  return text.slice(place?.from, place?.to);
};

test.each([
  ["a value", "/nodes/pay/type", '"switch"'],
  ["an item", "/nodes/pay/cases/0", '{"id": "x"}'],
  ["what is missing is marked where it is missing", "/nodes/pay/cases/0/when/fact", '{"id": "x"}'],
  ["the whole", "", text],
])("%s", (_, pointer, found) => {
  expect(cut(pointer)).toBe(found);
});

test("what lies under the caret", () => {
  const places = jsonPlaces(text);
  expect(pointerAt(places, text.indexOf("switch"))).toBe("/nodes/pay/type");
  expect(pointerAt(places, text.indexOf("cases"))).toBe("/nodes/pay");
});
