import { fail, problem, type Problem, type Result, succeed } from "../diagnostic.ts";
import { type Amendment, amendmentSchemas, type AmendmentType } from "../schema/order-event.ts";
import { MAX_ORDER_LINES, type Order, type OrderLine, type OrderLineInput } from "../schema/order.ts";
import { validate } from "../schema/validate.ts";
import { isCurrency } from "./currencies.ts";
import { lineTotal, sumOf } from "./money.ts";
import { normalisePhone } from "./normalise.ts";

/** An order after an amendment, and what it touched. */
export interface Amended {
  /** One revision further. */
  readonly order: Order;
  /** Ids of the lines that were added or cancelled, gifts that went with them included. */
  readonly lines: readonly string[];
  /** Gift lines withdrawn because the line that earned them was cancelled. */
  readonly withdrawn: readonly string[];
}

export interface AmendmentOptions {
  /** UTC milliseconds; a hold remembers it. */
  readonly at: number;
}

/** Whether an event of this type changes the order; every other one is a fact from outside (S1). */
export function isAmendmentType(type: string): type is AmendmentType {
  return Object.hasOwn(amendmentSchemas, type);
}

/** Reads an event's type and data as an amendment. Pointers begin at the event: `/data/lineId`. */
export function readAmendment(type: string, data: unknown): Result<Amendment> {
  if (!isAmendmentType(type)) {
    return fail([
      problem("not-in-list", "/type", { field: "type", allowed: Object.keys(amendmentSchemas), given: type }),
    ]);
  }
  const problems = validate(amendmentSchemas[type], data).map((one) => ({ ...one, pointer: `/data${one.pointer}` }));
  // The data is as the schema of its type says.
  return problems.length > 0 ? fail(problems) : succeed({ type, data } as Amendment);
}

/**
 * The order after one amendment: nothing is lost, the revision rises by one, the total follows the lines. It is read
 * anew, whoever made it, so that what is no line never becomes one. Refused: line-not-found, line-cancelled-already,
 * order-cancelled-already, duplicate-line-id, unknown-bound-line, mixed-currencies, too-long, and what the schema says.
 */
export function applyAmendment(order: Order, amendment: Amendment, options: AmendmentOptions): Result<Amended> {
  const read = readAmendment(amendment.type, amendment.data);
  if (!read.ok) return read;
  if (order.cancelled && !allowedAfterCancelling.has(amendment.type)) {
    return fail([problem("order-cancelled-already", "/type")]);
  }
  const changed = change(order, read.value, options);
  if (!changed.ok) return changed;
  const { order: next, lines = [], withdrawn = [] } = changed.value;
  return succeed({ order: { ...next, revision: order.revision + 1 }, lines, withdrawn });
}

/** Money goes back and states are reported after an order was cancelled; what is to be delivered no longer changes. */
const allowedAfterCancelling: ReadonlySet<AmendmentType> = new Set([
  "order.payment-changed",
  "order.fulfilment-changed",
  "order.attributes-changed",
  "order.tags-changed",
]);

interface Change {
  readonly order: Order;
  readonly lines?: readonly string[];
  readonly withdrawn?: readonly string[];
}

function change(order: Order, amendment: Amendment, options: AmendmentOptions): Result<Change> {
  switch (amendment.type) {
    case "order.line-added":
      return addLine(order, amendment.data.line);
    case "order.line-cancelled":
      return cancelLine(order, amendment.data.lineId);
    case "order.address-changed":
      return succeed(changeAddress(order, amendment.data.shipTo));
    case "order.payment-changed":
      return succeed({ order: { ...order, payment: amendment.data.payment } });
    case "order.service-changed":
      return succeed({ order: { ...order, service: amendment.data.service } });
    case "order.attributes-changed":
      return succeed({ order: { ...order, attributes: { ...order.attributes, ...amendment.data.attributes } } });
    case "order.tags-changed":
      return succeed({ order: { ...order, tags: tagsAfter(order, amendment.data) } });
    case "order.fulfilment-changed":
      return succeed({ order: { ...order, fulfilment: amendment.data.fulfilment } });
    case "order.held":
      return succeed({ order: { ...order, hold: { reason: amendment.data.reason, since: options.at } } });
    case "order.hold-lifted":
      return succeed({ order: withoutHold(order) });
    case "order.cancelled":
      return succeed({ order: { ...order, cancelled: true } });
  }
}

