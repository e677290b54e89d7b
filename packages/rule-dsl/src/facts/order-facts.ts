import { majorUnits, type MoneyValue } from "../compile/comparable.ts";
import type { Order, OrderLine } from "../schema/order.ts";

export interface OrderFactsOptions {
  /** The organisation's currency (S20); CNY when absent. */
  readonly baseCurrency?: string;
}

/**
 * The order as conditions and expressions see it; every path is in the catalogue.
 *
 * - Money in the base currency is an exact decimal number in major units: `total` 1280. In another currency it stays
 *   `{minorUnits, currency}`, which compares with no number (currency-mismatch, S20).
 * - `lines` are the open ones, gifts included; `gifts` those of them that are gifts; `cancelledLines` the rest.
 * - Instants are ISO 8601 texts. `promotions`, `tags`, `attributes` and `service` are there even when empty, and
 *   `service.coldChain` is false when nothing was promised. Every other thing that was not sent is missing.
 */
export function factsOfOrder(order: Order, options: OrderFactsOptions = {}): Readonly<Record<string, unknown>> {
  const { identity, lines, hold, deadline, receivedAt, total, promotions, tags, attributes, service, ...rest } = order;
  const { id, traceId, revision, channel, channelOrderId, placedAt, customer, payment, shipTo, cancelled, ...others } =
    rest;
  const base = options.baseCurrency ?? "CNY";
  const shown = lines.map((line) => ({ line, facts: factsOfLine(line, base) }));
  const open = shown.filter(({ line }) => line.state === "open");
  // What every order has comes first and in one order, so that all orders are of one shape, which is read fastest.
  return {
    id,
    traceId,
    revision,
    channel,
    channelOrderId,
    placedAt,
    receivedAt: isoText(receivedAt),
    customer: { ...customer, identity },
    total: amount(total, base),
    currency: total.currency,
    payment,
    shipTo,
    cancelled,
    promotions: promotions ?? [],
    tags: tags ?? [],
    attributes: attributes ?? {},
    service: { coldChain: false, ...service },
    lines: open.map(({ facts }) => facts),
    gifts: open.filter(({ line }) => line.gift).map(({ facts }) => facts),
    cancelledLines: shown.filter(({ line }) => line.state === "cancelled").map(({ facts }) => facts),
    ...others,
    ...(deadline !== undefined && { deadline: isoText(deadline) }),
    ...(hold !== undefined && { hold: { reason: hold.reason, since: isoText(hold.since) } }),
  };
}

function factsOfLine({ state: _state, ...line }: OrderLine, base: string): Readonly<Record<string, unknown>> {
  return {
    ...line,
    unitPrice: amount(line.unitPrice, base),
    ...(line.total !== undefined && { total: amount(line.total, base) }),
  };
}

function amount(money: MoneyValue, base: string): unknown {
  return money.currency === base ? majorUnits(money) : money;
}

const isoText = (instant: number): string => new Date(instant).toISOString();
