/** The parsed form of an expression: a closed union with positions, independent of the parser that made it. */
import type { FeelMistakeCode } from "../feel-codes.ts";
import type { FeelNumber } from "../numbers.ts";
import type { FeelTemporal } from "../values.ts";

/** Offsets into the expression's text, `from` inclusive, `to` exclusive, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "**";
export type CompareOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type FeelNode = Span &
  (
    | { readonly kind: "null" }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "number"; readonly value: FeelNumber }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "temporal"; readonly value: FeelTemporal }
    | { readonly kind: "name"; readonly name: string }
    /** A part that is written rightly and means nothing: the 31st of February. */
    | { readonly kind: "mistake"; readonly code: FeelMistakeCode; readonly text: string }
    /** `?`, the value that a unary test tests */
    | { readonly kind: "input" }
    | { readonly kind: "path"; readonly base: FeelNode; readonly name: string; readonly nameSpan: Span }
    | { readonly kind: "filter"; readonly base: FeelNode; readonly condition: FeelNode }
    | { readonly kind: "list"; readonly items: readonly FeelNode[] }
    | { readonly kind: "context"; readonly entries: readonly ContextEntry[] }
    | IntervalNode
    /** `> 5` standing alone: a test of `?`, or a range without end */
    | { readonly kind: "test"; readonly operator: CompareOperator; readonly operand: FeelNode }
    | { readonly kind: "negate"; readonly operand: FeelNode }
    | {
        readonly kind: "arithmetic";
        readonly operator: ArithmeticOperator;
        readonly left: FeelNode;
        readonly right: FeelNode;
      }
    | {
        readonly kind: "compare";
        readonly operator: CompareOperator;
        readonly left: FeelNode;
        readonly right: FeelNode;
      }
    | { readonly kind: "between"; readonly value: FeelNode; readonly low: FeelNode; readonly high: FeelNode }
    | { readonly kind: "in"; readonly value: FeelNode; readonly tests: readonly FeelNode[] }
    | { readonly kind: "and" | "or"; readonly left: FeelNode; readonly right: FeelNode }
    | { readonly kind: "if"; readonly condition: FeelNode; readonly then: FeelNode; readonly otherwise: FeelNode }
    | { readonly kind: "for"; readonly iterators: readonly Iterator[]; readonly body: FeelNode }
    | {
        readonly kind: "some" | "every";
        readonly iterators: readonly Iterator[];
        readonly body: FeelNode;
      }
    | { readonly kind: "function"; readonly parameters: readonly Parameter[]; readonly body: FeelNode }
    | CallNode
    | { readonly kind: "instance-of"; readonly value: FeelNode; readonly type: TypeNode }
  );

export interface IntervalNode extends Span {
  readonly kind: "interval";
  readonly start: FeelNode;
  readonly end: FeelNode;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
}

export interface CallNode extends Span {
  readonly kind: "call";
  readonly callee: FeelNode;
  readonly arguments: readonly FeelNode[];
  /** Parameter names, in the order of `arguments`, for a call by name; otherwise empty. */
  readonly names: readonly string[];
}

export interface ContextEntry extends Span {
  readonly key: string;
  readonly value: FeelNode;
}

export interface Iterator {
  readonly name: string;
  readonly source: FeelNode;
  /** The upper end of `a..b`; both ends are included, and it may run downwards. */
  readonly end?: FeelNode;
}

export interface Parameter {
  readonly name: string;
  readonly type?: TypeNode;
}

export type TypeNode = Span &
  (
    | { readonly kind: "named"; readonly name: string }
    | { readonly kind: "list-of" | "range-of"; readonly of: TypeNode }
    | { readonly kind: "context-of"; readonly entries: Readonly<Record<string, TypeNode>> }
    | { readonly kind: "function-of"; readonly parameters: readonly TypeNode[]; readonly result: TypeNode }
  );

/** A table cell: `-` (anything), or alternatives, of which one must hold (none, if negated). */
export interface UnaryTestsNode extends Span {
  readonly wildcard: boolean;
  readonly negated: boolean;
  readonly tests: readonly FeelNode[];
}
