/**
 * Regular expressions of XPath 3.1 (fn:matches), as far as DMN needs them, read into a tree. Null for a text that is no
 * pattern, by XPath's rules: there is no look-around, there are no named groups, and a back-reference names a group
 * that stands before it.
 */
import { blockSource } from "./blocks.ts";

/** Tells whether one code point fits. */
export type CharTest = (char: string) => boolean;

export type PatternNode =
  | { readonly kind: "char"; readonly test: CharTest }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "group"; readonly inner: PatternNode; readonly index: number }
  | { readonly kind: "back-reference"; readonly index: number; readonly isSame: (a: string, b: string) => boolean }
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
  const text = flags.includes("x") ? withoutSpace(pattern) : pattern;
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

/** White space outside of classes means nothing in a pattern with the flag "x". */
function withoutSpace(pattern: string): string {
  let depth = 0;
  let text = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === "\\" && depth > 0) {
      text += pattern.slice(at, at + 2);
      at += 1;
    } else if (depth > 0 || !/\s/.test(char)) {
      text += char;
      depth += char === "[" ? 1 : char === "]" ? -1 : 0;
    }
  }
  return text;
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
      return charNode(readClass(reader));
    case ".":
      return charNode(reader.charFlags.includes("s") ? () => true : (other) => other !== "\n" && other !== "\r");
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

/** From behind `[` to `]`; `[a-z-[aeiou]]` is what the first class has and the second has not. */
function readClass(reader: Reader): CharTest {
  let source = take(reader, "^") ? "[^" : "[";
  let without: CharTest | undefined;
  for (let char = next(reader); char !== "]"; char = next(reader)) {
    if (without !== undefined || char === "[") throw new NoPattern();
    if (char === "-" && take(reader, "[")) without = readClass(reader);
    else source += char === "\\" ? classEscape(reader) : char;
  }
  if (source === "[" || source === "[^") throw new NoPattern();
  const test = classTest(`${source}]`, reader.charFlags);
  const excluded = without;
  return excluded === undefined ? test : (char) => test(char) && !excluded(char);
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
    return { kind: "back-reference", index, isSame: reader.charFlags.includes("i") ? isSameLetter : isSameChar };
  }
  const xmlClass = xmlClasses[char.toLowerCase()];
  if (xmlClass === undefined) return charNode(classTest(`[${escapeSource(char, reader)}]`, reader.charFlags));
  const isNegated = char !== char.toLowerCase();
  return charNode(classTest(`[${isNegated ? "^" : ""}${xmlClass}]`, reader.charFlags));
}

function isSameChar(a: string, b: string): boolean {
  return a === b;
}

function isSameLetter(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase() || a.toUpperCase() === b.toUpperCase();
}

function escapeSource(char: string, reader: Reader): string {
  if ("dDsSwWnrt".includes(char)) return `\\${char}`;
  if (char === "-") return "\\x2d";
  if ("\\|.?*+(){}[]^$/".includes(char)) return `\\${char}`;
  if (char !== "p" && char !== "P") throw new NoPattern();
  let name = next(reader);
  while (!name.endsWith("}")) name += next(reader);
  if (!name.startsWith("{Is")) return `\\${char}${name}`;
  const block = blockSource(name.slice(3, -1));
  if (block === undefined) throw new NoPattern();
  return char === "p" ? block : complementOf(block);
}

/** What a block leaves of all code points, for `\P{Is...}`. */
function complementOf(block: string): string {
  const [from = 0, to = 0] = block.split("-").map((part) => Number.parseInt(part.slice(3, -1), 16));
  const parts = [
    [0, from - 1],
    [to + 1, 0x10ffff],
  ] as const;
  return parts
    .filter(([low, high]) => low <= high)
    .map((part) => part.map((point) => `\\u{${point.toString(16)}}`).join("-"))
    .join("");
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
