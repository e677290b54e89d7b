/**
 * XML as a tree of elements with their lines. Nothing is expanded but the five entities of XML itself and character
 * references; a document with a DOCTYPE is refused before it is parsed, and so is one that is too large or too deep.
 */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { fail, problem, type Problem, type Result, succeed } from "../../diagnostic.ts";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text that stands directly in it. */
  readonly text: string;
  readonly line: number;
}

/** Characters of one document. */
const longest = 10_000_000;
/** Elements inside each other. */
const deepest = 200;
const textKey = "#text";
const cdataKey = "#cdata";
const attributesKey = ":@";

export function readXml(xml: string): Result<XmlElement> {
  if (xml.length > longest) return fail([problem("xml-too-large", "", { limit: longest })]);
  const doctype = xml.indexOf("<!DOCTYPE");
  if (doctype !== -1) return fail([problem("xml-doctype", "", { line: lineAt(xml, doctype) })]);
  return parse(xml);
}

function parse(xml: string): Result<XmlElement> {
  try {
    // The parser forgives what is not well-formed.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own, for the same check
    const verdict = XMLValidator.validate(xml);
    if (verdict !== true) return malformed(verdict.err.line, verdict.err.msg);
    const nodes: unknown = parser().parse(xml);
    const lines = new Lines(xml);
    const [root] = Array.isArray(nodes) ? nodes.flatMap((node) => elementOf(node, lines)) : [];
    return root === undefined ? malformed(1, "no root element") : succeed(root);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!reason.includes("nested tags")) return malformed(1, reason);
    return fail([problem("xml-too-deep", "", { line: lineAt(xml, firstTooDeep(xml)), limit: deepest })]);
  }
}

function malformed(line: number, reason: string): { readonly ok: false; readonly error: readonly Problem[] } {
  return fail([problem("malformed-xml", "", { line, reason: reason.replace(/\s+/g, " ") })]);
}

function parser(): XMLParser {
  return new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: cdataKey,
    ignoreDeclaration: true,
    ignorePiTags: true,
    captureMetaData: true,
    maxNestedTags: deepest,
  });
}

/** Where an element opens one level too many, by its tags alone. */
function firstTooDeep(xml: string): number {
  let depth = 0;
  for (const tag of xml.matchAll(/<(\/?)[A-Za-z_][^<>]*?(\/?)>/g)) {
    if (tag[1] === "/") depth -= 1;
    else if (tag[2] !== "/") depth += 1;
    if (depth > deepest) return tag.index;
  }
  return 0;
}

function lineAt(xml: string, offset: number): number {
  return xml.slice(0, offset).split("\n").length;
}

class Lines {
  private readonly starts: readonly number[];

  constructor(xml: string) {
    this.starts = [...xml.matchAll(/\n/g)].map(({ index }) => index);
  }

  at(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }
}

function elementOf(node: unknown, lines: Lines): readonly XmlElement[] {
  if (typeof node !== "object" || node === null) return [];
  const [entry] = Object.entries(node as Readonly<Record<string, unknown>>).filter(([key]) => key !== attributesKey); // own fields, as of any object
  if (entry === undefined || entry[0] === textKey || entry[0] === cdataKey || !Array.isArray(entry[1])) return [];
  const [tag, content] = entry;
  const parts: readonly unknown[] = content;
  return [
    {
      name: tag.slice(tag.indexOf(":") + 1),
      attributes: attributesOf(node),
      children: parts.flatMap((part) => elementOf(part, lines)),
      text: parts.map(textOf).join(""),
      line: lines.at(startOf(node)),
    },
  ];
}

function attributesOf(node: object): Readonly<Record<string, string>> {
  const given: unknown = Object.getOwnPropertyDescriptor(node, attributesKey)?.value;
  if (typeof given !== "object" || given === null) return {};
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, decoded(String(value))]));
}

/** The parser keeps where an element begins under a symbol of its own. */
function startOf(node: object): number {
  for (const symbol of Object.getOwnPropertySymbols(node)) {
    const meta: unknown = Object.getOwnPropertyDescriptor(node, symbol)?.value;
    if (typeof meta === "object" && meta !== null && "startIndex" in meta) return Number(meta.startIndex);
  }
  return 0;
}

function textOf(part: unknown): string {
  if (typeof part !== "object" || part === null) return "";
  if (textKey in part) return decoded(String(part[textKey]));
  if (!(cdataKey in part) || !Array.isArray(part[cdataKey])) return "";
  return part[cdataKey].map((inner: unknown) => rawTextOf(inner)).join("");
}

function rawTextOf(part: unknown): string {
  return typeof part === "object" && part !== null && textKey in part ? String(part[textKey]) : "";
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (typeof name === "string") return entities[name.toLowerCase()] ?? whole;
    const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}
