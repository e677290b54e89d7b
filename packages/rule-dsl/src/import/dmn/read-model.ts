/** The elements of all files of an import as one model, each under a key of its own. */
import type { BoxedModel, ItemType, ModelElement, Need } from "../../schema/boxed.ts";
import { boxIn, type BoxReader, readFunction } from "./read-boxed.ts";
import { type DmnFile, type DmnFiles, nameOf } from "./read-file.ts";
import { readItemType } from "./read-types.ts";
import { childNamed, childrenNamed, type XmlElement } from "./read-xml.ts";

/** What stands for the logic of an element that has none. */
export const noLogic = "no-decision-logic";

export interface ReadElement {
  readonly key: string;
  readonly id: string;
  readonly file: DmnFile;
  readonly xml: XmlElement;
  readonly element: ModelElement;
  /** Something in it was refused when it was read. */
  readonly isRefused: boolean;
}

export interface ReadModel {
  readonly types: Readonly<Record<string, ItemType>>;
  readonly elements: ReadonlyMap<string, ReadElement>;
}

export function readModel(files: DmnFiles): ReadModel {
  const types = files.files.flatMap((file) =>
    [...file.types].map(([name, xml]) => {
      const typeOf = (reference: string | undefined, at: XmlElement): string | undefined =>
        typeReader(files, file, name)(reference, at);
      return [files.typeKey(file, name), readItemType(xml, typeOf)] as const;
    }),
  );
  const keys = keysOf(files);
  const variables = variablesOf(keys);
  const elements = files.files.flatMap((file) =>
    [...file.elements].map(([id, xml]) => {
      const key = keys.get(xml) ?? id;
      const before = file.notes.problems.length;
      const element = readElement(xml, { files, file, keys, variables });
      const isRefused = file.notes.problems.length > before;
      return [key, { key, id, file, xml, element, isRefused }] as const;
    }),
  );
  return { types: Object.fromEntries(types), elements: new Map(elements) };
}

/** A model of all elements, asking for one of them. */
export function boxedModelOf({ types, elements }: ReadModel, value: string): BoxedModel {
  return { types, elements: Object.fromEntries([...elements].map(([key, { element }]) => [key, element])), value };
}

/** Keys are names; what is named like something before it gets its file's name or a number. */
function keysOf({ files }: DmnFiles): ReadonlyMap<XmlElement, string> {
  const keys = new Map<XmlElement, string>();
  const taken = new Set<string>();
  for (const file of files) {
    for (const xml of file.elements.values()) {
      const name = file.index === 0 ? nameOf(xml) : `${file.name}.${nameOf(xml)}`;
      let key = name;
      for (let count = 2; taken.has(key); count += 1) key = `${name} ${String(count)}`;
      taken.add(key);
      keys.set(xml, key);
    }
  }
  return keys;
}

interface Reading {
  readonly files: DmnFiles;
  readonly file: DmnFile;
  readonly keys: ReadonlyMap<XmlElement, string>;
  /** Names of variables that are not their element's name, by the element's key. */
  readonly variables: ReadonlyMap<string, string>;
}

function variablesOf(keys: ReadonlyMap<XmlElement, string>): ReadonlyMap<string, string> {
  return new Map(
    [...keys].flatMap(([xml, key]) => {
      const variable = childNamed(xml, "variable");
      const name = variable === undefined ? "" : nameOf(variable);
      return name === "" || name === nameOf(xml) ? [] : [[key, name] as const];
    }),
  );
}

function typeReader(files: DmnFiles, file: DmnFile, of: string): BoxReader["typeOf"] {
  return (reference, at) => {
    if (reference === undefined) return undefined;
    const type = files.typeOf(file, reference);
    if (type === null) file.notes.refuse("dmn-unknown-type", at, of, { found: reference });
    return type === null ? reference : type;
  };
}

function readElement(xml: XmlElement, reading: Reading): ModelElement {
  const { files, file } = reading;
  const name = nameOf(xml);
  const typeOf = typeReader(files, file, name);
  const reader: BoxReader = { notes: file.notes, of: name, typeOf, language: file.language };
  const type = typeOf(childNamed(xml, "variable")?.attributes["typeRef"], xml);
  const head = { name, ...(type !== undefined && { type }) };
  switch (xml.name) {
    case "inputData":
      return { kind: "input", ...head };
    case "businessKnowledgeModel": {
      const logic = childNamed(xml, "encapsulatedLogic");
      if (logic === undefined) file.notes.refuse("dmn-missing", xml, name, { element: "encapsulatedLogic" });
      const value = logic === undefined ? { refused: noLogic } : readFunction(logic, reader);
      const result = type ?? typeOf(logic?.attributes["typeRef"], xml);
      return {
        kind: "function",
        name,
        ...(result !== undefined && { type: result }),
        needs: needsOf(xml, reading),
        value,
      };
    }
    case "decisionService":
      return {
        kind: "service",
        ...head,
        inputs: [...keysAt(xml, "inputData", reading), ...keysAt(xml, "inputDecision", reading)],
        outputs: keysAt(xml, "outputDecision", reading),
      };
    default:
      return {
        kind: "decision",
        ...head,
        needs: needsOf(xml, reading),
        value: boxIn(xml, reader) ?? { refused: noLogic },
      };
  }
}

const requirements = [
  ["informationRequirement", "requiredInput"],
  ["informationRequirement", "requiredDecision"],
  ["knowledgeRequirement", "requiredKnowledge"],
] as const;

/** Some tools have expressions say the variable's name where it is another than the element's. */
function needsOf(xml: XmlElement, reading: Reading): Need[] {
  const needs = namedNeeds(xml, reading);
  const named = new Set(needs.map(({ as, under = "" }) => `${under}.${as}`));
  const others = needs.flatMap(({ element, under }) => {
    const as = reading.variables.get(element);
    return as === undefined || named.has(`${under ?? ""}.${as}`)
      ? []
      : [{ element, as, ...(under !== undefined && { under }) }];
  });
  return [...needs, ...others];
}

function namedNeeds(xml: XmlElement, reading: Reading): Need[] {
  return requirements.flatMap(([requirement, target]) =>
    childrenNamed(xml, requirement).flatMap((each) =>
      childrenNamed(each, target).flatMap((reference) => needOf(reference, xml, reading)),
    ),
  );
}

function needOf(reference: XmlElement, xml: XmlElement, { files, file, keys }: Reading): readonly Need[] {
  const href = reference.attributes["href"] ?? "";
  const found = files.find(file, href);
  const key = found === undefined ? undefined : keys.get(found.element);
  if (found === undefined || key === undefined) {
    file.notes.refuse("dmn-unknown-reference", reference, nameOf(xml), { found: href });
    return [];
  }
  const imported = found.file === file ? "" : (file.imports.get(found.file.namespace) ?? "");
  return [{ element: key, as: nameOf(found.element), ...(imported !== "" && { under: imported }) }];
}

function keysAt(xml: XmlElement, name: string, { files, file, keys }: Reading): string[] {
  return childrenNamed(xml, name).flatMap((reference) => {
    const href = reference.attributes["href"] ?? "";
    const key = keys.get(files.find(file, href)?.element ?? xml);
    if (key !== undefined && key !== keys.get(xml)) return [key];
    file.notes.refuse("dmn-unknown-reference", reference, nameOf(xml), { found: href });
    return [];
  });
}
