/** Values as FEEL's `string()` writes them: texts plainly, but quoted inside lists and contexts. */
import { numberText } from "../numbers.ts";
import type { Call } from "../runtime/functions.ts";
import {
  FeelFunction,
  FeelRange,
  type FeelRecord,
  type FeelValue,
  fromFact,
  isList,
  isNumber,
  isRecord,
  keysOf,
  kindOf,
} from "../values.ts";

const maxDepth = 100;

export function feelText(value: FeelValue, call: Call): string {
  return typeof value === "string" ? value : nestedText(value, call, 0);
}

function nestedText(value: FeelValue, call: Call, depth: number): string {
  call.frame.charge(1, call.span);
  if (depth > maxDepth) return "...";
  if (typeof value === "string") return quoted(value, call);
  if (typeof value === "boolean" || value === null) return String(value);
  if (isNumber(value)) return numberText(value);
  if (isList(value)) return `[${value.map((item) => nestedText(fromFact(item), call, depth + 1)).join(", ")}]`;
  if (isRecord(value)) return recordText(value, call, depth);
  if (value instanceof FeelRange) return rangeText(value, call, depth);
  if (value instanceof FeelFunction) return `function(${value.parameters.join(", ")})`;
  return kindOf(value) === "null" ? "null" : String(value);
}

function quoted(text: string, call: Call): string {
  call.frame.charge(text.length, call.span);
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

function recordText(record: FeelRecord, call: Call, depth: number): string {
  const entries = keysOf(record).map((key) => {
    const name = /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : quoted(key, call);
    return `${name}: ${nestedText(fromFact(record[key]), call, depth + 1)}`;
  });
  return `{${entries.join(", ")}}`;
}

function rangeText(range: FeelRange, call: Call, depth: number): string {
  const [start, end] = [range.start, range.end].map((bound) =>
    bound === null ? null : nestedText(bound, call, depth + 1),
  );
  if (start === null) return `${range.endIncluded ? "<=" : "<"} ${end}`;
  if (end === null) return `${range.startIncluded ? ">=" : ">"} ${start}`;
  return `${range.startIncluded ? "[" : "("}${start}..${end}${range.endIncluded ? "]" : ")"}`;
}
