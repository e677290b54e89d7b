/** Boxed expressions as they stand in DMN's XML, as ours. What cannot be evaluated is refused and leaves a hole. */
import type { Boxed, BoxedHitPolicy, BoxedParameter, TableBox } from "../../schema/boxed.ts";
import type { ImportNotes } from "./notes.ts";
import { childNamed, childrenNamed, type XmlElement } from "./read-xml.ts";

export interface BoxReader {
  readonly notes: ImportNotes;
  /** The name of the element that the box belongs to. */
  readonly of: string;
  /** The model's name of a type, from how the file refers to it. */
  readonly typeOf: (reference: string | undefined, at: XmlElement) => string | undefined;
  /** The language of expressions that name none. */
  readonly language: string | undefined;
}

const boxNames = [
  "literalExpression",
  "context",
  "invocation",
  "functionDefinition",
  "list",
  "relation",
  "decisionTable",
  "conditional",
  "filter",
  "for",
  "some",
  "every",
] as const;

/** The box among the children of an element; undefined if there is none. */
export function boxIn(element: XmlElement | undefined, reader: BoxReader): Boxed | undefined {
  const found = element?.children.find(({ name }) => boxNames.some((known) => known === name));
  return found === undefined ? undefined : readBox(found, reader);
}

function boxOrHole(element: XmlElement | undefined, parent: XmlElement, reader: BoxReader): Boxed {
  const box = boxIn(element, reader);
  if (box !== undefined) return box;
  reader.notes.refuse("dmn-missing", element ?? parent, reader.of, { element: "expression" });
  return { refused: "dmn-missing" };
}

function readBox(element: XmlElement, reader: BoxReader): Boxed {
  const type = reader.typeOf(element.attributes["typeRef"], element);
  const box = readKind(element, reader);
  return type === undefined ? box : { ...box, type };
}

function readKind(element: XmlElement, reader: BoxReader): Boxed {
  switch (element.name) {
    case "literalExpression":
      return readLiteral(element, reader);
    case "context":
      return readContext(element, reader);
    case "invocation":
      return readInvocation(element, reader);
    case "functionDefinition":
      return readFunction(element, reader);
    case "list":
      return { list: boxesIn(element, reader) };
    case "relation":
      return readRelation(element, reader);
    case "decisionTable":
      return readTable(element, reader);
    case "conditional":
      return {
        if: boxOrHole(childNamed(element, "if"), element, reader),
        then: boxOrHole(childNamed(element, "then"), element, reader),
        else: boxOrHole(childNamed(element, "else"), element, reader),
      };
    case "filter":
      return {
        filter: boxOrHole(childNamed(element, "in"), element, reader),
        match: boxOrHole(childNamed(element, "match"), element, reader),
      };
    case "for":
      return {
        for: element.attributes["iteratorVariable"] ?? "item",
        in: boxOrHole(childNamed(element, "in"), element, reader),
        return: boxOrHole(childNamed(element, "return"), element, reader),
      };
    default:
      return {
        quantifier: element.name === "some" ? "some" : "every",
        of: element.attributes["iteratorVariable"] ?? "item",
        in: boxOrHole(childNamed(element, "in"), element, reader),
        satisfies: boxOrHole(childNamed(element, "satisfies"), element, reader),
      };
  }
}

function boxesIn(element: XmlElement, reader: BoxReader): readonly Boxed[] {
  return element.children
    .filter(({ name }) => boxNames.some((known) => known === name))
    .map((child) => readBox(child, reader));
}

/** The text of a text-bearing element: that of its `text` child. */
export function textIn(element: XmlElement | undefined): string {
  if (element === undefined) return "";
  return (childNamed(element, "text")?.text ?? "").trim();
}

function isFeel(language: string | undefined): boolean {
  return language === undefined || language === "" || /feel/i.test(language);
}

function readLiteral(element: XmlElement, reader: BoxReader): Boxed {
  const language = element.attributes["expressionLanguage"] ?? reader.language;
  const imported = childNamed(element, "importedValues");
  if (isFeel(language) && imported === undefined) return { feel: textIn(element) };
  reader.notes.refuse("dmn-language", element, reader.of, { found: language ?? "importedValues" });
  return { refused: language ?? "importedValues" };
}

function nameOf(variable: XmlElement | undefined): string {
  return (variable?.attributes["name"] ?? "").trim().replace(/\s+/g, " ");
}

function readContext(element: XmlElement, reader: BoxReader): Boxed {
  const entries = childrenNamed(element, "contextEntry");
  const named = entries.flatMap((entry) => {
    const variable = childNamed(entry, "variable");
    if (variable === undefined) return [];
    const type = reader.typeOf(variable.attributes["typeRef"], variable);
    const value = boxOrHole(entry, element, reader);
    return [{ name: nameOf(variable), ...(type !== undefined && { type }), value }];
  });
  const last = entries.find((entry) => childNamed(entry, "variable") === undefined);
  return { context: named, ...(last !== undefined && { result: boxOrHole(last, element, reader) }) };
}

function readInvocation(element: XmlElement, reader: BoxReader): Boxed {
  return {
    call: boxOrHole(element, element, reader),
    with: childrenNamed(element, "binding").map((binding) => {
      const parameter = childNamed(binding, "parameter");
      const type = reader.typeOf(parameter?.attributes["typeRef"], binding);
      const value = boxIn(binding, reader) ?? { feel: "null" };
      return { name: nameOf(parameter), ...(type !== undefined && { type }), value };
    }),
  };
}

