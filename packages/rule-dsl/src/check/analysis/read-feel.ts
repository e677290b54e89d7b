/** FEEL as formulas: when an expression is true, and when it is false; when it is neither, it is null. */
import type { CallNode, FeelNode } from "../../expression/syntax/feel-node.ts";
import { parseExpression } from "../../expression/syntax/parse-feel.ts";
import {
  beyond,
  compareTo,
  constantOf,
  inside,
  openParser,
  pathOf,
  type Source,
  subjectOf,
  type Truth,
  turned,
} from "./feel-parts.ts";
import { compareFields, readTwoFields, termsOf } from "./feel-terms.ts";
import { all, always, any, never } from "./formula.ts";
import type { Reading } from "./reading.ts";
import { memberSubject } from "./subject.ts";
import { tests } from "./unary-tests.ts";
import { logical, type Sign, turnedSign } from "./value-set.ts";

export function readFeelText(text: string, reading: Reading): Truth {
  const parsed = parseExpression(text, openParser);
  return parsed.ok ? readFeel(parsed.node, { text, reading, read: readFeel }) : { yes: never, no: never };
}

export function readFeel(node: FeelNode, source: Source): Truth {
  switch (node.kind) {
    case "boolean":
      return node.value ? { yes: always, no: never } : { yes: never, no: always };
    case "null":
      return { yes: never, no: never };
    case "and":
    case "or": {
      const left = readFeel(node.left, source);
      const right = readFeel(node.right, source);
      return node.kind === "and"
        ? { yes: all(left.yes, right.yes), no: any(left.no, right.no) }
        : { yes: any(left.yes, right.yes), no: all(left.no, right.no) };
    }
    case "compare":
      return readCompare(node, source);
    case "between": {
      const low = readCompareOf(node.value, ">=", node.low, source);
      const high = readCompareOf(node.value, "<=", node.high, source);
      if (low === undefined || high === undefined) return beyond(node, source);
      return { yes: all(low.yes, high.yes), no: any(low.no, high.no) };
    }
    case "in": {
      const subject = subjectOf(node.value, source);
      return subject === undefined ? beyond(node, source) : tests(node.tests, subject, source);
    }
    case "name":
    case "path":
    case "input": {
      const subject = subjectOf(node, source);
      if (subject === undefined || (subject.kind !== undefined && subject.kind !== "logical"))
        return beyond(node, source);
      return { yes: inside(subject, logical(true)), no: inside(subject, logical(false)) };
    }
    case "call":
      return readCall(node, source);
    default:
      return beyond(node, source);
  }
}

function readCall(node: CallNode, source: Source): Truth {
  const name = node.callee.kind === "name" ? node.callee.name : "";
  const [first, second] = node.arguments;
  if (name === "not" && first !== undefined && node.arguments.length === 1) return turned(readFeel(first, source));
  const path = first === undefined ? undefined : pathOf(first);
  const value = second === undefined ? undefined : constantOf(second, source.reading);
  if (name !== "list contains" || path === undefined || value?.plain === undefined || node.names.length > 0)
    return beyond(node, source);
  const { catalogue } = source.reading;
  const subject = memberSubject(path, value.plain, catalogue);
  if (subject === undefined || catalogue.fieldAt(path)?.always !== true) return beyond(node, source);
  return { yes: inside(subject, logical(true)), no: inside(subject, logical(false)) };
}

function readCompare(node: Extract<FeelNode, { kind: "compare" }>, source: Source): Truth {
  const { left, operator, right } = node;
  const found =
    readCompareOf(left, operator, right, source) ?? readCompareOf(right, turnedSign[operator], left, source);
  return found ?? beyond(node, source);
}

function readCompareOf(left: FeelNode, sign: Sign, right: FeelNode, source: Source): Truth | undefined {
  const value = constantOf(right, source.reading);
  if (value === undefined) return readTwoFields(left, sign, right, source);
  if (constantOf(left, source.reading) !== undefined) return undefined;
  const terms = termsOf(left, source);
  if (terms?.minus !== undefined && typeof value.plain === "number")
    return compareFields(terms, sign, { plus: undefined, minus: undefined, constant: value.plain });
  const subject = subjectOf(left, source, value);
  return subject === undefined ? undefined : compareTo(subject, sign, value);
}
