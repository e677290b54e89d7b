import type { BothLanguages } from "../codes/codes.ts";

/**
 * What the values at a path are. `money` is a decimal number in major units of the base currency; `object` and `any`
 * are open: what lies below them is not catalogued.
 */
export type FieldType =
  "string" | "number" | "money" | "boolean" | "date-time" | "duration" | "list" | "object" | "any";

/** One entry of the catalogue (S18). Elements of a list share its path: `order.lines.sku`. */
export interface Field {
  readonly path: string;
  readonly type: FieldType;
  /** Type of the elements of a list. */
  readonly of?: FieldType;
  readonly name: BothLanguages;
  readonly unit?: string;
  /** Everything it can be, where that is a closed list. */
  readonly values?: readonly { readonly value: string; readonly name: BothLanguages }[];
  /** What common values of an open list are called. */
  readonly usual?: readonly { readonly value: string; readonly name: BothLanguages }[];
  /** Personal values are masked at the edge and never kept in a trace (S19, H10). */
  readonly personal: boolean;
  /** It is never missing: a condition on it may be negated without a second thought (S10). */
  readonly always?: true;
  readonly description?: BothLanguages;
}

interface FieldDetails {
  readonly of?: FieldType;
  readonly unit?: string;
  readonly values?: readonly { readonly value: string; readonly name: BothLanguages }[];
  readonly usual?: readonly { readonly value: string; readonly name: BothLanguages }[];
  readonly description?: BothLanguages;
}

/** An entry by its path, type and name in both languages. */
export function field(
  path: string,
  type: FieldType,
  names: readonly [string, string],
  details: FieldDetails = {},
): Field {
  return { path, type, name: { "zh-CN": names[0], en: names[1] }, personal: false, ...details };
}

export const always = (one: Field): Field => ({ ...one, always: true });
export const personal = (one: Field): Field => ({ ...one, personal: true });
