import type { Catalogue, Field, FieldType } from "@orderloom/rule-dsl";
import { fieldName } from "./reading.ts";

export const fieldGroups = [
  "order",
  "payment",
  "customer",
  "delivery",
  "lines",
  "vars",
  "metrics",
  "quotas",
  "now",
  "other",
] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** `count`, `sum`, `min` or `max` of a list. */
export const measures = ["count", "sum", "min", "max"] as const;
export type MeasureName = (typeof measures)[number];

/** One thing a condition can be about. `key` is its fact path, or `count(order.lines)`. */
export interface FieldOption {
  readonly key: string;
  readonly path: string;
  readonly measure?: MeasureName;
  readonly field: Field;
  readonly group: FieldGroup;
  /** What a search looks through: both languages' names, and the path. */
  readonly words: string;
}

export const keyOf = (path: string, measure?: MeasureName): string =>
  measure === undefined ? path : `${measure}(${path})`;

function groupOf(path: string): FieldGroup {
  if (/^order\.(lines|gifts|cancelledLines)\b/.test(path)) return "lines";
  if (/^order\.payment\b/.test(path)) return "payment";
  if (/^order\.customer\b/.test(path)) return "customer";
  if (/^order\.(shipTo|service)\b/.test(path)) return "delivery";
  const root = path.split(".")[0];
  if (root === "order" || root === "vars" || root === "metrics" || root === "quotas" || root === "now") return root;
  return "other";
}

/** Objects are not compared, and `metrics.*` stands for metrics that are named one by one. */
const isOffered = ({ path, type }: Field): boolean =>
  !path.includes("*") && (type !== "object" || /^vars\./.test(path)) && path !== "orders";

const ofNumbers: ReadonlySet<FieldType> = new Set(["number", "money"]);

/** Everything that can be picked, in groups of a fixed order. */
export function fieldOptions(catalogue: Catalogue, withMeasures: boolean): readonly FieldOption[] {
  const plain = catalogue.fields.filter(isOffered);
  // A definition's own entry rules over the standard one of the same path.
  const distinct = [...new Map(plain.map((field) => [field.path, field])).values()];
  const options = distinct.flatMap((field) => [optionOf(field), ...(withMeasures ? measuresOf(field, catalogue) : [])]);
  return fieldGroups.flatMap((group) => options.filter((option) => option.group === group));
}

function optionOf(field: Field, measure?: MeasureName): FieldOption {
  const words = `${field.name["zh-CN"]} ${field.name.en} ${keyOf(field.path, measure)}`.toLowerCase();
  return {
    key: keyOf(field.path, measure),
    path: field.path,
    ...(measure !== undefined && { measure }),
    field,
    group: groupOf(field.path),
    words,
  };
}

function measuresOf(field: Field, catalogue: Catalogue): readonly FieldOption[] {
  if (field.type === "list") return [optionOf(field, "count")];
  const parent = field.path.slice(0, field.path.lastIndexOf("."));
  if (!ofNumbers.has(field.type) || catalogue.fieldAt(parent)?.type !== "list") return [];
  return (["sum", "min", "max"] as const).map((measure) => optionOf(field, measure));
}

/** An option for what is not catalogued but may be read all the same, such as an attribute of a channel's own. */
export function openOption(text: string, catalogue: Catalogue): FieldOption | undefined {
  const path = text.trim();
  if (!/^[a-z]\w*(\.[A-Za-z]\w*)+$/.test(path) || catalogue.fieldAt(path) !== undefined) return undefined;
  if (catalogue.standingOf(path) !== "open") return undefined;
  return optionOf({ path, type: "any", name: { "zh-CN": path, en: path }, personal: catalogue.isPersonal(path) });
}

export function matches(option: FieldOption, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted.split(/\s+/).every((word) => option.words.includes(word));
}

/** The option a key stands for, made up where the catalogue does not know it, so that what is written is always shown. */
export function optionFor(key: string, catalogue: Catalogue): FieldOption {
  const [, measure, inner] = /^(count|sum|min|max)\((.+)\)$/.exec(key) ?? [];
  const path = inner ?? key;
  const known = catalogue.fieldAt(path);
  const field: Field = known ?? { path, type: "any", name: { "zh-CN": path, en: path }, personal: false };
  return optionOf(
    { ...field, path },
    measures.find((name) => name === measure),
  );
}

export const optionName = (option: FieldOption, language: string): string => fieldName(option.field, language);
