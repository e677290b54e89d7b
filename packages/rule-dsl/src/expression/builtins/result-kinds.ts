/** What the built-in functions give wherever they give something, as far as it is one kind. */
import type { FeelKind } from "../feel-type.ts";

const numbers = [
  "ceiling",
  "count",
  "day of year",
  "decimal",
  "exp",
  "floor",
  "last day of month",
  "log",
  "mean",
  "median",
  "modulo",
  "number",
  "product",
  "round down",
  "round half down",
  "round half even",
  "round half up",
  "round up",
  "sqrt",
  "stddev",
  "string length",
  "sum",
  "week of year",
];
const texts = [
  "day of week",
  "lower case",
  "month of year",
  "replace",
  "string",
  "string join",
  "substring",
  "substring after",
  "substring before",
  "trim",
  "upper case",
];
const logical = [
  "all",
  "any",
  "contains",
  "ends with",
  "even",
  "is",
  "list contains",
  "matches",
  "not",
  "odd",
  "starts with",
];
const others: readonly (readonly [string, FeelKind])[] = [
  ["date", "date"],
  ["today", "date"],
  ["time", "time"],
  ["date and time", "date and time"],
  ["now", "date and time"],
  ["years and months duration", "years and months duration"],
];

export const resultKinds: ReadonlyMap<string, FeelKind> = new Map<string, FeelKind>([
  ...numbers.map((name) => [name, "number"] as const),
  ...texts.map((name) => [name, "string"] as const),
  ...logical.map((name) => [name, "boolean"] as const),
  ...others,
]);
