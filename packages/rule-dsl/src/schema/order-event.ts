import { Type, type Static } from "typebox";
import { EventName, FulfilmentCode, Instant, JsonObject } from "./common.ts";
import { Address, Attributes, OrderLineInput, Payment, Service } from "./order.ts";

const strict = { additionalProperties: false } as const;
const reason = Type.Optional(Type.String({ maxLength: 500 }));

/** The data of each amendment (S1), by event type. Every other type is a fact from outside and changes no field. */
export const amendmentSchemas = {
  "order.line-added": Type.Object({ line: OrderLineInput, reason }, strict),
  "order.line-cancelled": Type.Object({ lineId: Type.String({ minLength: 1 }), reason }, strict),
  "order.address-changed": Type.Object({ shipTo: Address, reason }, strict),
  "order.payment-changed": Type.Object({ payment: Payment, reason }, strict),
  "order.service-changed": Type.Object({ service: Service, reason }, strict),
  "order.attributes-changed": Type.Object({ attributes: Attributes, reason }, strict),
  "order.tags-changed": Type.Object(
    { add: Type.Optional(Type.Array(Type.String())), remove: Type.Optional(Type.Array(Type.String())), reason },
    strict,
  ),
  "order.fulfilment-changed": Type.Object({ fulfilment: FulfilmentCode, reason }, strict),
  "order.held": Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, strict),
  "order.hold-lifted": Type.Object({ reason }, strict),
  "order.cancelled": Type.Object({ reason }, strict),
} as const;
export type AmendmentType = keyof typeof amendmentSchemas;
export type Amendment = {
  [T in AmendmentType]: { readonly type: T; readonly data: Static<(typeof amendmentSchemas)[T]> };
}[AmendmentType];

/** What `POST /v1/orders/{id}/events` takes: an amendment or a fact from outside. */
export const OrderEventInput = Type.Object(
  {
    /** The source's own id of the event: the same id again changes nothing. */
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
    type: EventName,
    at: Type.Optional(Instant),
    data: Type.Optional(JsonObject),
  },
  strict,
);
export type OrderEventInput = Static<typeof OrderEventInput>;
