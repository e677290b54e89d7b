import { describe, expect, it } from "vitest";
import { allCodes, textOf } from "./codes.ts";
import { checkCodes } from "./check-codes.ts";
import { incidentCodes } from "./incident-codes.ts";
import { requestCodes } from "./request-codes.ts";

const placesOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

it("a code stands in one list only (S40)", () => {
  const own = [requestCodes, checkCodes, incidentCodes].flatMap((list) => Object.keys(list));
  expect(own).toHaveLength(new Set(own).size);
});

describe("each code", () => {
  it.each(allCodes)("%s is kebab-case and says the same in both languages", (code) => {
    const lists: Readonly<Record<string, { readonly "zh-CN": string; readonly en: string }>> = {
      ...requestCodes,
      ...checkCodes,
      ...incidentCodes,
    };
    const text = lists[code] ?? textOf(code);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(text["zh-CN"]).not.toBe("");
    expect(text.en).not.toBe("");
    expect(placesOf(text.en)).toEqual(placesOf(text["zh-CN"]));
  });
});

it("a value that is a pair of texts is taken by language, a list is joined as the language does", () => {
  const data = {
    field: "quantity",
    expected: [{ "zh-CN": "整数", en: "a whole number" }],
    given: { "zh-CN": "文字", en: "text" },
  };
  expect(textOf("wrong-type", data)).toEqual({
    "zh-CN": "「quantity」要写整数，收到的是文字。",
    en: "“quantity” takes a whole number, but got text.",
  });
  expect(textOf("not-in-list", { field: "role", allowed: ["main", "side"], given: "boss" })["zh-CN"]).toBe(
    "「role」只能是：main、side。收到的是 boss。",
  );
});
