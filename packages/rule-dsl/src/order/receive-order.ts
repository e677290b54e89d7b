import type { CodeData } from "../codes/codes.ts";
import { fail, problem, type Problem, type Result, succeed } from "../diagnostic.ts";
import { canonicalJson } from "../digest/canonical-json.ts";
import { Instant, type Money } from "../schema/common.ts";
import { fieldName } from "../schema/problems-from-errors.ts";
import { OrderInput } from "../schema/order.ts";
import { exampleOf } from "../schema/examples.ts";
import { asJsonSchema } from "../schema/json-schema.ts";
import { validate } from "../schema/validate.ts";
import { channels } from "./channels.ts";
import { isCountry } from "./countries.ts";
import { isCurrency } from "./currencies.ts";
import { isRealInstant } from "./instant.ts";
import { lineTotal, sumOf } from "./money.ts";
import { normalisePhone, normaliseTexts } from "./normalise.ts";

/** An order as it was sent, with what follows from it written out: totals of lines and order, phones in digits. */
export type ReceivedOrder = OrderInput & { readonly total: Money };

export interface ParseOrderOptions {
  /** Ids of the organisation's channels; those of `channels` when absent. */
  readonly channels?: readonly string[];
  /** Finds what OrderInput's schema refuses, for hosts that compile it; `validate` when absent. */
  readonly schemaProblems?: (value: unknown) => readonly Problem[];
}

/**
 * Reads what a channel sent: text or parsed JSON. Texts are normalised first, then the schema is kept, then what a
 * schema cannot say (known channel, real currencies, countries and days, one currency, lines that exist).
 * The platform gives its own id, so that of the input is left out (S37).
 */
export function parseOrder(input: unknown, options: ParseOrderOptions = {}): Result<ReceivedOrder> {
  const read = typeof input === "string" ? parseJson(input) : succeed(input);
  if (!read.ok) return read;
  const value = normaliseTexts(read.value);
  const broken = (options.schemaProblems ?? ((one) => validate(OrderInput, one)))(value);
  if (broken.length > 0) return fail(broken);
  // No problem: the value is as OrderInput says.
  const order = value as OrderInput;
  const problems = problemsBeyondSchema(order, options.channels ?? channels.map((channel) => channel.id));
  return problems.length > 0 ? fail(problems) : completed(order);
}

/** Whether two orders, as `parseOrder` gave them, say the same (S31). */
export function sameContent(a: OrderInput, b: OrderInput): boolean {
  return canonicalJson(withoutId(a)) === canonicalJson(withoutId(b));
}

function parseJson(text: string): Result<unknown> {
  if (text.trim() === "") return fail([problem("empty-body")]);
  try {
    return succeed(JSON.parse(text));
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1] ?? String(text.length);
    return fail([problem("malformed-json", "", { position })]);
  }
}

function problemsBeyondSchema(order: OrderInput, known: readonly string[]): readonly Problem[] {
  return [
    ...(known.includes(order.channel)
      ? []
      : [problem("unknown-channel", "/channel", { given: order.channel, allowed: known })]),
    ...(isCountry(order.shipTo.country)
      ? []
      : [problem("unknown-country", "/shipTo/country", { given: order.shipTo.country })]),
    ...instantProblems(order),
    ...currencyProblems(order),
    ...lineProblems(order),
  ];
}

function instantProblems(order: OrderInput): readonly Problem[] {
  const instants: readonly (readonly [string, string | undefined])[] = [
    ["/placedAt", order.placedAt],
    ["/payment/paidAt", order.payment.paidAt],
    ["/service/deliverBy", order.service?.deliverBy],
    ["/service/deliverFrom", order.service?.deliverFrom],
  ];
  const example = exampleOf(asJsonSchema(Instant).pattern);
  return instants.flatMap(([pointer, text]) =>
    text === undefined || isRealInstant(text)
      ? []
      : [problem("wrong-format", pointer, { field: fieldName(pointer), example })],
  );
}

function currencyProblems(order: OrderInput): readonly Problem[] {
  const first = order.lines[0]?.unitPrice.currency ?? "";
  if (isCurrency(first) && order.lines.every((line) => isPricedIn(line, first)) && isIn(order.total, first)) return [];
  const named = currencyPlaces(order);
  const unknown = named.filter((one) => !isCurrency(one.currency));
  if (unknown.length > 0) {
    return unknown.map((one) => problem("unknown-currency", one.pointer, { given: one.currency }));
  }
  const different = [...new Set(named.map((one) => one.currency))];
  const odd = named.find((one) => one.currency !== different[0]);
  return odd === undefined ? [] : [problem("mixed-currencies", odd.pointer, { given: different })];
}

const isIn = (amount: Money | undefined, currency: string): boolean =>
  amount === undefined || amount.currency === currency;
const isPricedIn = ({ unitPrice, total }: OrderInput["lines"][number], currency: string): boolean =>
  unitPrice.currency === currency && isIn(total, currency);

function currencyPlaces(order: OrderInput): readonly { readonly pointer: string; readonly currency: string }[] {
  const total = order.total === undefined ? [] : [{ pointer: "/total/currency", currency: order.total.currency }];
  const lines = order.lines.flatMap((line, index) => [
    { pointer: `/lines/${index}/unitPrice/currency`, currency: line.unitPrice.currency },
    ...(line.total === undefined ? [] : [{ pointer: `/lines/${index}/total/currency`, currency: line.total.currency }]),
  ]);
  return [...total, ...lines];
}

function lineProblems(order: OrderInput): readonly Problem[] {
  const ids = order.lines.map((line) => line.id);
  const known = new Set(ids);
  return order.lines.flatMap(({ id, boundTo }, index) => [
    ...(ids.indexOf(id) === index ? [] : [problem("duplicate-line-id", `/lines/${index}/id`, { given: id })]),
    ...(boundTo === undefined || (known.has(boundTo) && boundTo !== id)
      ? []
      : [problem("unknown-bound-line", `/lines/${index}/boundTo`, { given: boundTo })]),
  ]);
}

function completed(order: OrderInput): Result<ReceivedOrder> {
  const currency = order.lines[0]?.unitPrice.currency ?? "";
  const totals = order.lines.map(lineTotal);
  const tooLarge = totals.indexOf(undefined);
  if (tooLarge >= 0) return fail([tooMuch(`/lines/${tooLarge}/unitPrice/minorUnits`)]);
  const known = totals.filter((one) => one !== undefined);
  const total = order.total ?? sumOf(known, currency);
  if (total === undefined) return fail([tooMuch("/lines")]);
  const lines = order.lines.map((line, index) => ({ ...line, total: known[index] ?? total }));
  return succeed({ ...withoutId(order), ...phonesNormalised(order), lines, total });
}

function tooMuch(pointer: string): Problem {
  const data: CodeData = {
    field: fieldName(pointer),
    relation: { "zh-CN": "不大于", en: "at most" },
    limit: Number.MAX_SAFE_INTEGER,
    given: { "zh-CN": "更多", en: "more" },
  };
  return problem("out-of-range", pointer, data);
}

function withoutId({ id: _id, ...rest }: OrderInput): Omit<OrderInput, "id"> {
  return rest;
}

function phonesNormalised({ customer, shipTo }: OrderInput): Pick<OrderInput, "customer" | "shipTo"> {
  return {
    customer: customer.phone === undefined ? customer : { ...customer, phone: normalisePhone(customer.phone) },
    shipTo: shipTo.phone === undefined ? shipTo : { ...shipTo, phone: normalisePhone(shipTo.phone) },
  };
}
