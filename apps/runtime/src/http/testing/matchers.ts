import { expect } from "vitest";

/** vitest's own matchers, of a type that says nothing about what they stand for. */
export const aText: unknown = expect.any(String);
export const inBothLanguages: unknown = { "zh-CN": aText, en: aText };
export const textWith = (part: string): unknown => expect.stringContaining(part);
export const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern);
