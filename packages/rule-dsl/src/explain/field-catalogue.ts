import type { JsonValue, LocalizedText } from "../schema/common.ts";

export type FieldType =
  "string" | "number" | "money" | "boolean" | "date" | "date-time" | "duration" | "list" | "record";

/** A field that rules may read, in the words people use for it. */
export interface CatalogueField {
  /** Such as `order.customer.level`; elements of a list share its path: `order.lines.sku`. */
  readonly path: string;
  readonly type: FieldType;
  readonly name: LocalizedText;
  /** Such as `day`, `piece`, `percent`. */
  readonly unit?: string | undefined;
  /** The values it can have, with what they are called. */
  readonly values?: readonly { readonly value: JsonValue; readonly name: LocalizedText }[] | undefined;
  readonly personal: boolean;
}

export interface FieldCatalogue {
  fieldAt(path: string): CatalogueField | undefined;
}
