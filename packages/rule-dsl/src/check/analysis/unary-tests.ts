/** Unary tests: what they take and what they refuse of a subject. */
import type { FeelNode } from "../../expression/syntax/feel-node.ts";
import { beyond, compareTo, constantOf, inside, type Source, type Truth } from "./feel-parts.ts";
import { readTwoFields } from "./feel-terms.ts";
import { childrenOf } from "./feel-walk.ts";
import { all, any } from "./formula.ts";
import type { Reading } from "./reading.ts";
import type { Subject } from "./subject.ts";
import { ordered } from "./value-set.ts";

/** One of them holds; none does where each is refused. */
export function tests(nodes: readonly FeelNode[], subject: Subject, source: Source): Truth {
  const inner: Source = { ...source, reading: { ...source.reading, input: subject } };
  const read = nodes.map((node) => oneTest(node, subject, inner));
  return { yes: any(...read.map(({ yes }) => yes)), no: all(...read.map(({ no }) => no)) };
}

function oneTest(node: FeelNode, subject: Subject, source: Source): Truth {
  return readOne(node, subject, source) ?? beyond(node, source);
}

function readOne(node: FeelNode, subject: Subject, source: Source): Truth | undefined {
  const { reading } = source;
  if (node.kind === "test") {
    const value = constantOf(node.operand, reading);
    return value === undefined
      ? readTwoFields({ kind: "input", from: node.from, to: node.from }, node.operator, node.operand, source)
      : compareTo(subject, node.operator, value);
  }
  if (node.kind === "interval") return readInterval(node, subject, reading);
  if (node.kind === "list") {
    const read = node.items.map((item) => readOne(item, subject, source));
    if (read.some((one) => one === undefined)) return undefined;
    const items = read.flatMap((one) => one ?? []);
    return { yes: any(...items.map(({ yes }) => yes)), no: all(...items.map(({ no }) => no)) };
  }
  const value = constantOf(node, reading);
  if (value === undefined) return speaksOfInput(node) ? source.read(node, source) : undefined;
  // A cell that says true or false where no logical value comes in is its own answer.
  if (typeof value.plain === "boolean" && subject.kind !== "logical") return undefined;
  return compareTo(subject, "=", value);
}

function readInterval(
  node: Extract<FeelNode, { kind: "interval" }>,
  subject: Subject,
  reading: Reading,
): Truth | undefined {
  const from = constantOf(node.start, reading)?.point;
  const to = constantOf(node.end, reading)?.point;
  if (from === undefined || to === undefined || from.scale !== to.scale) return undefined;
  if (subject.kind !== undefined && subject.kind !== from.scale && subject.kind !== "text") return undefined;
  const { scale } = from;
  const low = inside(subject, ordered(node.startIncluded ? ">=" : ">", from.at, scale));
  const high = inside(subject, ordered(node.endIncluded ? "<=" : "<", to.at, scale));
  const below = inside(subject, ordered(node.startIncluded ? "<" : "<=", from.at, scale));
  const above = inside(subject, ordered(node.endIncluded ? ">" : ">=", to.at, scale));
  return { yes: all(low, high), no: any(below, above) };
}

/** Whether `?` is read here; without it a test that is no literal compares with another fact. */
function speaksOfInput(node: FeelNode): boolean {
  if (node.kind === "input") return true;
  return childrenOf(node).some(speaksOfInput);
}
