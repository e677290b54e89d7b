import { Type, type Static } from "typebox";

const strict = { additionalProperties: false } as const;
const sku = Type.String({ minLength: 1, maxLength: 80 });

/** So many pieces of one SKU. */
export const StockLine = Type.Object({ sku, quantity: Type.Integer({ minimum: 1 }) }, strict);
export type StockLine = Static<typeof StockLine>;
export const StockLines = Type.Array(StockLine, { minItems: 1, maxItems: 1000 });
/**
 * What is to stay; everything else goes. Said so, two changes that overtake each other end the same: less is never made more.
 */
export const KeptLines = Type.Array(StockLine, { maxItems: 1000 });

/** What is held for an order, in one warehouse. */
export const Reservation = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  warehouse: Type.String(),
  state: Type.Union([Type.Literal("active"), Type.Literal("released")]),
  /** What is still held. */
  lines: Type.Array(StockLine),
});
export type Reservation = Static<typeof Reservation>;

/** What the people in the warehouse are to pick. */
export const PickTask = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  reservationId: Type.String(),
  warehouse: Type.String(),
  state: Type.Union([
    Type.Literal("open"),
    Type.Literal("dispatched"),
    Type.Literal("delivered"),
    Type.Literal("cancelled"),
  ]),
  lines: Type.Array(StockLine),
});
export type PickTask = Static<typeof PickTask>;

const stockOfSku = Type.Object({ sku: Type.String(), available: Type.Integer() });
/**
 * A warehouse as routing weighs it: money in major units of the base currency, hours to deliver, kilograms of carbon a
 * parcel. What not every WMS tells is optional: hours until a parcel taken on now leaves, the share of its capacity in
 * use, the chances of arriving in time and of damage to a piece, and what a late parcel and a damaged piece cost.
 */
export const Warehouse = Type.Object({
  code: Type.String(),
  name: Type.String(),
  city: Type.String(),
  coldChain: Type.Boolean(),
  cost: Type.Number(),
  hours: Type.Number(),
  coverDays: Type.Number(),
  carbonKg: Type.Number(),
  dispatchHours: Type.Optional(Type.Number()),
  load: Type.Optional(Type.Number()),
  onTime: Type.Optional(Type.Number()),
  lateCost: Type.Optional(Type.Number()),
  damageRate: Type.Optional(Type.Number()),
  damageCost: Type.Optional(Type.Number()),
  stock: Type.Array(stockOfSku),
});
export type Warehouse = Static<typeof Warehouse>;

/** Which SKUs were short when a reservation was refused. */
export const Missing = Type.Object({
  missing: Type.Array(Type.Object({ sku: Type.String(), wanted: Type.Integer(), available: Type.Integer() })),
});
export type Missing = Static<typeof Missing>;
