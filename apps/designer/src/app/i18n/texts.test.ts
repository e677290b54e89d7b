// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "./en.ts";
import { pseudoTexts, type Texts } from "./pseudo.ts";
import { zhCN } from "./zh-CN.ts";

function flat(texts: Texts, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof value === "string") found.set(path, value);
    else for (const [inner, text] of flat(value, path)) found.set(inner, text);
  }
  return found;
}

const chinese = flat(zhCN);
const english = flat(en);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

const sourceFolder = join(import.meta.dirname, "../..");
const sources = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|i18n\//.test(file))
  .map((file) => readFileSync(join(sourceFolder, file), "utf8"))
  .join("\n");

describe("both languages say the same", () => {
  test("the same keys", () => expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort()));

  test("the same placeholders, and nothing empty", () => {
    for (const [key, text] of chinese) {
      const other = english.get(key) ?? "";
      expect(other.length, key).toBeGreaterThan(0);
      expect(placeholders(other), key).toEqual(placeholders(text));
    }
  });

  test("no sign that the house does not write", () => {
    for (const [key, text] of [...chinese, ...english]) expect(text, key).not.toMatch(/[!！]|\.\.\.|刚刚|just now/);
  });

  test("one space between Chinese and Latin or digits", () => {
    for (const [key, text] of chinese) {
      const shown = text.replace(/\{\{\w+\}\}/g, "");
      expect(shown, key).not.toMatch(/[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/);
    }
  });
});

test("every text is used", () => {
  const asked = [...sources.matchAll(/\bt\(\s*["`]([^"`]+)["`]/g)].map(([, key]) => key ?? "");
  const wholes = new Set(asked.filter((key) => !key.includes("${")));
  const patterns = asked
    .filter((key) => key.includes("${"))
    .map((key) => new RegExp(`^${key.replace(/[.]/g, "\\.").replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`));
  // A key may be chosen inside t(), as t(a ? "x" : "y"): then it stands in the source as a string.
  const unused = [...chinese.keys()].filter((key) => {
    const base = key.replace(/_(one|other)$/, "");
    return !wholes.has(base) && !sources.includes(`"${base}"`) && !patterns.some((pattern) => pattern.test(base));
  });
  expect(unused).toEqual([]);
});

test("the pseudo language leaves placeholders alone", () => {
  expect(pseudoTexts({ a: "Show {{count}} orders" })).toEqual({
    a: "[Šhów {{count}} órdérš ·······]".replace("Š", "S"),
  });
});