/** Of `functionDefinition` and of `encapsulatedLogic`. */
export function readFunction(element: XmlElement, reader: BoxReader): Boxed {
  const kind = element.attributes["kind"] ?? "FEEL";
  const parameters: readonly BoxedParameter[] = childrenNamed(element, "formalParameter").map((parameter) => {
    const type = reader.typeOf(parameter.attributes["typeRef"], parameter);
    return { name: nameOf(parameter), ...(type !== undefined && { type }) };
  });
  if (kind !== "FEEL") {
    reader.notes.refuse("dmn-external-function", element, reader.of, { found: kind });
    return { function: parameters, body: { refused: `${kind} function` } };
  }
  return { function: parameters, body: boxOrHole(element, element, reader) };
}

function readRelation(element: XmlElement, reader: BoxReader): Boxed {
  return {
    relation: childrenNamed(element, "column").map((column) => {
      const type = reader.typeOf(column.attributes["typeRef"], column);
      return { name: nameOf(column), ...(type !== undefined && { type }) };
    }),
    rows: childrenNamed(element, "row").map((row) => boxesIn(row, reader)),
  };
}

const policies: ReadonlyMap<string, BoxedHitPolicy> = new Map([
  ["UNIQUE", "UNIQUE"],
  ["FIRST", "FIRST"],
  ["PRIORITY", "PRIORITY"],
  ["ANY", "ANY"],
  ["COLLECT", "COLLECT"],
  ["RULE ORDER", "RULE ORDER"],
  ["OUTPUT ORDER", "OUTPUT ORDER"],
]);
const aggregations: ReadonlyMap<string, "sum" | "min" | "max" | "count"> = new Map([
  ["SUM", "sum"],
  ["MIN", "min"],
  ["MAX", "max"],
  ["COUNT", "count"],
]);

function readTable(element: XmlElement, reader: BoxReader): Boxed {
  const named = element.attributes["hitPolicy"] ?? "UNIQUE";
  const hitPolicy = policies.get(named);
  const how = element.attributes["aggregation"];
  const aggregation = how === undefined ? undefined : aggregations.get(how);
  if (hitPolicy === undefined || (how !== undefined && aggregation === undefined)) {
    const attribute = hitPolicy === undefined ? "hitPolicy" : "aggregation";
    const found = (hitPolicy === undefined ? named : how) ?? "";
    reader.notes.refuse("dmn-bad-value", element, reader.of, { attribute, found });
    return { refused: `${attribute} ${found}` };
  }
  const outputs = childrenNamed(element, "output").map((output) => outputOf(output, reader));
  if (outputs.length === 0) {
    reader.notes.refuse("dmn-missing", element, reader.of, { element: "output" });
    return { refused: "output" };
  }
  const inputs = childrenNamed(element, "input").map((input) => inputOf(input, reader));
  if (outputs.length > 1 && outputs.some(({ name }) => name === undefined)) {
    reader.notes.refuse("dmn-missing", element, reader.of, { element: "output name" });
  }
  return {
    table: {
      hitPolicy,
      ...(aggregation !== undefined && { aggregation }),
      inputs,
      outputs,
      rows: childrenNamed(element, "rule").map((rule) => rowOf(rule, [inputs.length, outputs.length], reader)),
    },
  };
}

type Table = TableBox["table"];

/** A row has a cell for each column. */
function rowOf(
  rule: XmlElement,
  [inputs, outputs]: readonly [number, number],
  reader: BoxReader,
): Table["rows"][number] {
  const tests = childrenNamed(rule, "inputEntry");
  const results = childrenNamed(rule, "outputEntry");
  if (tests.length !== inputs) reader.notes.refuse("dmn-missing", rule, reader.of, { element: "inputEntry" });
  if (results.length !== outputs) reader.notes.refuse("dmn-missing", rule, reader.of, { element: "outputEntry" });
  const types = results.map((entry) => reader.typeOf(entry.attributes["typeRef"], entry) ?? "");
  return {
    when: tests.map(textIn),
    then: results.map(textIn),
    ...(types.some((type) => type !== "") && { types }),
  };
}

function inputOf(input: XmlElement, reader: BoxReader): Table["inputs"][number] {
  const expression = childNamed(input, "inputExpression");
  const type = reader.typeOf(expression?.attributes["typeRef"], expression ?? input);
  const allowed = textIn(childNamed(input, "inputValues"));
  return {
    feel: textIn(expression),
    ...(type !== undefined && { type }),
    ...(allowed !== "" && { allowed }),
  };
}

function outputOf(output: XmlElement, reader: BoxReader): Table["outputs"][number] {
  const name = nameOf(output);
  const type = reader.typeOf(output.attributes["typeRef"], output);
  const allowed = textIn(childNamed(output, "outputValues"));
  const otherwise = childNamed(output, "defaultOutputEntry");
  return {
    ...(name !== "" && { name }),
    ...(type !== undefined && { type }),
    ...(allowed !== "" && { allowed }),
    ...(otherwise !== undefined && { default: textIn(otherwise) }),
  };
}
