import {
  type Catalogue,
  type Condition,
  type DecoratorName,
  type FactLeaf,
  type FactReference,
  type FeelLeaf,
  type FieldType,
  type JsonValue,
  operatorParts,
} from "@orderloom/rule-dsl";
import {
  type Decoration,
  lineOf,
  type Line,
  type LineOperator,
  type LineValue,
  measureFeel,
  pathOf,
  type Quantifier,
  type Subject,
} from "./line.ts";
import { momentFeel } from "./moment.ts";

/* What a line becomes when its field, its operator or its value is changed; everything else of the leaf stays. */

type Leaf = FactLeaf | FeelLeaf;

/** The type of what a subject is. */
export function typeOf(subject: Subject, catalogue: Catalogue): FieldType {
  const field = catalogue.fieldAt(subject.path);
  if (subject.kind === "field") return field?.type ?? "any";
  return subject.of === "count" ? "number" : (field?.type ?? "number");
}

const equality: readonly LineOperator[] = ["equal", "notEqual"];
const order: readonly LineOperator[] = ["greaterThanInclusive", "greaterThan", "lessThanInclusive", "lessThan"];
const membership: readonly LineOperator[] = ["in", "notIn"];
const presence: readonly LineOperator[] = ["present", "missing"];
const holding: readonly LineOperator[] = ["contains", "doesNotContain"];
const moments: readonly LineOperator[] = ["before", "from", "between"];

/** The operators that make sense for a subject, the likeliest first. */
export function operatorsFor(subject: Subject, catalogue: Catalogue): readonly LineOperator[] {
  if (subject.kind === "measure") return [...order, ...equality];
  switch (typeOf(subject, catalogue)) {
    case "number":
    case "money":
      return [...order, ...equality, ...membership, ...presence];
    case "string":
    case "duration":
      return [...equality, ...membership, ...presence];
    case "boolean":
      return ["equal", ...presence];
    case "date-time":
      return [...moments, ...presence];
    case "list":
      return [...holding, ...presence];
    case "object":
      return presence;
    case "any":
      return [...equality, ...order, ...membership, ...holding, ...presence];
  }
}

/** A new line about a field: its likeliest operator and an empty value of its type. */
export function newLine(subject: Subject, catalogue: Catalogue): Condition {
  return build({ subject, operator: undefined, value: { kind: "none" }, decorations: [] }, undefined, catalogue);
}

export function withSubject(leaf: Leaf, subject: Subject, catalogue: Catalogue): Condition {
  const line = lineOf(leaf);
  const keepsType = line !== undefined && typeOf(line.subject, catalogue) === typeOf(subject, catalogue);
  const operator = line?.operator;
  const fits = operator !== undefined && operatorsFor(subject, catalogue).includes(operator);
  const sameValues = line !== undefined && valuesOf(line.subject, catalogue) === valuesOf(subject, catalogue);
  return build(
    {
      subject,
      operator: fits ? operator : undefined,
      value: keepsType && fits && sameValues ? line.value : { kind: "none" },
      ...(line?.quantifier !== undefined &&
        passesList(sourceOf(subject.path, catalogue)) && { quantifier: line.quantifier }),
      decorations: [],
    },
    leaf,
    catalogue,
  );
}

const valuesOf = (subject: Subject, catalogue: Catalogue) => catalogue.fieldAt(subject.path)?.values;

export function withOperator(leaf: Leaf, operator: LineOperator, catalogue: Catalogue): Condition {
  const line = lineOf(leaf);
  if (line === undefined) return leaf;
  return build({ ...line, operator, value: valueFor(operator, line) }, leaf, catalogue);
}

/** The value as the new operator takes it: one becomes a list of one, a list its first. */
function valueFor(operator: LineOperator, { value }: Line): LineValue {
  if (presence.includes(operator)) return { kind: "none" };
  if (operator === "between") {
    const at = value.kind === "literal" && typeof value.json === "string" ? value.json : "";
    return value.kind === "span" ? value : { kind: "span", from: at, until: at };
  }
  if (value.kind === "span") return { kind: "literal", json: value.from };
  if (value.kind !== "literal") return value;
  // Compared with nothing, a line reads as missing: whoever chooses a comparison is yet to say with what.
  if (value.json === null) return { kind: "literal", json: "" };
  const many = membership.includes(operator);
  if (many) return { kind: "literal", json: Array.isArray(value.json) ? value.json : listOf(value.json) };
  return Array.isArray(value.json) ? { kind: "literal", json: (value.json[0] as JsonValue | undefined) ?? "" } : value;
}

const listOf = (json: JsonValue): readonly JsonValue[] => (json === "" ? [] : [json]);

export function withValue(leaf: Leaf, value: LineValue, catalogue: Catalogue): Condition {
  const line = lineOf(leaf);
  return line === undefined ? leaf : build({ ...line, value }, leaf, catalogue);
}

export function withQuantifier(leaf: Leaf, quantifier: Quantifier, catalogue: Catalogue): Condition {
  const line = lineOf(leaf);
  return line === undefined ? leaf : build({ ...line, quantifier }, leaf, catalogue);
}

