import type { JsonObject, JsonValue, Order } from "@orderloom/rule-dsl";

const CURRENCY = "CNY";

/** An order for a simulation out of as much of one as a case cares to give; instants default to `now`, UTC milliseconds. */
export function completeOrder(given: JsonObject, now: number): Order {
  const lines = listOf(given["lines"]).map((line, index) => completeLine(fieldsOf(line), index));
  const complete = {
    id: "OL-00000000-000001",
    traceId: "OL-00000000-000001-simulated",
    revision: 1,
    receivedAt: now,
    channel: "own-site",
    channelOrderId: "simulated",
    placedAt: new Date(now).toISOString(),
    customer: {},
    payment: { method: "other", status: "captured" },
    shipTo: { country: "CN", street: "-", name: "-" },
    identity: "simulated",
    cancelled: false,
    total: sumOf(lines),
    ...given,
    // The platform's own instants are milliseconds; a person who writes a case writes a time.
    ...(typeof given["deadline"] === "string" && { deadline: Date.parse(given["deadline"]) }),
    lines,
  };
  // What a case leaves out is filled above; what it gives is the author's own, as wrong as they want to try.
  return complete as unknown as Order;
}

function completeLine(line: JsonObject, index: number): JsonObject {
  return {
    id: `${index + 1}`,
    quantity: 1,
    unitPrice: { minorUnits: 0, currency: CURRENCY },
    state: "open",
    gift: line["boundTo"] !== undefined,
    ...line,
  };
}

function sumOf(lines: readonly JsonObject[]): JsonObject {
  let minorUnits = 0;
  let currency: JsonValue = CURRENCY;
  for (const { quantity, unitPrice } of lines) {
    const price = fieldsOf(unitPrice);
    currency = price["currency"] ?? currency;
    minorUnits += numberOf(quantity) * numberOf(price["minorUnits"]);
  }
  return { minorUnits, currency };
}

const numberOf = (value: JsonValue | undefined): number => (typeof value === "number" ? value : 0);

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
function fieldsOf(value: JsonValue | undefined): JsonObject {
  // No list and no null: what is left of JSON's objects is a map.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
