/** One DMN file: its elements by id, and how it names what is elsewhere. */
import { builtinKind } from "../../compile/boxed/item-types.ts";
import { fail, problem, type Result, succeed } from "../../diagnostic.ts";
import { ImportNotes } from "./notes.ts";
import { childrenNamed, readXml, type XmlElement } from "./read-xml.ts";

export interface DmnFile {
  readonly index: number;
  readonly name: string;
  readonly namespace: string;
  readonly language: string | undefined;
  readonly root: XmlElement;
  readonly notes: ImportNotes;
  /** Decisions, input data, functions and services by id. */
  readonly elements: ReadonlyMap<string, XmlElement>;
  readonly types: ReadonlyMap<string, XmlElement>;
  /** Names of imports by the namespace they bring in. An empty name brings it in under no name. */
  readonly imports: ReadonlyMap<string, string>;
}

const dmnNamespace = /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(MODEL\/?|dmn\.xsd)$/;
const modelElements: ReadonlySet<string> = new Set([
  "inputData",
  "decision",
  "businessKnowledgeModel",
  "decisionService",
]);
/** What carries no logic: read over. */
const silentElements: ReadonlySet<string> = new Set([
  "description",
  "extensionElements",
  "import",
  "itemDefinition",
  "knowledgeSource",
  "elementCollection",
  "performanceIndicator",
  "organizationUnit",
  "textAnnotation",
  "association",
  "group",
  "businessContextElement",
  "DMNDI",
]);

export function readFile(xml: string, index: number): Result<DmnFile> {
  const parsed = readXml(xml);
  const prefix = index === 0 ? "" : `/models/${String(index - 1)}`;
  if (!parsed.ok) return fail(parsed.error.map((each) => ({ ...each, pointer: prefix })));
  const root = parsed.value;
  if (root.name !== "definitions" || !isDmn(root)) {
    return fail([problem("not-dmn", prefix, { found: root.name })]);
  }
  const notes = new ImportNotes(prefix);
  for (const child of root.children) {
    if (modelElements.has(child.name) || silentElements.has(child.name)) continue;
    notes.refuse("dmn-unknown-element", child, nameOf(root), { element: child.name });
  }
  return succeed({
    index,
    name: nameOf(root),
    namespace: root.attributes["namespace"] ?? "",
    language: root.attributes["expressionLanguage"],
    root,
    notes,
    elements: elementsOf(root, notes),
    types: typesOf(root, notes),
    imports: new Map(
      childrenNamed(root, "import").map((each) => [each.attributes["namespace"] ?? "", nameOf(each)] as const),
    ),
  });
}

function isDmn({ attributes }: XmlElement): boolean {
  return Object.entries(attributes).some(([name, value]) => name.startsWith("xmlns") && dmnNamespace.test(value));
}

/** Names as people mean them: white space runs are one space. */
export function nameOf(element: XmlElement): string {
  return (element.attributes["name"] ?? "").trim().replace(/\s+/g, " ");
}

function elementsOf(root: XmlElement, notes: ImportNotes): ReadonlyMap<string, XmlElement> {
  const elements = new Map<string, XmlElement>();
  for (const child of root.children) {
    if (!modelElements.has(child.name)) continue;
    const id = child.attributes["id"] ?? `#${nameOf(child)}`;
    if (nameOf(child) === "") notes.refuse("dmn-missing", child, child.name, { element: "name" });
    else if (elements.has(id)) notes.refuse("dmn-duplicate", child, nameOf(child), { found: id });
    else elements.set(id, child);
  }
  return elements;
}

function typesOf(root: XmlElement, notes: ImportNotes): ReadonlyMap<string, XmlElement> {
  const types = new Map<string, XmlElement>();
  for (const each of childrenNamed(root, "itemDefinition")) {
    const name = nameOf(each);
    if (types.has(name)) notes.refuse("dmn-duplicate", each, name, { found: name });
    types.set(name, each);
  }
  return types;
}

/** The files of one import, and the names under which they know each other. */
export class DmnFiles {
  readonly files: readonly DmnFile[];

  constructor(files: readonly DmnFile[]) {
    this.files = files;
  }

  /** The file and element that a reference `#id` or `namespace#id` means. */
  find(
    file: DmnFile,
    href: string,
  ): { readonly file: DmnFile; readonly element: XmlElement; readonly id: string } | undefined {
    const hash = href.lastIndexOf("#");
    const id = href.slice(hash + 1);
    const namespace = hash <= 0 ? file.namespace : href.slice(0, hash);
    const within = namespace === file.namespace ? [file] : this.files.filter((each) => each.namespace === namespace);
    for (const each of within) {
      const element = each.elements.get(id);
      if (element !== undefined) return { file: each, element, id };
    }
    return undefined;
  }

  /** The key of a type of one file, one for all files: that of the first file's own types is their name. */
  typeKey({ index, name: file }: DmnFile, name: string): string {
    return index === 0 ? name : `${file === "" ? String(index) : file}.${name}`;
  }

  /** The key or built-in name that a type reference means in a file; undefined for any type, null if there is none. */
  typeOf(file: DmnFile, reference: string): string | undefined | null {
    const name = reference.trim().replace(/\s+/g, " ");
    if (name === "" || name.toLowerCase() === "any") return undefined;
    if (file.types.has(name)) return this.typeKey(file, name);
    if (builtinKind(name) !== undefined) return name;
    for (const [namespace, called] of file.imports) {
      const rest = called === "" ? name : name.startsWith(`${called}.`) ? name.slice(called.length + 1) : undefined;
      const other = this.files.find((each) => each.namespace === namespace);
      if (rest !== undefined && other?.types.has(rest) === true) return this.typeKey(other, rest);
    }
    return this.byPrefix(file, name);
  }

  /** `prefix:name`, as versions before 1.2 write it. */
  private byPrefix(file: DmnFile, name: string): string | undefined | null {
    const colon = name.indexOf(":");
    if (colon === -1) return null;
    const namespace = file.root.attributes[`xmlns:${name.slice(0, colon)}`];
    const rest = name.slice(colon + 1);
    const other = this.files.find((each) => each.namespace === namespace);
    if (other?.types.has(rest) === true) return this.typeKey(other, rest);
    if (file.types.has(rest)) return this.typeKey(file, rest);
    if (rest.toLowerCase() === "any") return undefined;
    return builtinKind(rest) === undefined ? null : rest;
  }
}
