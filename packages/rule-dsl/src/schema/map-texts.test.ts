import { describe, expect, it } from "vitest";
import { mapTexts } from "./map-texts.ts";

const upper = (text: string): string => text.toUpperCase();
const texts = { text: upper, name: (name: string): string => name };

describe("texts in a value", () => {
  it.each<[string, unknown, unknown]>([
    ["a text", "a", "A"],
    ["texts in a list", ["a", 1, ["b"]], ["A", 1, ["B"]]],
    ["texts in fields", { a: "b", c: { d: "e" } }, { a: "B", c: { d: "E" } }],
    ["no text at all", null, null],
  ])("%s", (_title, value, expected) => {
    expect(mapTexts(value, texts)).toEqual(expected);
  });
  it("names too, where they are to be", () => {
    expect(mapTexts({ a: { b: "c" } }, { text: upper, name: upper })).toEqual({ A: { B: "C" } });
  });
  it("what nothing changes in is the same object", () => {
    const value = { a: ["B", { c: "D" }] };
    expect(mapTexts(value, texts)).toBe(value);
  });
  it("what it changes in stays as it was", () => {
    const value = { a: ["b"] };
    mapTexts(value, texts);
    expect(value).toEqual({ a: ["b"] });
  });
  it("a field named __proto__ stays a field", () => {
    const value: unknown = JSON.parse('{"__proto__": {"admin": "yes"}}');
    const mapped = mapTexts(value, texts);
    expect(JSON.stringify(mapped)).toBe('{"__proto__":{"admin":"YES"}}');
    expect(mapped).not.toHaveProperty("admin");
  });
});
