import type { OrderPart } from "../ports/order-row.ts";
import type { Scope } from "../ports/scope.ts";
import type { HostStore } from "../ports/host-store.ts";

/** Something a good part of the tasks' orders share, against how common it is otherwise. */
export interface Trait {
  readonly kind: "sku" | "province";
  readonly value: string;
  /** Between 0 and 1. */
  readonly share: number;
  readonly usual: number;
}

/** Fewer tell nothing about what they have in common. */
const FEWEST = 20;
const MOST_TASKS = 500;
const MOST_USUAL = 1000;
const MOST_TRAITS = 3;
/** As common as that among the tasks, and so many times as common as otherwise. */
const LEAST_SHARE = 0.2;
const LEAST_RATIO = 1.5;

/** Reads the tasks' orders and the latest orders of the same channels, as the list of orders knows them. */
export async function likenessOf(store: HostStore, scope: Scope, cause: string): Promise<readonly Trait[]> {
  const tasks = await store.tasks(scope, { cause, sort: "waiting", limit: MOST_TASKS });
  const held = tasks.flatMap(({ about }) => about ?? []);
  if (held.length < FEWEST) return [];
  const channel = [...new Set(held.map((order) => order.channel))];
  const rows = await store.orderRows(scope, { channel, limit: MOST_USUAL });
  const usual = sharesOf(rows.map(({ parts }) => parts.order));
  return [...sharesOf(held).values()]
    .map((trait) => ({ ...trait, usual: usual.get(keyOf(trait))?.share ?? 0 }))
    .filter(({ share, usual: other }) => share >= LEAST_SHARE && share >= other * LEAST_RATIO)
    .sort((one, other) => other.share - other.usual - (one.share - one.usual))
    .slice(0, MOST_TRAITS);
}

type Counted = Omit<Trait, "usual">;
const keyOf = ({ kind, value }: Pick<Trait, "kind" | "value">): string => `${kind}/${value}`;

function sharesOf(orders: readonly OrderPart[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  const count = (kind: Trait["kind"], value: string): void => {
    const key = keyOf({ kind, value });
    const share = (counts.get(key)?.share ?? 0) + 1 / orders.length;
    counts.set(key, { kind, value, share });
  };
  for (const { skus = [], region } of orders) {
    for (const sku of skus) count("sku", sku);
    if (region?.province !== undefined) count("province", region.province);
  }
  return counts;
}