/** Puts a decorator before the operator, or takes it away. */
export function toggleDecoration(leaf: FactLeaf, decoration: Decoration): Condition {
  const parts = operatorParts(leaf.operator);
  if (parts === undefined) return leaf;
  const rest = parts.decorators.filter((name) => name !== decoration);
  const decorators = rest.length < parts.decorators.length ? rest : [...parts.decorators, decoration];
  return { ...leaf, operator: [...decorators, parts.name].join(":") };
}

/** `leaf`: what the line stands in now, if it stands in anything. */
function build(wanted: Line, leaf: Leaf | undefined, catalogue: Catalogue): Condition {
  const operator = wanted.operator ?? operatorsFor(wanted.subject, catalogue)[0] ?? "equal";
  const line = { ...wanted, operator, value: filled(wanted, operator, catalogue) };
  const feel =
    line.subject.kind === "measure"
      ? measureFeel(line.subject, operator, line.value)
      : momentOf(line.subject.path, operator, line.value);
  if (feel === undefined) return asFactLeaf(line, leaf, catalogue);
  return leaf !== undefined && "feel" in leaf ? { ...leaf, feel } : { feel, ...headOf(leaf) };
}

function momentOf(path: string, operator: LineOperator, value: LineValue): string | undefined {
  if (operator === "between" && value.kind === "span") return momentFeel({ path, ...value });
  if (operator !== "before" && operator !== "from") return undefined;
  const at = value.kind === "literal" && typeof value.json === "string" ? value.json : "";
  return momentFeel({ kind: operator, path, at });
}

/** What a value that has not been given yet starts as. */
function filled({ subject, value }: Line, operator: LineOperator, catalogue: Catalogue): LineValue {
  if (presence.includes(operator)) return { kind: "none" };
  if (operator === "between") return value.kind === "span" ? value : { kind: "span", from: "", until: "" };
  if (value.kind !== "none") return value;
  if (membership.includes(operator)) return { kind: "literal", json: [] };
  return { kind: "literal", json: emptyOf(subject, catalogue) };
}

function emptyOf(subject: Subject, catalogue: Catalogue): JsonValue {
  switch (typeOf(subject, catalogue)) {
    case "number":
    case "money":
      return 0;
    case "boolean":
      return true;
    case "string":
      return catalogue.fieldAt(subject.path)?.values?.[0]?.value ?? "";
    case "date-time":
    case "duration":
    case "list":
    case "object":
    case "any":
      return "";
  }
}

function headOf(leaf: Leaf | undefined): Pick<FactLeaf, "id" | "name"> {
  return {
    ...(leaf?.id !== undefined && { id: leaf.id }),
    ...(leaf?.name !== undefined && { name: leaf.name }),
  };
}

type CompleteLine = Line & { readonly operator: LineOperator };

function asFactLeaf(line: CompleteLine, leaf: Leaf | undefined, catalogue: Catalogue): FactLeaf {
  const kept = leaf !== undefined && "fact" in leaf ? leaf : undefined;
  const samePath = kept !== undefined && pathOf(kept) === line.subject.path;
  const source: FactReference = samePath ? sourceIn(kept) : sourceOf(line.subject.path, catalogue);
  const decorators = decoratorsOf(line, source, samePath ? kept : undefined);
  const operator = [...decorators, nameOf(line.operator)].join(":");
  const value = jsonOf(line.value, catalogue);
  return kept === undefined ? { ...source, operator, value, ...headOf(leaf) } : { ...kept, ...source, operator, value };
}

const sourceIn = ({ fact, path }: FactReference): FactReference => ({ fact, ...(path !== undefined && { path }) });

/** Those of `kept` in their order, for they are applied from the outside in; a path through a list needs one that says which. */
function decoratorsOf(line: CompleteLine, source: FactReference, kept: FactLeaf | undefined): readonly DecoratorName[] {
  if (presence.includes(line.operator)) return [];
  const given = kept === undefined ? [] : (operatorParts(kept.operator)?.decorators ?? []);
  const wanted = line.quantifier ?? (passesList(source) && !given.some(isQuantifier) ? "some" : undefined);
  if (wanted === undefined) return given;
  const name = wanted === "every" ? "everyFact" : "someFact";
  const place = given.findIndex(isQuantifier);
  return place < 0 ? [name, ...given] : given.map((each, index) => (index === place ? name : each));
}

const isQuantifier = (name: DecoratorName): boolean => name === "someFact" || name === "everyFact";
const passesList = ({ path }: FactReference): boolean => path?.includes("*") === true;

function nameOf(operator: LineOperator): string {
  if (operator === "present") return "notEqual";
  if (operator === "missing") return "equal";
  return operator;
}

function jsonOf(value: LineValue, catalogue: Catalogue): FactLeaf["value"] {
  switch (value.kind) {
    case "none":
      return null;
    case "literal":
      return value.json;
    case "field":
      return sourceOf(value.path, catalogue);
    case "span":
      return value.from;
  }
}

/** `order.lines.sku` as the fact `order` at `$.lines[*].sku`. */
function sourceOf(path: string, catalogue: Catalogue): FactReference {
  const [fact = "", ...steps] = path.split(".");
  const text = steps.map((step, index) => {
    const isLast = index === steps.length - 1;
    const here = [fact, ...steps.slice(0, index + 1)].join(".");
    const isList = !isLast && catalogue.fieldAt(here)?.type === "list";
    return `.${step}${isList ? "[*]" : ""}`;
  });
  return { fact, path: `$${text.join("")}` };
}
