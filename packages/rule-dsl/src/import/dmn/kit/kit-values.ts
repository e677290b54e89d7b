/** Values of the conformance kit against values of FEEL. */
import { equalValues } from "../../../expression/compare.ts";
import { isDecimal, parseNumber, toDouble } from "../../../expression/numbers.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../../../expression/temporal/parse-temporal.ts";
import { type FeelValue, fromFact, isList, isNumber, isRecord, keysOf, kindOf } from "../../../expression/values.ts";
import type { KitValue } from "./read-cases.ts";

/** Numbers of the kit are written to eight decimals or so, and its runners compare them so. */
const tolerance = 1e-8;
const zone = "UTC";

/** What is given to the model. A text without a type is left to the type that the model declares. */
export function givenValue(value: KitValue): FeelValue {
  if (value === null) return null;
  if ("fields" in value) return Object.fromEntries(value.fields.map(([name, field]) => [name, givenValue(field)]));
  if ("items" in value) return value.items.map(givenValue);
  const { text, xsd } = value;
  return xsd === undefined ? text : typedText(text, xsd);
}

function typedText(text: string, xsd: string): FeelValue {
  const trimmed = text.trim();
  switch (xsd) {
    case "boolean":
      return trimmed === "true" || trimmed === "1";
    case "decimal":
    case "double":
    case "float":
    case "integer":
    case "int":
    case "long":
      return parseNumber(trimmed);
    case "date":
      return parseDate(trimmed);
    case "time":
      return parseTime(trimmed);
    case "dateTime":
      return parseDateTime(trimmed);
    case "duration":
    case "dayTimeDuration":
    case "yearMonthDuration":
      return parseDuration(trimmed);
    default:
      return text;
  }
}

/** Whether the value is what the kit expects, of the same kind and with the same fields. */
export function isAsExpected(value: FeelValue, expected: KitValue): boolean {
  if (expected === null) return value === null;
  if ("items" in expected) {
    const { items } = expected;
    if (!isList(value) || value.length !== items.length) return false;
    return items.every((item, index) => isAsExpected(fromFact(value[index]), item));
  }
  if ("fields" in expected) {
    const { fields } = expected;
    if (!isRecord(value) || keysOf(value).length !== fields.length) return false;
    return fields.every(([name, field]) => Object.hasOwn(value, name) && isAsExpected(fromFact(value[name]), field));
  }
  const { text, xsd } = expected;
  return isSame(value, xsd === undefined ? likeKindOf(value, text) : typedText(text, xsd));
}

/** A text without a type is of the kind that came out. */
function likeKindOf(value: FeelValue, text: string): FeelValue {
  switch (kindOf(value)) {
    case "number":
      return typedText(text, "decimal");
    case "boolean":
      return typedText(text, "boolean");
    case "date":
      return typedText(text, "date");
    case "time":
      return typedText(text, "time");
    case "date and time":
      return typedText(text, "dateTime");
    case "days and time duration":
    case "years and months duration":
      return typedText(text, "duration");
    default:
      return text;
  }
}

function isSame(value: FeelValue, expected: FeelValue): boolean {
  if (kindOf(value) !== kindOf(expected) || value === null) return false;
  if (!isNumber(value) || !isNumber(expected)) return equalValues(value, expected, zone) === true;
  const [left, right] = [value, expected].map((each) => (isDecimal(each) ? toDouble(each) : each));
  return Math.abs((left ?? 0) - (right ?? 0)) <= tolerance * Math.max(1, Math.abs(right ?? 0));
}