function addLine(order: Order, line: OrderLineInput): Result<Change> {
  const total = lineTotal(line);
  const sum = total && sumOf([order.total, total], order.total.currency);
  const problems = problemsOfNewLine(order, line);
  if (problems.length > 0) return fail(problems);
  if (total === undefined || sum === undefined) return fail([problem("out-of-range", "/data/line", tooMuch)]);
  const added: OrderLine = { ...line, total, state: "open", gift: line.boundTo !== undefined };
  return succeed({ order: { ...order, lines: [...order.lines, added], total: sum }, lines: [line.id] });
}

const tooMuch = {
  field: "line",
  relation: { "zh-CN": "不大于", en: "at most" },
  limit: Number.MAX_SAFE_INTEGER,
  given: { "zh-CN": "更多", en: "more" },
};

function problemsOfNewLine(order: Order, line: OrderLineInput): readonly Problem[] {
  const { currency } = line.unitPrice;
  const currencies = [currency, line.total?.currency ?? currency];
  const earner = order.lines.find((one) => one.id === line.boundTo);
  return [
    ...(isCurrency(currency)
      ? []
      : [problem("unknown-currency", "/data/line/unitPrice/currency", { given: currency })]),
    ...(currencies.every((one) => one === order.total.currency)
      ? []
      : [problem("mixed-currencies", "/data/line", { given: [order.total.currency, ...new Set(currencies)] })]),
    ...(order.lines.some((one) => one.id === line.id)
      ? [problem("duplicate-line-id", "/data/line/id", { given: line.id })]
      : []),
    ...(line.boundTo === undefined || earner?.state === "open"
      ? []
      : [problem("unknown-bound-line", "/data/line/boundTo", { given: line.boundTo })]),
    ...(order.lines.length < MAX_ORDER_LINES
      ? []
      : [problem("too-long", "/data/line", { field: "lines", limit: MAX_ORDER_LINES })]),
  ];
}

function cancelLine(order: Order, lineId: string): Result<Change> {
  const line = order.lines.find((one) => one.id === lineId);
  if (line === undefined) return fail([problem("line-not-found", "/data/lineId", { given: lineId })]);
  if (line.state === "cancelled") return fail([problem("line-cancelled-already", "/data/lineId", { given: lineId })]);
  const withdrawn = giftsOf(order, new Set([lineId]));
  const gone = new Set([lineId, ...withdrawn]);
  const lines = order.lines.map((one): OrderLine => (gone.has(one.id) ? { ...one, state: "cancelled" } : one));
  const cost = order.lines
    .filter((one) => gone.has(one.id))
    .reduce((sum, one) => sum + (one.total?.minorUnits ?? 0), 0);
  const total = { ...order.total, minorUnits: order.total.minorUnits - cost };
  return succeed({ order: { ...order, lines, total }, lines: [...gone], withdrawn });
}

/** The open gifts that hang on these lines, and the gifts that hang on those. */
function giftsOf(order: Order, earners: ReadonlySet<string>): readonly string[] {
  const gifts = order.lines
    .filter(
      (one) => one.state === "open" && one.boundTo !== undefined && earners.has(one.boundTo) && !earners.has(one.id),
    )
    .map((one) => one.id);
  return gifts.length === 0
    ? []
    : [...gifts, ...giftsOf(order, new Set([...earners, ...gifts])).filter((id) => !gifts.includes(id))];
}

/** Who ordered stays who ordered: the identity is that of the order as received. */
function changeAddress(order: Order, shipTo: Order["shipTo"]): Change {
  const plain = shipTo.phone === undefined ? shipTo : { ...shipTo, phone: normalisePhone(shipTo.phone) };
  return { order: { ...order, shipTo: plain } };
}

function tagsAfter(order: Order, { add = [], remove = [] }: { add?: string[]; remove?: string[] }): string[] {
  return [...new Set([...(order.tags ?? []), ...add])].filter((tag) => !remove.includes(tag));
}

function withoutHold({ hold: _hold, ...order }: Order): Order {
  return order;
}
