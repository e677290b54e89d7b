/** What a test looks at: a field, the value of an expression, or whether a list has an element. */
import type { Catalogue } from "../../facts/catalogue.ts";
import type { FieldType } from "../../facts/field.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Scale } from "./value-set.ts";

export type ValueKind = "text" | "logical" | Scale;

export interface Subject {
  /** The same key is the same value. */
  readonly key: string;
  /** Fact path of a plain field, or of the list whose element `member` is. */
  readonly path?: string;
  /** Whether this is in the list at `path`. */
  readonly member?: JsonValue;
  /** Text of an expression that is no plain path. */
  readonly expression?: string;
  /** How much one field is more than another. */
  readonly difference?: { readonly left: Subject; readonly right: Subject };
  /** What it holds; undefined where anything may be there. */
  readonly kind?: ValueKind | undefined;
  /** Everything it can be, where that is a closed list. */
  readonly values?: readonly (string | number | boolean)[] | undefined;
  /** What else it can be, for texts that are not spoken of. */
  readonly usual?: readonly string[] | undefined;
  /** Never missing. */
  readonly always: boolean;
  /** The least difference between two values: 1 for pieces and days, a cent for money. */
  readonly step?: number | undefined;
  readonly least?: number | undefined;
}

/** What is not understood: true or false, and nothing more is known of it. */
export const riddleSubject = (key: string): Subject => ({ key: `? ${key}`, kind: "logical", always: true });

const kinds: Readonly<Partial<Record<FieldType, ValueKind>>> = {
  string: "text",
  number: "number",
  money: "number",
  boolean: "logical",
  "date-time": "instant",
  duration: "duration",
};

/** Texts that an order is refused without. */
const usualAt: Readonly<Record<string, readonly string[]>> = {
  "order.shipTo.country": ["CN", "JP", "US", "DE", "SG", "FR", "KR"],
  "order.currency": ["CNY"],
  "order.fulfilment": ["ORD_001", "ORD_002", "ORD_003", "ORD_004", "ORD_005", "ORD_006", "ORD_007"],
};

/** A field by its path; undefined where it is a list, an object, or runs through a list, and so is no single value. */
export function fieldSubject(path: string, catalogue: Catalogue): Subject | undefined {
  const field = catalogue.fieldAt(path);
  if (field?.type === "list" || field?.type === "object" || isWithin(path, catalogue)) return undefined;
  const type = field?.type ?? "any";
  return {
    key: path,
    path,
    kind: kinds[type],
    values: field?.values?.map(({ value }) => value),
    usual: usualAt[path] ?? field?.usual?.map(({ value }) => value),
    always: field?.always === true,
    ...stepOf(path, type, field?.unit),
  };
}

/** Whether a list has an element; undefined where it is no known list of plain values. */
export function memberSubject(path: string, member: JsonValue, catalogue: Catalogue): Subject | undefined {
  const field = catalogue.fieldAt(path);
  if (field?.type !== "list" || isWithin(path, catalogue) || typeof member === "object") return undefined;
  return { key: `${path} has ${JSON.stringify(member)}`, path, member, kind: "logical", always: true };
}

/** A list itself, of which only whether it is there is asked. */
export function listSubject(path: string, catalogue: Catalogue): Subject {
  return { key: `${path} is there`, path, kind: "logical", always: catalogue.fieldAt(path)?.always === true };
}

/** Whether it lies in a list, or is a part of a plain value, as the hour of a moment. */
function isWithin(path: string, catalogue: Catalogue): boolean {
  const steps = path.split(".");
  return steps.slice(1).some((_, index) => {
    const type = catalogue.fieldAt(steps.slice(0, index + 1).join("."))?.type ?? "any";
    return type !== "object" && type !== "any";
  });
}

const WHOLE_UNITS: ReadonlySet<string> = new Set(["piece", "day"]);

/** What is counted comes in ones; amounts of an order in cents, and none is below zero. */
export function stepOf(
  path: string,
  type: FieldType,
  unit: string | undefined,
): { readonly step?: number; readonly least?: number } {
  if (path.endsWith(".quantity")) return { step: 1, least: 1 };
  if (path === "order.payment.termDays") return { step: 1, least: 0 };
  if (unit !== undefined && WHOLE_UNITS.has(unit)) return { step: 1 };
  if (/^(quotas\.[^.]+\.(left|used|limit)|metrics\.[^.]+\.count)$/.test(path)) return { step: 1, least: 0 };
  if (path === "order.revision") return { step: 1, least: 1 };
  return type === "money" ? { step: 0.01 } : {};
}
