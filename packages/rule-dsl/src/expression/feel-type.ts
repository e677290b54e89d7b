/** The kinds of values, and types as shapes of them. */

export type FeelKind =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "date"
  | "time"
  | "date and time"
  | "days and time duration"
  | "years and months duration"
  | "range"
  | "function"
  | "list"
  | "context";

export type FeelType =
  | { readonly kind: "any" }
  /** `passes`: whether a value of the kind is one of those that the type allows. */
  | { readonly kind: "simple"; readonly of: FeelKind; readonly passes?: (value: unknown) => boolean }
  | { readonly kind: "list" | "range"; readonly of: FeelType }
  /** Values have at least these fields. */
  | { readonly kind: "context"; readonly fields: Readonly<Record<string, FeelType>> }
  | FeelFunctionType;

export interface FeelFunctionType {
  readonly kind: "function";
  readonly parameters: readonly FeelType[];
  readonly result: FeelType;
}
