import type { FeelType } from "./feel-type.ts";
import { describeSame } from "./testing/describe-same.ts";

const number: FeelType = { kind: "simple", of: "number" };
const text: FeelType = { kind: "simple", of: "string" };
const named: Readonly<Record<string, FeelType>> = {
  tMoney: { kind: "context", fields: { amount: number, currency: text } },
  tWeights: { kind: "list", of: number },
  tPrice: { kind: "function", parameters: [text, number], result: number },
};

const tables = {
  "instance of a simple type": [
    ["12.5 instance of number", "true"],
    ['"12.5" instance of number', "false"],
    ["12.5 instance of Any", "true"],
    ["null instance of Any", "false"],
    ["null instance of Null", "true"],
    ["null instance of number", "false"],
    ["null instance of list<Any>", "false"],
    ["null instance of function<> -> Any", "false"],
    ['@"2026-11-11" instance of date', "true"],
    ['@"2026-11-11" instance of date and time', "false"],
    ['@"2026-11-11T08:00:00" instance of date and time', "true"],
    ['@"08:00:00" instance of time', "true"],
    ['@"P2D" instance of days and time duration', "true"],
    ['@"P2D" instance of years and months duration', "false"],
    ['@"P2M" instance of years and months duration', "true"],
    ["(1 + 2) instance of number", "true"],
    ["count instance of function", "true"],
  ],
  "instance of lists and ranges": [
    ["[3, 4] instance of list", "true"],
    ["[3, 4] instance of list<number>", "true"],
    ['[3, "4"] instance of list<number>', "false"],
    ["[3, null] instance of list<number>", "true"],
    ["[] instance of list<string>", "true"],
    ["[[3], [4]] instance of list<list<number>>", "true"],
    ["3 instance of list<number>", "false"],
    ["[3..4] instance of range<number>", "true"],
    ['["a".."c"] instance of range<number>', "false"],
    ["(> 3) instance of range<number>", "true"],
    ['[@"2026-11-11"..@"2026-11-12"] instance of range<date>', "true"],
    ['range("[1..5]") instance of range<number>', "true"],
    ["[3..4] instance of range", "true"],
  ],
  "instance of contexts": [
    ['{sku: "A-1"} instance of context', "true"],
    ['{sku: "A-1"} instance of context<>', "true"],
    ["{} instance of context<>", "true"],
    ['{sku: "A-1", quantity: 2} instance of context<sku: string>', "true"],
    ['{sku: "A-1"} instance of context<sku: string, quantity: number>', "false"],
    ["{sku: null} instance of context<sku: string>", "true"],
    ["{sku: 1} instance of context<sku: string>", "false"],
    ["{line: {sku: 1}} instance of context<line: context<sku: number>>", "true"],
  ],
  "instance of functions: parameters may take more, results may be narrower": [
    ["(function() 1) instance of function", "true"],
    ["(function() 1) instance of function<> -> Any", "true"],
    ["(function() 1) instance of function<> -> number", "true"],
    ["(function() 1) instance of function<> -> string", "false"],
    ["(function(a: number) a > 1) instance of function<number> -> boolean", "true"],
    ["(function(a: number) a > 1) instance of function<string> -> boolean", "false"],
    ["(function(a: number, b: number) 1) instance of function<number> -> number", "false"],
    ["(function(a: context<x: number>) 1) instance of function<context<x: number, y: number>> -> number", "true"],
    ["(function(a: context<x: number, y: number>) 1) instance of function<context<x: number>> -> number", "false"],
    ["(function() {x: 1, y: 2}) instance of function<> -> context<x: number>", "true"],
    ["(function() [1, 2]) instance of function<> -> list<number>", "true"],
    ["(function(a: list<number>) if a = [] then 0 else 1) instance of function<list<number>> -> number", "true"],
  ],
  "instance of types that the model names": [
    ['{amount: 5, currency: "CNY"} instance of tMoney', "true"],
    ["{amount: 5} instance of tMoney", "false"],
    ["[1, 2] instance of tWeights", "true"],
    ['[{amount: 5, currency: "CNY"}] instance of list<tMoney>', "true"],
    ["(function(sku: string, quantity: number) 9.9) instance of tPrice", "true"],
    ["(function(sku: string, quantity: string) 9.9) instance of tPrice", "false"],
    ["1 instance of tUnknown", "null"],
  ],
  "typed parameters": [
    ["(function(a: number) a + 1)(2)", "3"],
    ["(function(a: number) a + 1)([2])", "3"],
    ["(function(a: list<number>) count(a))(2)", "1"],
    ['(function(a: number) a)("x")', "null"],
    ["(function(a: number) a = null)(null)", "true"],
    ['(function(a: date and time) a)(@"2026-11-11")', '@"2026-11-11T00:00:00Z"'],
    ["(function(a: range<number>) a.end)([1..4])", "4"],
    ["(function(a: number, b) [a, b])(b: 1, a: 2)", "[2, 1]"],
  ],
} as const;

describeSame(tables, {}, { typeNamed: (type) => named[type] });
