/** Test files of the DMN conformance kit (dmn-tck): what is given, and what must come out. */
import { type Result, succeed } from "../../../diagnostic.ts";
import { childNamed, childrenNamed, readXml, type XmlElement } from "../read-xml.ts";

/** A value as the kit writes it: a text with an XSD type or none, fields, a list, or null (nil, or empty and without type). */
export type KitValue =
  | { readonly text: string; readonly xsd: string | undefined }
  | { readonly fields: readonly (readonly [name: string, value: KitValue])[] }
  | { readonly items: readonly KitValue[] }
  | null;

export interface KitResult {
  /** What is asked for: a decision, a service or a function. */
  readonly asked: string;
  /** The output to look at, where a service or function gives several. */
  readonly output: string;
  readonly expected: KitValue;
  readonly isError: boolean;
}

export interface KitCase {
  readonly id: string;
  /** By name, or by `namespace#name` where the file says whose input it is. */
  readonly inputs: readonly (readonly [name: string, value: KitValue])[];
  readonly results: readonly KitResult[];
}

export interface KitFile {
  /** The file name of the model; undefined if the file names none. */
  readonly modelName: string | undefined;
  readonly cases: readonly KitCase[];
}

/** Refused as a whole: what is no XML. */
export function readKitCases(xml: string): Result<KitFile> {
  const read = readXml(xml);
  if (!read.ok) return read;
  const modelName = childNamed(read.value, "modelName")?.text.trim();
  return succeed({
    modelName: modelName === "" ? undefined : modelName,
    cases: childrenNamed(read.value, "testCase").map(caseOf),
  });
}

/** Services and functions are named by the case, decisions by each result. */
function caseOf(element: XmlElement, index: number): KitCase {
  const { id = String(index + 1), type, invocableName } = element.attributes;
  const invoked = type === "decisionService" || type === "bkm" ? invocableName : undefined;
  return {
    id,
    inputs: childrenNamed(element, "inputNode").map(({ attributes, ...node }) => {
      const { name = "", namespace } = attributes;
      return [namespace === undefined ? name : `${namespace}#${name}`, valueIn({ attributes, ...node })] as const;
    }),
    results: childrenNamed(element, "resultNode").map(({ attributes, children }) => ({
      asked: invoked ?? attributes["name"] ?? "",
      output: attributes["name"] ?? "",
      expected: expectedIn(children.find(({ name }) => name === "expected")),
      isError: attributes["errorResult"] === "true",
    })),
  };
}

function expectedIn(element: XmlElement | undefined): KitValue {
  return element === undefined ? null : valueIn(element);
}

function valueIn(element: XmlElement): KitValue {
  const fields = childrenNamed(element, "component");
  if (fields.length > 0) return { fields: fields.map((each) => [each.attributes["name"] ?? "", valueIn(each)]) };
  const list = childNamed(element, "list");
  if (list !== undefined) return isNil(list) ? null : { items: childrenNamed(list, "item").map(valueIn) };
  const value = childNamed(element, "value");
  if (value === undefined || isNil(value) || isNil(element)) return null;
  const type = attributeNamed(value, "type");
  if (type === undefined && value.text.trim() === "") return null;
  return { text: value.text, xsd: type?.slice(type.indexOf(":") + 1) };
}

function isNil(element: XmlElement): boolean {
  return attributeNamed(element, "nil") === "true";
}

/** Whatever the prefix of XML Schema's instances is in this file. */
function attributeNamed({ attributes }: XmlElement, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => key.slice(key.indexOf(":") + 1) === name)?.[1];
}
