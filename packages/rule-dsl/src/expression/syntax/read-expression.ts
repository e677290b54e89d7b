/** From lezer-feel's tree to the parsed form: one reader for each of its nodes. */
import type { SyntaxNode } from "@lezer/common";
import type { FeelMistakeCode } from "../feel-codes.ts";
import { parseNumber } from "../numbers.ts";
import { parseAtLiteral } from "../temporal/parse-temporal.ts";
import type { ArithmeticOperator, CompareOperator, ContextEntry, FeelNode, Iterator } from "./feel-node.ts";
import { stringValue } from "./literals.ts";
import { nameText } from "./names.ts";
import { readFormalParameter, readType } from "./read-type.ts";
import { at, childrenOf, excerpt, only, operandsOf, spanOf, SyntaxProblem, type TreeReader } from "./tree-reader.ts";

/** Deeper trees are refused: compiling and evaluating recurse. */
const maxDepth = 400;

type Read = (node: SyntaxNode, reader: TreeReader, depth: number) => FeelNode;

export function readerOf(text: string): TreeReader {
  const reader: TreeReader = {
    text: (node) => text.slice(node.from, node.to),
    expression: (node, depth) => {
      if (depth > maxDepth)
        throw new SyntaxProblem({ code: "expression-too-deep", ...spanOf(node), data: { limit: maxDepth } });
      const read = readers[node.name];
      if (read === undefined)
        throw new SyntaxProblem({ code: "syntax-error", ...spanOf(node), data: { found: excerpt(reader.text(node)) } });
      return read(node, reader, depth + 1);
    },
  };
  return reader;
}

const readers: Readonly<Record<string, Read>> = {
  null: (node) => ({ kind: "null", ...spanOf(node) }),
  BooleanLiteral: (node, reader) => ({ kind: "boolean", value: reader.text(node) === "true", ...spanOf(node) }),
  NumericLiteral: readNumber,
  StringLiteral: (node, reader) => ({ kind: "string", value: stringValue(reader.text(node)), ...spanOf(node) }),
  DateTimeLiteral: readDateTime,
  VariableName: (node, reader) => ({ kind: "name", name: nameText(reader.text(node)), ...spanOf(node) }),
  "?": (node) => ({ kind: "input", ...spanOf(node) }),
  ParenthesizedExpression: (node, reader, depth) => reader.expression(at(node, 1), depth),
  PositiveUnaryTest: (node, reader, depth) => reader.expression(only(node), depth),
  SimplePositiveUnaryTest: readSimpleTest,
  PathExpression: readPath,
  FilterExpression: (node, reader, depth) => ({
    kind: "filter",
    base: reader.expression(at(node, 0), depth),
    condition: reader.expression(at(node, 2), depth),
    ...spanOf(node),
  }),
  ArithmeticExpression: readArithmetic,
  Comparison: readComparison,
  Conjunction: (node, reader, depth) => ({ kind: "and", ...readBothSides(node, reader, depth) }),
  Disjunction: (node, reader, depth) => ({ kind: "or", ...readBothSides(node, reader, depth) }),
  IfExpression: (node, reader, depth) => ({
    kind: "if",
    condition: reader.expression(at(node, 1), depth),
    then: reader.expression(at(node, 3), depth),
    otherwise: reader.expression(at(node, 5), depth),
    ...spanOf(node),
  }),
  ForExpression: (node, reader, depth) => ({ kind: "for", ...readIteration(node, reader, depth) }),
  QuantifiedExpression: (node, reader, depth) => ({
    kind: at(node, 0).name === "some" ? "some" : "every",
    ...readIteration(node, reader, depth),
  }),
  List: (node, reader, depth) => ({
    kind: "list",
    items: operandsOf(node).map((item) => reader.expression(item, depth)),
    ...spanOf(node),
  }),
  Context: readContext,
  FunctionDefinition: readFunction,
  FunctionInvocation: readCall,
  InstanceOfExpression: (node, reader, depth) => ({
    kind: "instance-of",
    value: reader.expression(at(node, 0), depth),
    type: readType(at(node, 3), reader),
    ...spanOf(node),
  }),
};

