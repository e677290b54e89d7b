import {
  comparisonIn,
  type ComparisonSign,
  type DecoratorName,
  factPath,
  type FactLeaf,
  type FactReference,
  type FeelLeaf,
  isFactReference,
  type JsonValue,
  operatorParts,
  parsePath,
  sideOf,
} from "@orderloom/rule-dsl";
import { momentIn } from "./moment.ts";

/*
 * One line of the builder: a subject, an operator, a value. Fact leaves are lines; so are the FEEL comparisons that say what
 * a fact leaf cannot: counts and totals of a list, and moments. Every other FEEL is shown as text.
 */

export type Measure = "count" | "sum" | "min" | "max";
export type Subject =
  | { readonly kind: "field"; readonly path: string }
  | { readonly kind: "measure"; readonly of: Measure; readonly path: string };

export const lineOperators = [
  "equal",
  "notEqual",
  "greaterThanInclusive",
  "greaterThan",
  "lessThanInclusive",
  "lessThan",
  "in",
  "notIn",
  "contains",
  "doesNotContain",
  "present",
  "missing",
  "before",
  "from",
  "between",
] as const;
export type LineOperator = (typeof lineOperators)[number];

/** `some`, `every`: which of the values that a path through a list finds. */
export type Quantifier = "some" | "every";
/** Decorators that change how the value is compared; the quantifier is told apart from them. */
export type Decoration = Exclude<DecoratorName, "someFact" | "everyFact">;

export type LineValue =
  | { readonly kind: "none" }
  | { readonly kind: "literal"; readonly json: JsonValue }
  | { readonly kind: "field"; readonly path: string }
  | { readonly kind: "span"; readonly from: string; readonly until: string };

export interface Line {
  readonly subject: Subject;
  /** Undefined where the JSON names one that there is not. */
  readonly operator: LineOperator | undefined;
  readonly value: LineValue;
  readonly quantifier?: Quantifier;
  readonly decorations: readonly Decoration[];
}

/** The fact path of a leaf or a reference; undefined when its JSONPath is none. */
export function pathOf({ fact, path = "$" }: FactReference): string | undefined {
  const steps = parsePath(path);
  return steps === undefined ? undefined : factPath(fact, steps);
}

/** A leaf as a line; undefined where it is shown as an expression instead. */
export function lineOf(leaf: FactLeaf | FeelLeaf): Line | undefined {
  return "feel" in leaf ? feelLine(leaf.feel) : factLine(leaf);
}

const quantifiers = new Map<DecoratorName, Quantifier>([
  ["someFact", "some"],
  ["everyFact", "every"],
]);
const isDecoration = (name: DecoratorName): name is Decoration => !quantifiers.has(name);

function factLine(leaf: FactLeaf): Line | undefined {
  const path = pathOf(leaf);
  if (path === undefined) return undefined;
  const parts = operatorParts(leaf.operator);
  const quantifier = parts?.decorators.map((name) => quantifiers.get(name)).find((found) => found !== undefined);
  return {
    subject: { kind: "field", path },
    operator: operatorOf(leaf, parts?.name),
    value: valueOf(leaf, parts?.name),
    ...(quantifier !== undefined && { quantifier }),
    decorations: (parts?.decorators ?? []).filter(isDecoration),
  };
}

function operatorOf(leaf: FactLeaf, name: LineOperator | undefined): LineOperator | undefined {
  if (leaf.value !== null) return name;
  return name === "equal" ? "missing" : name === "notEqual" ? "present" : name;
}

function valueOf({ value }: FactLeaf, name: LineOperator | undefined): LineValue {
  if (value === null)
    return name === "equal" || name === "notEqual" ? { kind: "none" } : { kind: "literal", json: null };
  if (!isFactReference(value)) return { kind: "literal", json: value };
  const path = pathOf(value);
  return path === undefined ? { kind: "literal", json: { ...value } } : { kind: "field", path };
}

const signs: Readonly<Record<ComparisonSign, LineOperator>> = {
  "=": "equal",
  "!=": "notEqual",
  "<": "lessThan",
  "<=": "lessThanInclusive",
  ">": "greaterThan",
  ">=": "greaterThanInclusive",
};
const signOf = new Map(Object.entries(signs).map(([sign, operator]) => [operator, sign] as const));

function feelLine(feel: string): Line | undefined {
  return momentLine(feel) ?? measureLine(feel);
}

function momentLine(feel: string): Line | undefined {
  const moment = momentIn(feel);
  if (moment === undefined) return undefined;
  const subject = { kind: "field", path: moment.path } as const;
  if (moment.kind === "span") return { subject, operator: "between", value: { ...moment }, decorations: [] };
  return {
    subject,
    operator: moment.kind,
    value: { kind: "literal", json: moment.at },
    decorations: [],
  };
}

/** `count(order.lines) > 20`, and nothing more around it. */
function measureLine(feel: string): Line | undefined {
  const comparison = comparisonIn(feel);
  if (comparison === undefined) return undefined;
  const left = sideOf(comparison.left);
  const right = sideOf(comparison.right);
  if (left.kind !== "aggregate") return undefined;
  const value: LineValue | undefined =
    right.kind === "literal" && right.value !== null
      ? { kind: "literal", json: right.value }
      : right.kind === "path"
        ? { kind: "field", path: right.path }
        : undefined;
  if (value === undefined) return undefined;
  return {
    subject: { kind: "measure", of: left.of, path: left.path },
    operator: signs[comparison.sign],
    value,
    decorations: [],
  };
}

/** The FEEL of a comparison with a measure; undefined for operators that FEEL's signs do not have. */
export function measureFeel(
  subject: Extract<Subject, { kind: "measure" }>,
  operator: LineOperator,
  value: LineValue,
): string | undefined {
  const sign = signOf.get(operator);
  if (sign === undefined) return undefined;
  const right = value.kind === "field" ? value.path : value.kind === "literal" ? literalFeel(value.json) : "0";
  return `${subject.of}(${subject.path}) ${sign} ${right}`;
}

function literalFeel(json: JsonValue): string {
  if (typeof json === "number" && Number.isFinite(json)) return plainDecimal(json);
  return typeof json === "string" ? JSON.stringify(json) : "0";
}

/** FEEL knows no `1e21`. */
const plainDecimal = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
};
