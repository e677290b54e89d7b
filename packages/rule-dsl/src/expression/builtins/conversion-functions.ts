/** Conversions between kinds (DMN 1.5, table 72) and the Boolean functions (table 73). */
import { parseNumber } from "../numbers.ts";
import type { Call } from "../runtime/functions.ts";
import { FeelDateTime, FeelTime, offsetOf, timeOffset } from "../temporal/date-values.ts";
import { parseDuration } from "../temporal/parse-temporal.ts";
import { type FeelValue, kindOf } from "../values.ts";
import { equalValues } from "../compare.ts";
import { any, type BuiltinTable, builtin, number, optional, overloaded, signature, text } from "./signature.ts";
import { feelText } from "./feel-text.ts";

export const conversionFunctions: BuiltinTable = {
  duration: builtin([text("from")], (call, from) => parseDuration(from) ?? notConverted(call, from)),
  is: builtin([any("value1"), any("value2")], isIdentical),
  not: builtin([any("negand")], (_call, value) => (typeof value === "boolean" ? !value : null)),
  number: overloaded(
    signature([number("from")], (_call, from) => from),
    signature([text("from"), optional(text("grouping separator")), optional(text("decimal separator"))], toNumber),
  ),
  string: builtin([any("from")], (call, from) => (from === null ? null : feelText(from, call))),
};

export function notConverted(call: Call, from: string): null {
  return call.frame.warn("invalid-text", call.span, { text: from.slice(0, 40) });
}

const groupings: ReadonlySet<string> = new Set([" ", ",", "."]);

function toNumber(call: Call, from: string, grouping: string | undefined, point: string | undefined): FeelValue {
  const isAllowed =
    (grouping === undefined || groupings.has(grouping)) &&
    (point === undefined || point === "." || point === ",") &&
    (grouping === undefined || grouping !== point);
  if (!isAllowed || from.length > 100) return notConverted(call, from);
  const plain = (grouping === undefined ? from : from.replaceAll(grouping, "")).replace(point ?? ".", ".");
  return parseNumber(plain) ?? notConverted(call, from);
}

/** Whether both are the same value in the same form: unlike `=`, what the clock shows and its offset count. */
function isIdentical(call: Call, left: FeelValue, right: FeelValue): boolean {
  if (kindOf(left) !== kindOf(right)) return false;
  if (left instanceof FeelTime && right instanceof FeelTime) return isSameClock(left, right, timeOffset);
  if (left instanceof FeelDateTime && right instanceof FeelDateTime) {
    const isSameDay = left.date.toString() === right.date.toString();
    return isSameDay && isSameClock(left.time, right.time, (time) => offsetOf(new FeelDateTime(left.date, time)));
  }
  return equalValues(left, right, call.frame.zone) === true;
}

function isSameClock(left: FeelTime, right: FeelTime, offset: (time: FeelTime) => number | null): boolean {
  return (
    left.secondOfDay === right.secondOfDay && left.nanosecond === right.nanosecond && offset(left) === offset(right)
  );
}
