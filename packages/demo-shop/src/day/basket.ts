import type { OrderLineInput } from "@orderloom/rule-dsl";
import type { Random } from "../random.ts";
import { type Country, priceAbroad } from "../shop/abroad.ts";
import {
  type Bundle,
  bundles,
  type Product,
  productOf,
  products,
  productsAbroad,
  productsOfGroupBuying,
} from "../shop/catalogue.ts";
import type { ShopChannel } from "../shop/channels.ts";

export interface Basket {
  readonly lines: readonly OrderLineInput[];
  /** Ids of the bundles whose parts are among the lines. */
  readonly bundles: readonly string[];
  readonly coldChain: boolean;
}

export interface BasketWish {
  readonly channel: ShopChannel;
  readonly abroad?: Country | undefined;
  /** The product the live stream is selling just now. */
  readonly onAir?: string | undefined;
}

/** What goes into one order: different SKUs, a bundle now and then, larger quantities for companies and group buying. */
export function basket(random: Random, { channel, abroad, onAir }: BasketWish): Basket {
  if (abroad === undefined && channel.id !== "b2b" && random.chance(0.06)) return bundleBasket(random);
  const chosen = new Map<string, Product>();
  if (onAir !== undefined && random.chance(0.7)) chosen.set(onAir, productOf(onAir));
  const kinds = channel.id === "b2b" ? random.int(2, 6) : random.weighted(kindsBought);
  const shelf = shelfOf(channel, abroad);
  while (chosen.size < kinds) {
    const product = random.weighted(shelf);
    chosen.set(product.sku, product);
  }
  const lines = [...chosen.values()].map((product, index) =>
    lineOf(String(index + 1), product, quantityFor(channel, random), abroad),
  );
  return { lines, bundles: [], coldChain: [...chosen.values()].some((product) => product.coldChain === true) };
}

const kindsBought = [
  [1, 55],
  [2, 28],
  [3, 12],
  [4, 5],
] as const;
const pieces = [
  [1, 68],
  [2, 22],
  [3, 8],
  [6, 2],
] as const;

function shelfOf(channel: ShopChannel, abroad: Country | undefined): readonly (readonly [Product, number])[] {
  const shelf = abroad !== undefined ? productsAbroad : channel.id === "group-buy" ? productsOfGroupBuying : products;
  return shelf.map((product): readonly [Product, number] => [product, product.share]);
}

function quantityFor(channel: ShopChannel, random: Random): number {
  if (channel.id === "b2b") return random.int(2, 24) * 5;
  return channel.id === "group-buy" ? random.int(2, 12) : random.weighted(pieces);
}

function lineOf(id: string, product: Product, quantity: number, abroad: Country | undefined): OrderLineInput {
  const { sku, family, name, fen } = product;
  const unitPrice =
    abroad === undefined
      ? { minorUnits: fen, currency: "CNY" }
      : { minorUnits: priceAbroad(fen, abroad), currency: abroad.currency };
  return { id, sku, family, name, quantity, unitPrice };
}

function bundleBasket(random: Random): Basket {
  const bundle = random.weighted(bundles.map((one): readonly [Bundle, number] => [one, one.share]));
  const count = random.weighted([
    [1, 9],
    [2, 1],
  ]);
  return { lines: bundleLines(bundle, count), bundles: [bundle.id], coldChain: false };
}

/** A bundle as its parts: its price is spread by list price to the fen, what is left over lies on the last part. */
function bundleLines(bundle: Bundle, count: number): OrderLineInput[] {
  const parts = bundle.parts.map(({ sku, quantity }) => ({ product: productOf(sku), quantity: quantity * count }));
  const price = bundle.fen * count;
  const listed = parts.reduce((sum, { product, quantity }) => sum + product.fen * quantity, 0);
  let left = price;
  return parts.map(({ product, quantity }, index) => {
    const isLast = index === parts.length - 1;
    const minorUnits = isLast ? left : Math.floor((price * product.fen * quantity) / listed);
    left -= minorUnits;
    return { ...lineOf(String(index + 1), product, quantity, undefined), total: { minorUnits, currency: "CNY" } };
  });
}
