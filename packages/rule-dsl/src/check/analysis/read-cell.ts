/** The cells of a table. */
import type { UnaryTestsNode } from "../../expression/syntax/feel-node.ts";
import { parseUnaryTests } from "../../expression/syntax/parse-feel.ts";
import { compareTo, openParser, type Source, type Truth, turned } from "./feel-parts.ts";
import { all, always, any, never } from "./formula.ts";
import { readFeel } from "./read-feel.ts";
import type { Reading } from "./reading.ts";
import type { Subject } from "./subject.ts";
import { tests } from "./unary-tests.ts";

const everything: Truth = { yes: always, no: never };

/** A whole cell; one that is not FEEL takes nothing. */
export function readCell(text: string, subject: Subject, reading: Reading): Truth {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "-") return everything;
  const plain = readPlainCell(trimmed, subject);
  if (plain !== undefined) return plain;
  const parsed = parseUnaryTests(trimmed, openParser);
  if (!parsed.ok) return { yes: never, no: never };
  return readTests(parsed.node, subject, { text: trimmed, reading: { ...reading, input: subject }, read: readFeel });
}

const plainText = /^"([^"\\]*)"$/;
const plainOrder = /^(<=|>=|<|>)?\s*(-?\d{1,12}(?:\.\d{1,6})?)$/;
const plainRange = /^([[(\]])\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*\.\.\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*([\])[])$/;

/** Whether a cell is of a form that is right whatever the column: a text, a number, a line, a range. */
export function isPlainCell(text: string): boolean {
  const trimmed = text.trim();
  return plainText.test(trimmed) || plainOrder.test(trimmed) || plainRange.test(trimmed);
}

/** Most cells of a large table are one of three forms, which need no parser. */
function readPlainCell(text: string, subject: Subject): Truth | undefined {
  const [, word] = plainText.exec(text) ?? [];
  if (word !== undefined) return compareTo(subject, "=", { plain: word });
  const [, sign = "=", number] = plainOrder.exec(text) ?? [];
  if (number !== undefined) return compareTo(subject, sign as "<", numberConstant(number)); // one of the four, or =
  const [, open, from, to, close] = plainRange.exec(text) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return range(subject, [open === "[" ? ">=" : ">", Number(from)], [close === "]" ? "<=" : "<", Number(to)]);
}

const numberConstant = (text: string): Parameters<typeof compareTo>[2] => ({
  plain: Number(text),
  point: { scale: "number", at: Number(text) },
});

function range(
  subject: Subject,
  [above, from]: readonly [">" | ">=", number],
  [below, to]: readonly ["<" | "<=", number],
): Truth | undefined {
  if (from > to || (subject.kind !== undefined && subject.kind !== "number")) return undefined;
  const low = compareTo(subject, above, numberConstant(String(from)));
  const high = compareTo(subject, below, numberConstant(String(to)));
  if (low === undefined || high === undefined) return undefined;
  return { yes: all(low.yes, high.yes), no: any(low.no, high.no) };
}

function readTests(node: UnaryTestsNode, subject: Subject, source: Source): Truth {
  if (node.wildcard) return everything;
  const found = tests(node.tests, subject, source);
  return node.negated ? turned(found) : found;
}
