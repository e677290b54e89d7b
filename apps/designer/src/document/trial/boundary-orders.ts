import {
  type Condition,
  type FactLeaf,
  fieldAt,
  type JsonObject,
  type JsonValue,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import { fieldsOf, itemsOf } from "../json.ts";

/** An order right at a line that a condition draws: just below it, on it, just above it, or with another value. */
export interface BoundaryOrder {
  /** Path of the fact that the condition looks at. */
  readonly field: string;
  readonly value: JsonValue;
  readonly side: "below" | "at" | "above" | "same" | "other";
  readonly order: JsonObject;
}

type Setter = (order: JsonObject, value: JsonValue) => JsonObject | undefined;

const part = (order: JsonObject, name: string): JsonObject => fieldsOf(order[name]);

/** The total with the same currency; a condition speaks in major units of two decimals. */
const setTotal: Setter = (order, value) => {
  if (typeof value !== "number") return undefined;
  const total = part(order, "total");
  return { ...order, total: { currency: "CNY", ...total, minorUnits: Math.round(value * 100) } };
};

const setIn =
  (name: string, field: string): Setter =>
  (order, value) => ({ ...order, [name]: { ...part(order, name), [field]: value } });

/** Facts that stand in an order under the same name, and how one puts another value there. */
const setters: Readonly<Record<string, Setter>> = {
  "order.total": setTotal,
  "order.channel": (order, value) => ({ ...order, channel: value }),
  "order.currency": (order, value) => ({ ...order, total: { ...part(order, "total"), currency: value } }),
  "order.customer.level": setIn("customer", "level"),
  "order.payment.method": setIn("payment", "method"),
  "order.payment.status": setIn("payment", "status"),
  "order.payment.termDays": setIn("payment", "termDays"),
  "order.shipTo.country": setIn("shipTo", "country"),
  "order.shipTo.province": setIn("shipTo", "province"),
  "order.shipTo.city": setIn("shipTo", "city"),
  "order.service.coldChain": setIn("service", "coldChain"),
  "order.placedAt": (order, value) => ({ ...order, placedAt: value }),
};

/** Money is counted in hundredths, everything else that is compared with a threshold in ones. */
const stepOf = (field: string): number => (field === "order.total" ? 0.01 : 1);

/** Orders around every threshold that the switches of a workflow name, made from `base`; each one once. */
export function boundaryOrders(definition: WorkflowDefinition, base: JsonObject): readonly BoundaryOrder[] {
  const conditions = [
    ...(definition.takes ? [definition.takes] : []),
    ...Object.values(definition.conditions ?? {}),
    ...Object.values(definition.nodes).flatMap((node) =>
      node.type === "switch" ? node.cases.map(({ when }) => when) : [],
    ),
  ];
  const found = new Map<string, BoundaryOrder>();
  for (const leaf of conditions.flatMap(leavesOf))
    for (const one of around(leaf, base)) found.set(`${one.field} ${JSON.stringify(one.value)}`, one);
  return [...found.values()];
}

function leavesOf(condition: Condition): readonly FactLeaf[] {
  if ("all" in condition) return condition.all.flatMap(leavesOf);
  if ("any" in condition) return condition.any.flatMap(leavesOf);
  if ("not" in condition) return leavesOf(condition.not);
  return "fact" in condition ? [condition] : [];
}

const pathOf = ({ fact, path }: FactLeaf): string =>
  path === undefined ? fact : `${fact}${path.startsWith("$") ? path.slice(1) : `.${path}`}`;

function around(leaf: FactLeaf, base: JsonObject): readonly BoundaryOrder[] {
  const field = pathOf(leaf);
  const set = setters[field];
  if (!set) return [];
  return [...candidates(leaf.value, stepOf(field)), ...outside(field, leaf.value)].flatMap(({ side, value }) => {
    const order = set(base, value);
    return order === undefined ? [] : [{ field, side, value, order }];
  });
}

function candidates(
  value: FactLeaf["value"],
  step: number,
): readonly { readonly side: BoundaryOrder["side"]; readonly value: JsonValue }[] {
  if (typeof value === "number") {
    const exact = (number: number): number => Math.round(number * 100) / 100;
    return [
      { side: "below", value: exact(value - step) },
      { side: "at", value },
      { side: "above", value: exact(value + step) },
    ];
  }
  if (typeof value === "boolean")
    return [true, false].map((one) => ({ side: one === value ? "same" : "other", value: one }));
  if (typeof value === "string") return [{ side: "same", value }];
  return Array.isArray(value) ? value.flatMap((one: JsonValue) => candidates(one, step).slice(0, 1)) : [];
}

/** A value of the catalogue that the condition does not name. */
function outside(
  field: string,
  value: FactLeaf["value"],
): readonly { readonly side: BoundaryOrder["side"]; readonly value: JsonValue }[] {
  const named = Array.isArray(value) ? itemsOf(value) : [value];
  if (named.some((one) => typeof one !== "string")) return [];
  const known = fieldAt(field);
  const other = [...(known?.values ?? []), ...(known?.usual ?? [])].find((one) => !named.includes(one.value));
  return other === undefined ? [] : [{ side: "other", value: other.value }];
}
