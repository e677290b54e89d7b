import { defineAction, outcome } from "@orderloom/connector-sdk";
import { Type } from "typebox";
import { callWms, fromWms } from "./call.ts";
import { WmsConfig } from "./config.ts";
import { KeptLines, Missing, Reservation, StockLines, Warehouse } from "./shapes.ts";

const strict = { additionalProperties: false } as const;
const Skus = Type.Array(Type.String({ minLength: 1 }), { maxItems: 1000 });
const skuQuery = (skus: readonly string[]) => new URLSearchParams(skus.map((sku): [string, string] => ["sku", sku]));
const Warehouses = Type.Array(Warehouse);
const warehouseCode = Type.Optional(Type.String({ minLength: 1 }));

export const listWarehouses = defineAction({
  name: { "zh-CN": "列出仓库", en: "List warehouses" },
  description: {
    "zh-CN": "各仓的成本、时效、冷链和这些货的库存。",
    en: "Cost, speed, cold chain and stock of these SKUs in each warehouse.",
  },
  idempotency: "idempotent",
  effect: "read",
  timeout: "PT5S",
  config: WmsConfig,
  input: Type.Object({ skus: Type.Optional(Skus) }, strict),
  output: Warehouses,
  run: async (input, ctx) => {
    const query = skuQuery(input.skus ?? []);
    const { body } = await callWms(ctx, "GET", `/warehouses?${query.toString()}`);
    return fromWms(Warehouses, body);
  },
});

const StockLevels = Type.Array(
  Type.Object({ warehouse: Type.String(), sku: Type.String(), available: Type.Integer() }),
);

export const checkStock = defineAction({
  name: { "zh-CN": "查库存", en: "Check stock" },
  idempotency: "idempotent",
  effect: "read",
  timeout: "PT5S",
  config: WmsConfig,
  input: Type.Object({ skus: Skus, warehouse: warehouseCode }, strict),
  output: StockLevels,
  run: async (input, ctx) => {
    const query = skuQuery(input.skus);
    if (input.warehouse !== undefined) query.set("warehouse", input.warehouse);
    const { body } = await callWms(ctx, "GET", `/stock?${query.toString()}`);
    return fromWms(StockLevels, body);
  },
});

export const reserveStock = defineAction({
  name: { "zh-CN": "锁定库存", en: "Reserve stock" },
  description: {
    "zh-CN": "整单在一个仓锁货；不写仓库时由仓库系统挑第一个都有货的。",
    en: "Holds every line in one warehouse; without one named, the first that has them all.",
  },
  idempotency: "idempotency-key",
  effect: "write",
  commits: true,
  query: "get-reservation",
  timeout: "PT10S",
  config: WmsConfig,
  input: Type.Object({ orderId: Type.String({ minLength: 1 }), lines: StockLines, warehouse: warehouseCode }, strict),
  output: Reservation,
  outcomes: { "out-of-stock": { name: { "zh-CN": "没货", en: "Out of stock" }, output: Missing } },
  run: async (input, ctx) => {
    const { status, body } = await callWms(ctx, "POST", "/reservations", { body: input, accept: [409] });
    return status === 409 ? outcome("out-of-stock", fromWms(Missing, body)) : fromWms(Reservation, body);
  },
});

export const getReservation = defineAction({
  name: { "zh-CN": "查锁货结果", en: "Look up a reservation" },
  description: {
    "zh-CN": "按调用的钥匙问：那次锁货到底成了没有。",
    en: "Asks by the key of the call whether that reservation was made.",
  },
  idempotency: "idempotent",
  effect: "read",
  timeout: "PT5S",
  config: WmsConfig,
  input: Type.Object({ effectKey: Type.String({ minLength: 1 }) }, strict),
  output: Reservation,
  outcomes: { "not-found": { name: { "zh-CN": "没有锁过", en: "Never reserved" } } },
  run: async (input, ctx) => {
    const path = `/reservations/by-key/${encodeURIComponent(input.effectKey)}`;
    const { status, body } = await callWms(ctx, "GET", path, { accept: [404] });
    return status === 404 ? outcome("not-found") : fromWms(Reservation, body);
  },
});

export const releaseStock = defineAction({
  name: { "zh-CN": "释放库存", en: "Release stock" },
  description: {
    "zh-CN": "整单放回；写明 lines 只放回这几行，写明 keep 只留下这几行。已经放回的再放不会多。",
    en: "Gives back the whole reservation, the lines named, or all but those to keep; what is back is not given back twice.",
  },
  idempotency: "idempotency-key",
  effect: "write",
  commits: true,
  timeout: "PT10S",
  config: WmsConfig,
  input: Type.Object(
    {
      reservationId: Type.String({ minLength: 1 }),
      lines: Type.Optional(StockLines),
      keep: Type.Optional(KeptLines),
    },
    strict,
  ),
  output: Reservation,
  run: async ({ reservationId, ...change }, ctx) => {
    const path = `/reservations/${encodeURIComponent(reservationId)}/release`;
    const { body } = await callWms(ctx, "POST", path, { body: change });
    return fromWms(Reservation, body);
  },
});
