/** String functions (DMN 1.5, table 74). Positions and lengths count code points, from 1. */
import type { FeelValue } from "../values.ts";
import type { Call } from "../runtime/functions.ts";
import { matches, replace, split } from "./pattern-functions.ts";
import { type BuiltinTable, builtin, optional, text, texts, whole } from "./signature.ts";

export const stringFunctions: BuiltinTable = {
  contains: builtin([text("string"), text("match")], (_call, string, match) => string.includes(match)),
  "ends with": builtin([text("string"), text("match")], (_call, string, match) => string.endsWith(match)),
  "lower case": builtin([text("string")], (_call, string) => string.toLowerCase()),
  matches: builtin([text("input"), text("pattern"), optional(text("flags"))], matches),
  replace: builtin([text("input"), text("pattern"), text("replacement"), optional(text("flags"))], replace),
  split: builtin([text("string"), text("delimiter")], split),
  "starts with": builtin([text("string"), text("match")], (_call, string, match) => string.startsWith(match)),
  "string join": builtin([texts("list"), optional(text("delimiter"))], join),
  "string length": builtin([text("string")], (_call, string) => codePointsOf(string).length),
  substring: builtin([text("string"), whole("start position"), optional(whole("length"))], substring),
  "substring after": builtin([text("string"), text("match")], after),
  "substring before": builtin([text("string"), text("match")], (_call, string, match) => before(string, match)),
  trim: builtin([text("string")], (_call, string) => string.trim()),
  "upper case": builtin([text("string")], (_call, string) => string.toUpperCase()),
};

const surrogates = /[\ud800-\udfff]/;

/** The text's code points: the text itself where each is one unit. */
function codePointsOf(string: string): string | readonly string[] {
  return surrogates.test(string) ? Array.from(string) : string;
}

function substring(call: Call, string: string, start: number, length: number | undefined): FeelValue {
  const points = codePointsOf(string);
  const from = start > 0 ? start - 1 : points.length + start;
  const isOutside = start === 0 || from < 0 || from >= Math.max(points.length, 1);
  if (isOutside || (length !== undefined && length < 1)) return call.frame.warn("argument-out-of-range", call.span);
  const part = points.slice(from, length === undefined ? points.length : from + length);
  return typeof part === "string" ? part : part.join("");
}

function before(string: string, match: string): string {
  const at = string.indexOf(match);
  return at < 0 ? "" : string.slice(0, at);
}

function after(_call: Call, string: string, match: string): string {
  const at = string.indexOf(match);
  return at < 0 ? "" : string.slice(at + match.length);
}

/** Nulls in the list are left out. */
function join(call: Call, parts: readonly (string | null)[], delimiter: string | undefined): FeelValue {
  const present = parts.filter((part) => part !== null);
  call.frame.charge(
    present.reduce((sum, part) => sum + part.length + (delimiter?.length ?? 0), 0),
    call.span,
  );
  return present.join(delimiter ?? "");
}
