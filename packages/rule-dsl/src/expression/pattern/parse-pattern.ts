/**
 * Regular expressions of XPath 3.1 (fn:matches), as far as DMN needs them, read into a tree. Null for a text that is no
 * pattern. Not supported: subtraction of classes, and what XPath does not have either (look-around, named groups).
 */

/** Tells whether one code point fits. */
export type CharTest = (char: string) => boolean;

export type PatternNode =
  | { readonly kind: "char"; readonly test: CharTest }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "group"; readonly inner: PatternNode; readonly index: number }
  | { readonly kind: "back-reference"; readonly index: number }
  | {
      readonly kind: "repeat";
      readonly inner: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
    };

export interface ParsedPattern {
  readonly root: PatternNode;
  readonly groupCount: number;
}

interface Reader {
  readonly chars: readonly string[];
  /** "i" and "s" of the pattern's flags. */
  readonly charFlags: string;
  at: number;
  groups: number;
  depth: number;
}

const maxDepth = 50;
const maxRepeat = 1_000;

/** Leaves the reading; caught below and never seen outside. */
class NoPattern extends Error {}

export function parsePattern(pattern: string, flags: string): ParsedPattern | null {
  if (!/^[simxq]*$/.test(flags)) return null;
  const charFlags = ["i", "s"].filter((flag) => flags.includes(flag)).join("");
  if (flags.includes("q")) return literalPattern(pattern, charFlags);
  const text = flags.includes("x") ? pattern.replace(/\s+/g, "") : pattern;
  const reader: Reader = { chars: Array.from(text), charFlags, at: 0, groups: 0, depth: 0 };
  try {
    const root = readChoice(reader);
    return reader.at < reader.chars.length ? null : { root, groupCount: reader.groups };
  } catch (error) {
    // A class or an escape that the engine refuses is a SyntaxError of its own.
    if (error instanceof NoPattern || error instanceof SyntaxError) return null;
    throw error;
  }
}

function literalPattern(text: string, charFlags: string): ParsedPattern {
  const parts = Array.from(text).map((char) => charNode(literalTest(char, charFlags)));
  return { root: { kind: "sequence", parts }, groupCount: 0 };
}

function charNode(test: CharTest): PatternNode {
  return { kind: "char", test };
}

/** The engine's own classes, asked about one code point at a time, where nothing can backtrack. */
function classTest(source: string, charFlags: string): CharTest {
  const expression = new RegExp(`^(?:${source})$`, `u${charFlags}`);
  return (char) => expression.test(char);
}

function literalTest(char: string, charFlags: string): CharTest {
  if (!charFlags.includes("i")) return (other) => other === char;
  return classTest(char.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"), charFlags);
}

function readChoice(reader: Reader): PatternNode {
  reader.depth += 1;
  if (reader.depth > maxDepth) throw new NoPattern();
  const options = [readSequence(reader)];
  while (take(reader, "|")) options.push(readSequence(reader));
  reader.depth -= 1;
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
}

function readSequence(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  for (let char = peek(reader); char !== undefined && char !== "|" && char !== ")"; char = peek(reader)) {
    parts.push(readRepeat(readAtom(reader), reader));
  }
  return { kind: "sequence", parts };
}

function peek(reader: Reader): string | undefined {
  return reader.chars[reader.at];
}

function take(reader: Reader, char: string): boolean {
  if (peek(reader) !== char) return false;
  reader.at += 1;
  return true;
}

function next(reader: Reader): string {
  const char = peek(reader);
  if (char === undefined) throw new NoPattern();
  reader.at += 1;
  return char;
}

function readAtom(reader: Reader): PatternNode {
  const char = next(reader);
  switch (char) {
    case "(":
      return readGroup(reader);
    case "[":
      return charNode(classTest(readClass(reader), reader.charFlags));
    case ".":
      return charNode(classTest(".", reader.charFlags));
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "end" };
    case "\\":
      return readEscape(reader);
    default:
      if ("*+?{}]".includes(char)) throw new NoPattern();
      return charNode(literalTest(char, reader.charFlags));
  }
}

function readGroup(reader: Reader): PatternNode {
  const captures = !take(reader, "?");
  if (!captures && next(reader) !== ":") throw new NoPattern();
  const index = captures ? (reader.groups += 1) : 0;
  const inner = readChoice(reader);
  if (!take(reader, ")")) throw new NoPattern();
  return captures ? { kind: "group", inner, index } : inner;
}

/** From behind `[` to `]`, as the engine writes it. */
function readClass(reader: Reader): string {
  let source = take(reader, "^") ? "[^" : "[";
  for (let char = next(reader); char !== "]"; char = next(reader)) {
    if (char === "[") throw new NoPattern();
    source += char === "\\" ? classEscape(reader) : char;
  }
  if (source === "[" || source === "[^") throw new NoPattern();
  return `${source}]`;
}

/** Names of XML, which the engine does not know. */
const xmlClasses: Readonly<Record<string, string>> = { i: "\\p{L}_:", c: "\\p{L}\\p{N}_:.\\-" };

function classEscape(reader: Reader): string {
  const char = next(reader);
  return xmlClasses[char] ?? escapeSource(char, reader);
}

function readEscape(reader: Reader): PatternNode {
  const char = next(reader);
  if (/[1-9]/.test(char)) {
    const index = Number(char);
    if (index > reader.groups) throw new NoPattern();
    return { kind: "back-reference", index };
  }
  const xmlClass = xmlClasses[char.toLowerCase()];
  if (xmlClass === undefined) return charNode(classTest(escapeSource(char, reader), reader.charFlags));
  const isNegated = char !== char.toLowerCase();
  return charNode(classTest(`[${isNegated ? "^" : ""}${xmlClass}]`, reader.charFlags));
}

function escapeSource(char: string, reader: Reader): string {
  if ("dDsSwWnrt".includes(char)) return `\\${char}`;
  if (char === "-") return "\\x2d";
  if ("\\|.?*+(){}[]^$/".includes(char)) return `\\${char}`;
  if (char !== "p" && char !== "P") throw new NoPattern();
  let name = next(reader);
  while (!name.endsWith("}")) name += next(reader);
  return `\\${char}${name}`;
}

function readRepeat(inner: PatternNode, reader: Reader): PatternNode {
  const bounds = readBounds(reader);
  if (bounds === undefined) return inner;
  if (inner.kind === "start" || inner.kind === "end") throw new NoPattern();
  const isLazy = take(reader, "?");
  return { kind: "repeat", inner, min: bounds[0], max: bounds[1], isLazy };
}

function readBounds(reader: Reader): readonly [min: number, max: number] | undefined {
  if (take(reader, "*")) return [0, Infinity];
  if (take(reader, "+")) return [1, Infinity];
  if (take(reader, "?")) return [0, 1];
  if (!take(reader, "{")) return undefined;
  let text = "";
  while (!take(reader, "}")) text += next(reader);
  const match = /^(\d{1,4})(?:(,)(\d{1,4})?)?$/.exec(text);
  if (match === null) throw new NoPattern();
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === undefined ? Infinity : Number(match[3]);
  if (max < min || min > maxRepeat) throw new NoPattern();
  return [min, max];
}
