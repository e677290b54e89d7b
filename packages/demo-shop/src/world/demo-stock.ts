import type { WarehouseSeed } from "@orderloom/connectors-builtin";
import { gifts, products } from "../shop/catalogue.ts";

/** So many of these are left in all warehouses together, so that out of stock is seen in the demo. */
const scarce: Readonly<Record<string, number>> = { "DU-2": 12, "LP-3": 150 };
const GIFTS = 2000;

const places: readonly Omit<WarehouseSeed, "stock">[] = [
  {
    code: "HZ",
    name: "杭州仓",
    city: "杭州市",
    coldChain: true,
    cost: 6.2,
    hours: 22,
    coverDays: 9,
    carbonKg: 0.42,
    onTime: 0.985,
    dispatchHours: 2,
    load: 0.72,
  },
  {
    code: "GZ",
    name: "广州仓",
    city: "广州市",
    coldChain: true,
    cost: 6.8,
    hours: 26,
    coverDays: 12,
    carbonKg: 0.51,
    onTime: 0.99,
    dispatchHours: 1.5,
    load: 0.64,
  },
  {
    code: "WH",
    name: "武汉仓",
    city: "武汉市",
    coldChain: false,
    cost: 5.6,
    hours: 30,
    coverDays: 15,
    carbonKg: 0.47,
    onTime: 0.96,
    dispatchHours: 4,
    load: 0.55,
  },
  {
    code: "CD",
    name: "成都仓",
    city: "成都市",
    coldChain: false,
    cost: 5.9,
    hours: 34,
    coverDays: 18,
    carbonKg: 0.55,
    onTime: 0.975,
    dispatchHours: 3,
    load: 0.48,
  },
];

/** The demo's four warehouses. Cold goods lie where there is a cold chain; `pieces` of each SKU that is not scarce. */
export function demoWarehouses(pieces: number): readonly WarehouseSeed[] {
  return places.map((place) => {
    const kept = products.filter((product) => place.coldChain === true || product.coldChain !== true);
    const isFirst = place.code === "HZ";
    const goods = kept.map(({ sku }) => [sku, scarce[sku] === undefined ? pieces : isFirst ? scarce[sku] : 0] as const);
    return {
      ...place,
      stock: Object.fromEntries([...goods, ...gifts.map((sku) => [sku, isFirst ? GIFTS : 0] as const)]),
    };
  });
}
