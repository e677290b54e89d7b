/** What the demo shop sells. Prices in fen. */
export interface Product {
  readonly sku: string;
  readonly family: string;
  readonly name: string;
  readonly fen: number;
  /** How often it is bought, against the others. */
  readonly share: number;
  readonly coldChain?: boolean;
}

export interface Bundle {
  readonly id: string;
  readonly name: string;
  /** What the parts cost together. */
  readonly fen: number;
  readonly share: number;
  readonly parts: readonly { readonly sku: string; readonly quantity: number }[];
}

const cosmetics: readonly Product[] = [
  { sku: "CL-100", family: "CL-100", name: "氨基酸洁面乳 100 ml", fen: 12_900, share: 14 },
  { sku: "CL-100-REFILL", family: "CL-100", name: "氨基酸洁面乳补充装 100 ml", fen: 9_900, share: 6 },
  { sku: "CL-1000", family: "CL-1000", name: "院线洁面乳 1 L", fen: 69_900, share: 1 },
  { sku: "SR-20", family: "SR-20", name: "修护精华 20 ml", fen: 25_000, share: 10 },
  { sku: "CR-50", family: "CR-50", name: "保湿面霜 50 g", fen: 32_000, share: 7 },
  { sku: "MK-5", family: "MK-5", name: "玻尿酸面膜 5 片", fen: 8_900, share: 12 },
  { sku: "SS-40", family: "SS-40", name: "清透防晒 40 ml", fen: 13_900, share: 6 },
  { sku: "TN-200", family: "TN-200", name: "舒缓爽肤水 200 ml", fen: 15_900, share: 5 },
  { sku: "LP-3", family: "LP-3", name: "丝绒唇膏 3 g", fen: 19_900, share: 6 },
];

const maternity: readonly Product[] = [
  { sku: "DP-L", family: "DP", name: "纸尿裤 L 54 片", fen: 11_900, share: 8 },
  { sku: "DP-XL", family: "DP", name: "纸尿裤 XL 46 片", fen: 11_900, share: 5 },
  { sku: "ML-900", family: "ML-900", name: "婴儿奶粉三段 900 g", fen: 32_800, share: 6 },
  { sku: "BT-240", family: "BT-240", name: "宽口径奶瓶 240 ml", fen: 7_900, share: 3 },
  { sku: "WP-80", family: "WP-80", name: "手口湿巾 80 抽 3 包", fen: 2_990, share: 7 },
];

const fresh: readonly Product[] = [
  { sku: "SF-300", family: "SF-300", name: "冰鲜三文鱼 300 g", fen: 8_900, share: 4, coldChain: true },
  { sku: "BF-500", family: "BF-500", name: "谷饲牛排 500 g", fen: 12_900, share: 3, coldChain: true },
  { sku: "SH-500", family: "SH-500", name: "厄瓜多尔白虾 500 g", fen: 6_990, share: 4, coldChain: true },
  { sku: "MI-950", family: "MI-950", name: "鲜牛奶 950 ml", fen: 1_990, share: 5, coldChain: true },
  { sku: "DU-2", family: "DU-2", name: "金枕榴莲 2 kg", fen: 19_900, share: 1, coldChain: true },
];

export const products: readonly Product[] = [...cosmetics, ...maternity, ...fresh];
export const productsAbroad: readonly Product[] = cosmetics;
export const productsOfGroupBuying: readonly Product[] = fresh;

/** Given, never sold: the gift of the cleanser campaign. */
export const gifts: readonly string[] = ["GF-9", "GF-7"];

export const bundles: readonly Bundle[] = [
  {
    id: "BX-11",
    name: "双十一护肤礼盒",
    fen: 59_900,
    share: 3,
    parts: [
      { sku: "CL-100", quantity: 1 },
      { sku: "SR-20", quantity: 1 },
      { sku: "CR-50", quantity: 1 },
    ],
  },
  {
    id: "BX-BABY",
    name: "宝宝囤货包",
    fen: 24_900,
    share: 2,
    parts: [
      { sku: "DP-L", quantity: 2 },
      { sku: "WP-80", quantity: 1 },
    ],
  },
];

const bySku = new Map(products.map((product) => [product.sku, product]));

export function productOf(sku: string): Product {
  const product = bySku.get(sku);
  if (product === undefined) throw new Error(`the shop does not sell ${sku}`);
  return product;
}
