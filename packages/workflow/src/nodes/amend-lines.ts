import { minorUnitDigits } from "@orderloom/rule-dsl";
import type { JsonObject, JsonValue, Order, OrderLineInput } from "@orderloom/rule-dsl";
import { wrongKind } from "../compile/expressions.ts";
import type { Worked } from "../machine.ts";

/**
 * Lines to add: line objects, or the events of a `rules` decision, whose params are the line. A price may be a plain number in major units of the
 * order's currency. Lines without an id are named after the visit that adds them, so that the same history adds the same lines (H1).
 */
export function linesFrom(
  value: JsonValue | undefined,
  order: Order | undefined,
  activation: number,
): Worked<readonly OrderLineInput[]> {
  if (value === undefined) return { ok: true, value: [] };
  const items = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const lines: OrderLineInput[] = [];
  for (const [index, item] of items.entries()) {
    const line = lineFrom(item, order, `${activation}-${index + 1}`);
    if (!line) return { ok: false, incident: wrongKind(`amend.add.${index}`, NO_LINE) };
    lines.push(line);
  }
  return { ok: true, value: lines };
}
const NO_LINE = { "zh-CN": "不是一行商品", en: "it is not an order line" };

function lineFrom(item: JsonValue, order: Order | undefined, id: string): OrderLineInput | undefined {
  const given = fieldsOf(item);
  const fields = given && (fieldsOf(given["params"] ?? null) ?? given);
  if (!fields || typeof fields["sku"] !== "string" || typeof fields["quantity"] !== "number") return undefined;
  const unitPrice = priceFrom(fields["unitPrice"], order?.total.currency);
  // Whatever else the line carries is checked by the order, which refuses what is not a line.
  return unitPrice && ({ ...fields, id: fields["id"] ?? id, unitPrice } as unknown as OrderLineInput);
}

function priceFrom(value: JsonValue | undefined, currency: string | undefined): JsonObject | undefined {
  if (typeof value !== "number") return fieldsOf(value ?? null);
  if (currency === undefined) return undefined;
  return { minorUnits: Math.round(value * 10 ** minorUnitDigits(currency)), currency };
}

function fieldsOf(value: JsonValue): JsonObject | undefined {
  // No list and no null: what is left of JSON's objects is a map.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
