/** Text to parsed form, with the bounds on what is parsed at all. */
import type { SyntaxNode, Tree } from "@lezer/common";
import type { FeelProblem } from "../feel-codes.ts";
import type { FeelNode, UnaryTestsNode } from "./feel-node.ts";
import { mendTypes } from "./mend-types.ts";
import type { FeelDialect, ParseTree } from "./parser.ts";
import { readerOf } from "./read-expression.ts";
import { at, childrenOf, excerpt, only, operandsOf, spanOf, SyntaxProblem, type TreeReader } from "./tree-reader.ts";

/** Longer texts are refused: a rule is a sentence, not a program. */
const maxLength = 10_000;
/** Of brackets inside each other: beyond it lezer-feel takes time that grows with the square of the depth. */
const maxNesting = 150;

export type Parsed<T> = { readonly ok: true; readonly node: T } | { readonly ok: false; readonly problem: FeelProblem };

export function parseExpression(text: string, parse: ParseTree): Parsed<FeelNode> {
  return parseWith({ text, parse, dialect: "Expression" }, (reader, top) => reader.expression(top, 0));
}

export function parseUnaryTests(text: string, parse: ParseTree): Parsed<UnaryTestsNode> {
  return parseWith({ text, parse, dialect: "UnaryTests" }, readUnaryTests);
}

interface Source {
  readonly text: string;
  readonly parse: ParseTree;
  readonly dialect: FeelDialect;
}

function parseWith<T>(source: Source, read: (reader: TreeReader, top: SyntaxNode) => T): Parsed<T> {
  const { text } = source;
  if (text.trim() === "") return refuse({ code: "empty-expression", from: 0, to: text.length });
  if (text.length > maxLength) {
    return refuse({ code: "expression-too-long", from: 0, to: text.length, data: { limit: maxLength } });
  }
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return refuse(tooDeep);
  try {
    const { tree, problem } = parseTree(source);
    if (problem !== undefined) return refuse(problem);
    const reader = readerOf(text);
    return { ok: true, node: read(reader, source.dialect === "Expression" ? only(tree.topNode) : tree.topNode) };
  } catch (error) {
    if (error instanceof SyntaxProblem) return refuse(error.problem);
    // lezer-feel's context tracker throws on some broken texts ("uncleared name"), instead of leaving an error node.
    return refuse({ code: "syntax-error", from: 0, to: text.length, data: { found: excerpt(text) } });
  }
}

/** A text that is not understood is read once more with its types mended; if that does not help, the first problem holds. */
function parseTree({ text, parse, dialect }: Source): {
  readonly tree: Tree;
  readonly problem: FeelProblem | undefined;
} {
  const tree = parse(text, dialect);
  const problem = findError(tree, text);
  const mended = problem === undefined ? text : mendTypes(text);
  if (mended === text) return { tree, problem };
  const again = parse(mended, dialect);
  return findError(again, mended) === undefined ? { tree: again, problem: undefined } : { tree, problem };
}

function refuse(problem: FeelProblem): { readonly ok: false; readonly problem: FeelProblem } {
  return { ok: false, problem };
}

/** The bracket that opens one level too many; those in texts count too, which no rule gets near. */
function findTooDeep(text: string): FeelProblem | undefined {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    const char = text.charAt(offset);
    if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
    if (depth > maxNesting)
      return { code: "expression-too-deep", from: offset, to: offset + 1, data: { limit: maxNesting } };
  }
  return undefined;
}

/** The first place where the text stops being FEEL; what follows it would only be its echo. */
function findError(tree: Tree, text: string): FeelProblem | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) {
      const { from } = cursor;
      const found = excerpt(text.slice(from).trimStart());
      const to = Math.max(cursor.to, Math.min(from + 1, text.length));
      return found === ""
        ? { code: "expression-incomplete", from, to }
        : { code: "syntax-error", from, to, data: { found } };
    }
  } while (cursor.next());
  return undefined;
}

function readUnaryTests(reader: TreeReader, top: SyntaxNode): UnaryTestsNode {
  const first = at(top, 0);
  const negated = first.name === "not";
  const tests = childrenOf(top).find((part) => part.name === "PositiveUnaryTests");
  return {
    wildcard: first.name === "Wildcard",
    negated,
    tests: tests === undefined ? [] : operandsOf(tests).map((test) => reader.expression(test, 0)),
    ...spanOf(top),
  };
}
