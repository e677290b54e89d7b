import { Type, type Static } from "typebox";
import { CountryCode, CurrencyCode, FactName, Instant, JsonValue, Money } from "./common.ts";

const strict = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const optionalText = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** The most lines one order may carry. */
export const MAX_ORDER_LINES = 500;

/** A postal address, Chinese (province, city, district) or foreign (region, city, postal code). */
export const Address = Type.Object(
  {
    country: CountryCode,
    province: optionalText(80),
    city: optionalText(80),
    district: optionalText(80),
    street: text(300),
    postalCode: optionalText(20),
    name: text(120),
    phone: optionalText(40),
  },
  strict,
);
export type Address = Static<typeof Address>;

/** Who ordered, with what recognising them again needs: phone, address, device, the platform's opaque buyer token. */
export const Customer = Type.Object(
  {
    channelCustomerId: optionalText(120),
    name: optionalText(120),
    phone: optionalText(40),
    email: optionalText(200),
    level: optionalText(40),
    deviceId: optionalText(120),
    buyerToken: optionalText(200),
  },
  strict,
);
export type Customer = Static<typeof Customer>;

/** A price of one piece. `scale` says how many decimals `minorUnits` has when it is more than the currency's own (S20). */
export const UnitPrice = Type.Object(
  {
    minorUnits: Type.Integer(),
    currency: CurrencyCode,
    scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  },
  strict,
);

const lineFields = {
  id: text(40),
  sku: text(80),
  family: optionalText(80),
  name: optionalText(200),
  quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  unitPrice: UnitPrice,
  /** What the line costs in all; it rules over quantity times unit price (S20). */
  total: Type.Optional(Money),
  /** The line that earned this gift (S1): when that line is cancelled, this one is withdrawn. */
  boundTo: optionalText(40),
};
export const OrderLineInput = Type.Object(lineFields, strict);
export type OrderLineInput = Static<typeof OrderLineInput>;
export const OrderLine = Type.Object(
  { ...lineFields, state: Type.Union([Type.Literal("open"), Type.Literal("cancelled")]), gift: Type.Boolean() },
  strict,
);
export type OrderLine = Static<typeof OrderLine>;

export const paymentMethods = [
  "alipay",
  "wechat-pay",
  "union-pay",
  "card",
  "paypal",
  "cash-on-delivery",
  "credit-term",
  "bank-transfer",
  "store-balance",
  "other",
] as const;
export const paymentStatuses = ["pending", "authorized", "captured", "voided", "refunded", "failed"] as const;
const literals = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: "string", enum: [...values] });

export const Payment = Type.Object(
  {
    method: literals(paymentMethods),
    status: literals(paymentStatuses),
    paidAt: Type.Optional(Instant),
    termDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 730 })),
    reference: optionalText(120),
  },
  strict,
);
export type Payment = Static<typeof Payment>;

/** What the buyer was promised. */
export const Service = Type.Object(
  {
    coldChain: Type.Optional(Type.Boolean()),
    deliverBy: Type.Optional(Instant),
    deliverFrom: Type.Optional(Instant),
    promise: optionalText(80),
    pickupPoint: optionalText(80),
  },
  strict,
);
export type Service = Static<typeof Service>;

/** Typed extension attributes; names are camelCase, for they become facts (S18). */
export const Attributes = Type.Record(FactName, JsonValue, strict);

const orderFields = {
  channel: text(40),
  channelOrderId: text(120),
  placedAt: Instant,
  /** The person who wrote the order down, where there is one; they may not approve it (S34). */
  placedBy: optionalText(120),
  customer: Customer,
  total: Money,
  payment: Payment,
  shipTo: Address,
  service: Type.Optional(Service),
  promotions: Type.Optional(Type.Array(text(80), { maxItems: 50 })),
  tags: Type.Optional(Type.Array(text(60), { maxItems: 50 })),
  note: optionalText(1000),
  attributes: Type.Optional(Attributes),
};

/** An order as a channel sends it. `total` is the sum of the lines when it is left out. */
export const OrderInput = Type.Object(
  {
    /** Accepted, so that an order copied from here can be sent again, and ignored: the platform gives its own id (S37). */
    id: optionalText(40),
    ...orderFields,
    total: Type.Optional(Money),
    lines: Type.Array(OrderLineInput, { minItems: 1, maxItems: MAX_ORDER_LINES }),
  },
  strict,
);
export type OrderInput = Static<typeof OrderInput>;

export const OrderHold = Type.Object({ reason: Type.String(), since: Type.Integer() }, strict);

/** The effective order: as received plus every amendment up to `revision` (S1). Instants of the platform are UTC milliseconds (S38). */
export const Order = Type.Object(
  {
    id: text(40),
    traceId: text(200),
    revision: Type.Integer({ minimum: 1 }),
    receivedAt: Type.Integer(),
    ...orderFields,
    lines: Type.Array(OrderLine),
    /** The customer's fingerprint, from phone, address, device and buyer token; never the values themselves. */
    identity: Type.String(),
    cancelled: Type.Boolean(),
    /** UTC milliseconds: when it has to leave, by what was promised when it came. */
    deadline: Type.Optional(Type.Integer()),
    hold: Type.Optional(OrderHold),
    /** The business's own vocabulary, ORD_xxx (S3). */
    fulfilment: Type.Optional(Type.String()),
  },
  strict,
);
export type Order = Static<typeof Order>;
