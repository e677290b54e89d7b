/** What a test says of one value, before it is known which other values are spoken of: a union of pieces. */

/** How ordered values are counted: as they are, or as milliseconds, or as days since 1970. */
export type Scale = "number" | "instant" | "duration" | "date";

export type Piece =
  | { readonly kind: "missing" }
  | { readonly kind: "logical"; readonly value: boolean }
  | { readonly kind: "texts"; readonly values: readonly string[]; readonly except?: true }
  | {
      readonly kind: "order";
      readonly scale: Scale;
      readonly from: number;
      readonly to: number;
      readonly fromIncluded: boolean;
      readonly toIncluded: boolean;
    };

export type ValueSet = readonly Piece[];

export const missing: ValueSet = [{ kind: "missing" }];
export const texts = (...values: readonly string[]): ValueSet => [{ kind: "texts", values }];
export const logical = (value: boolean): ValueSet => [{ kind: "logical", value }];

export type Sign = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** The values that stand in an order to a line; `!=` is the two sides of it. */
export function ordered(sign: Sign, line: number, scale: Scale = "number"): ValueSet {
  switch (sign) {
    case "=":
      return [between(line, line, scale)];
    case "!=":
      return [...ordered("<", line, scale), ...ordered(">", line, scale)];
    case "<":
    case "<=":
      return [{ ...between(-Infinity, line, scale), fromIncluded: false, toIncluded: sign === "<=" }];
    case ">":
    case ">=":
      return [{ ...between(line, Infinity, scale), fromIncluded: sign === ">=", toIncluded: false }];
  }
}

function between(from: number, to: number, scale: Scale): Extract<Piece, { kind: "order" }> {
  return { kind: "order", scale, from, to, fromIncluded: true, toIncluded: true };
}

export const turnedSign: Readonly<Record<Sign, Sign>> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

export const oppositeSign: Readonly<Record<Sign, Sign>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};
