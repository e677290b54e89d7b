import { check } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { isQuotaId, quotaId, quotaTemplate } from "./quota-template.ts";

test.each([
  ["Cleanser gift", [], "cleanserGift"],
  ["Double 11: free shipping", [], "doubleFreeShipping"],
  ["洁面乳赠品", [], "quota"],
  ["洁面乳赠品", ["quota"], "quota2"],
])("%s becomes an id that is a fact's name", (name, taken, id) => {
  expect(quotaId(name, new Set(taken))).toBe(id);
  expect(isQuotaId(id)).toBe(true);
});

test("a hyphen is no part of one", () => {
  expect(isQuotaId("cleanser-gift")).toBe(false);
});

test("what a new quota begins as passes the check", () => {
  expect(check(quotaTemplate("gift", { en: "Gift" }))).toEqual([]);
});
