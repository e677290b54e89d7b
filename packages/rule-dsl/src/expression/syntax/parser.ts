/** lezer-feel's parser, told which names exist so that names with spaces and signs are read as one. */
import type { PartialParse, Tree } from "@lezer/common";
import { parser as feelParser, trackVariables } from "lezer-feel";
import type { FeelNames } from "./names.ts";

export type FeelDialect = "Expression" | "UnaryTests";

/** A name whose fields are not known, for lezer-feel's context. */
const leaf = 1;
type NameTree = { [name: string]: NameTree | typeof leaf };

export type ParseTree = (text: string, dialect: FeelDialect) => Tree;

/**
 * A parse function for the given root names; make it once per set of names. The built-in functions are not among them:
 * the grammar reads their names as they are, and `date`, `list` or `not` as a known name would no longer be a keyword.
 */
export function parserFor(names: FeelNames | undefined): ParseTree {
  const contextTracker = trackVariables(names === undefined ? {} : nameTree(names));
  const parsers = {
    Expression: feelParser.configure({ top: "Expression", contextTracker }),
    UnaryTests: feelParser.configure({ top: "UnaryTests", contextTracker }),
  };
  return (text, dialect) => parse(parsers[dialect], text);
}

/** One of the readings the parser follows side by side while the text may still mean several things. */
type Reading = { readonly buffer: readonly number[]; split(): Reading };

/** Above 500 numbers (125 nodes) the parser drops all readings but one, without knowing which is right. */
const fullReading = 400;

/**
 * As `parser.parse`, which drops the right reading of a long bracket that may be a range until it closes. A split
 * reading starts with an empty buffer and keeps what it has read as its parent, so it is never long enough to be dropped.
 */
function parse(parser: typeof feelParser, text: string): Tree {
  const parsing = parser.startParse(text) as PartialParse & { stacks: Reading[] };
  for (;;) {
    if (parsing.stacks.length > 1) {
      parsing.stacks = parsing.stacks.map((reading) =>
        reading.buffer.length > fullReading ? reading.split() : reading,
      );
    }
    const tree = parsing.advance();
    if (tree !== null) return tree;
  }
}

function nameTree(names: FeelNames): NameTree {
  const tree: NameTree = {};
  for (const [name, fields] of names.entries()) {
    if (name !== "__proto__") tree[name] = typeof fields === "string" ? leaf : nameTree(fields);
  }
  return tree;
}