function readNumber(node: SyntaxNode, reader: TreeReader): FeelNode {
  const value = parseNumber(reader.text(node).replace(/\s+|\/\*.*?\*\//gs, ""));
  if (value === null) return mistake("number-out-of-range", reader.text(node), node);
  return { kind: "number", value, ...spanOf(node) };
}

function readDateTime(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const first = at(node, 0);
  if (first.name !== "AtLiteral") return readCall(node, reader, depth);
  const text = stringValue(reader.text(only(first)));
  const value = parseAtLiteral(text);
  if (value === null) return mistake("invalid-date-literal", text, node);
  return { kind: "temporal", value, ...spanOf(node) };
}

function mistake(code: FeelMistakeCode, text: string, node: SyntaxNode): FeelNode {
  return { kind: "mistake", code, text: excerpt(text), ...spanOf(node) };
}

function readPath(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const nameNode = at(node, 2);
  return {
    kind: "path",
    base: reader.expression(at(node, 0), depth),
    name: nameText(reader.text(nameNode)),
    nameSpan: spanOf(nameNode),
    ...spanOf(node),
  };
}

function readArithmetic(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const parts = childrenOf(node);
  if (parts.length === 2) {
    const operand = reader.expression(at(node, 1), depth);
    return reader.text(at(node, 0)) === "-" ? { kind: "negate", operand, ...spanOf(node) } : operand;
  }
  const sign = reader.text(at(node, 1));
  const operator = arithmeticOperators[sign] ?? "**";
  return { kind: "arithmetic", operator, ...readBothSides(node, reader, depth) };
}

const arithmeticOperators: Readonly<Record<string, ArithmeticOperator>> = { "+": "+", "-": "-", "*": "*", "/": "/" };

const compareOperators: Readonly<Record<string, CompareOperator>> = {
  "=": "=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function readComparison(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const operator = at(node, 1);
  if (operator.name === "between") {
    const [value, low, high] = [at(node, 0), at(node, 2), at(node, 4)].map((part) => reader.expression(part, depth));
    if (value !== undefined && low !== undefined && high !== undefined) {
      return { kind: "between", value, low, high, ...spanOf(node) };
    }
  }
  if (operator.name === "in") return readIn(node, reader, depth);
  const compare = compareOperators[reader.text(operator)] ?? "=";
  return { kind: "compare", operator: compare, ...readBothSides(node, reader, depth) };
}

function readIn(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const tests = childrenOf(node)
    .slice(2)
    .flatMap((part) => (part.name === "PositiveUnaryTests" ? operandsOf(part) : [part]))
    .filter((part) => part.name === "PositiveUnaryTest");
  return {
    kind: "in",
    value: reader.expression(at(node, 0), depth),
    tests: tests.map((test) => reader.expression(test, depth)),
    ...spanOf(node),
  };
}

function readBothSides(node: SyntaxNode, reader: TreeReader, depth: number) {
  const left = reader.expression(at(node, 0), depth);
  const right = reader.expression(at(node, 2), depth);
  return { left, right, ...spanOf(node) };
}

function readSimpleTest(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const first = at(node, 0);
  if (first.name === "Interval") return readInterval(first, reader, depth);
  const operator = compareOperators[reader.text(first)] ?? "=";
  return { kind: "test", operator, operand: reader.expression(at(node, 1), depth), ...spanOf(node) };
}

function readInterval(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const text = reader.text(node);
  return {
    kind: "interval",
    start: reader.expression(at(node, 1), depth),
    end: reader.expression(at(node, 3), depth),
    startIncluded: text.startsWith("["),
    endIncluded: text.endsWith("]"),
    ...spanOf(node),
  };
}

function readIteration(node: SyntaxNode, reader: TreeReader, depth: number) {
  const iterators = operandsOf(at(node, 1)).map((part) => readIterator(part, reader, depth));
  return { iterators, body: reader.expression(at(node, 3), depth), ...spanOf(node) };
}

function readIterator(node: SyntaxNode, reader: TreeReader, depth: number): Iterator {
  const [source, , end] = childrenOf(at(node, 2));
  const name = nameText(reader.text(at(node, 0)));
  if (source === undefined) throw new SyntaxProblem({ code: "expression-incomplete", ...spanOf(node) });
  const from = reader.expression(source, depth);
  return end === undefined ? { name, source: from } : { name, source: from, end: reader.expression(end, depth) };
}

function readContext(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const entries = operandsOf(node).map((entry) => readEntry(entry, reader, depth));
  return { kind: "context", entries, ...spanOf(node) };
}

function readEntry(node: SyntaxNode, reader: TreeReader, depth: number): ContextEntry {
  const keyNode = only(at(node, 0));
  const text = reader.text(keyNode);
  const key = keyNode.name === "StringLiteral" ? stringValue(text) : nameText(text);
  if (key === "__proto__") throw new SyntaxProblem({ code: "reserved-name", ...spanOf(keyNode), data: { name: key } });
  return { key, value: reader.expression(at(node, 1), depth), ...spanOf(node) };
}

function readFunction(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const parts = childrenOf(node);
  const external = parts.find((part) => part.name === "external");
  if (external !== undefined) return mistake("external-function", "external", external);
  const body = parts.find((part) => part.name === "FunctionBody");
  const formal = parts.find((part) => part.name === "FormalParameters");
  if (body === undefined || formal === undefined)
    throw new SyntaxProblem({ code: "expression-incomplete", ...spanOf(node) });
  return {
    kind: "function",
    parameters: operandsOf(formal).map((part) => readFormalParameter(part, reader)),
    body: reader.expression(only(body), depth),
    ...spanOf(node),
  };
}

function readCall(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const callee = readCallee(at(node, 0), reader, depth);
  const list = childrenOf(node).find((part) => part.name === "NamedParameters" || part.name === "PositionalParameters");
  const parts = list === undefined ? [] : operandsOf(list);
  const named = list?.name === "NamedParameters";
  return {
    kind: "call",
    callee,
    arguments: parts.map((part) => reader.expression(named ? at(part, 1) : part, depth)),
    names: named ? parts.map((part) => nameText(reader.text(at(part, 0)))) : [],
    ...spanOf(node),
  };
}

function readCallee(node: SyntaxNode, reader: TreeReader, depth: number): FeelNode {
  const isKeyword = node.name === "DateTimeConstructor" || node.name === "SpecialFunctionName";
  return isKeyword
    ? { kind: "name", name: nameText(reader.text(node)), ...spanOf(node) }
    : reader.expression(node, depth);
}
