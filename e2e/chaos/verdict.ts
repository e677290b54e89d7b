import type { OrderList, OrderRow, QuotaDetail, Timeline } from "@orderloom/api-contract";
import type { World } from "../harness/world.ts";
import type { SentOrder } from "./channel.ts";
import type { PersistentApi } from "./persistent-api.ts";
import type { StreamReader } from "./stream-reader.ts";

/** What the orders and the world outside say in the end. Every number but `orders` has to be 0. */
export interface Verdict {
  readonly orders: number;
  /** Sent and answered 2xx, but not there. */
  readonly lost: number;
  /** There twice, or reserved or picked more than once. */
  readonly doubled: number;
  /** Not done, or never reserved, or never picked. */
  readonly wrongState: number;
  /** Timelines that miss a step or tell one twice. */
  readonly brokenTimelines: number;
  /** Gifts that the warehouse holds beside those that the quota counts, and any beyond its limit. */
  readonly miscounted: number;
  /** Orders of which the event stream kept something back. */
  readonly unheard: number;
  /** The first few, in words. */
  readonly faults: readonly string[];
}

const PAGE = 200;
const MOST_FAULTS = 20;

/** Whom to ask. */
export interface Witnesses {
  readonly api: PersistentApi;
  readonly world: World;
  readonly stream: StreamReader;
  readonly sent: readonly SentOrder[];
  /** Incidents belong to such a day, as long as each order comes through in the end. */
  readonly mayRaise: boolean;
}

export async function judge(witnesses: Witnesses): Promise<Verdict> {
  const { api, world, sent } = witnesses;
  const rows = await allRows(api);
  const book = new FaultBook();
  const byNumber = Map.groupBy(rows, (row) => row.channelOrderId);
  const reserved = countBy((await itemsOf(world, "reservations")).map(({ orderId }) => orderId));
  const picked = countBy((await itemsOf(world, "pick-tasks")).map(({ orderId }) => orderId));
  for (const { channelOrderId, orderId } of sent) {
    const found = byNumber.get(channelOrderId) ?? [];
    const row = found.find(({ id }) => id === orderId);
    if (row === undefined) book.add("lost", `${orderId} (${channelOrderId}) is not in the list`);
    else if (row.status !== "done")
      book.add("wrongState", `${orderId} is ${row.status} at ${row.stage ?? "-"}: ${row.next.text.en}`);
    const most = Math.max(found.length, reserved.get(orderId) ?? 0, picked.get(orderId) ?? 0);
    const least = Math.min(reserved.get(orderId) ?? 0, picked.get(orderId) ?? 0);
    const counts = `rows ${String(found.length)}, reserved ${String(reserved.get(orderId) ?? 0)}, picked ${String(picked.get(orderId) ?? 0)}`;
    if (most > 1) book.add("doubled", `${orderId}: ${counts}`);
    else if (least < 1) book.add("wrongState", `${orderId}: ${counts}`);
  }
  if (rows.length > sent.length) book.add("doubled", `${String(rows.length)} rows for ${String(sent.length)} orders`);
  await judgeGifts(witnesses, book);
  await judgeTimelines(witnesses, book);
  return { orders: sent.length, ...book.counts, faults: book.faults };
}

type Fault = "lost" | "doubled" | "wrongState" | "brokenTimelines" | "miscounted" | "unheard";

class FaultBook {
  readonly counts: Record<Fault, number> = {
    lost: 0,
    doubled: 0,
    wrongState: 0,
    brokenTimelines: 0,
    miscounted: 0,
    unheard: 0,
  };
  readonly faults: string[] = [];

  add(fault: Fault, what: string): void {
    this.counts[fault] += 1;
    if (this.faults.length < MOST_FAULTS) this.faults.push(`${fault}: ${what}`);
  }
}

async function allRows(api: PersistentApi): Promise<readonly OrderRow[]> {
  const rows: OrderRow[] = [];
  let cursor = "";
  for (;;) {
    const { body } = await api.call<OrderList>("GET", `/v1/orders?limit=${String(PAGE)}${cursor}`);
    rows.push(...body.items);
    if (body.nextCursor === undefined) return rows;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}

interface WmsItems {
  readonly items: readonly {
    readonly orderId: string;
    readonly state: string;
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  }[];
}

/** What was taken and not given back is what the warehouse has as gifts, and no more than the campaign has. */
async function judgeGifts({ api, world }: Witnesses, book: FaultBook): Promise<void> {
  const { body } = await api.call<QuotaDetail>("GET", "/v1/quotas/cleanserGift");
  const campaign = body.limits.find(({ id }) => id === "campaign");
  const customers = body.limits.find(({ id }) => id === "customer");
  const held = (await itemsOf(world, "reservations")).filter(({ state }) => state !== "released");
  const given = held
    .flatMap(({ lines }) => lines)
    .reduce((sum, { sku, quantity }) => sum + (sku === "GF-9" ? quantity : 0), 0);
  const { taken = -1, amount = 0 } = campaign ?? {};
  if (taken !== given || customers?.taken !== taken)
    book.add("miscounted", `${String(taken)} taken, ${String(customers?.taken)} by customers, ${String(given)} given`);
  if (taken > amount) book.add("miscounted", `${String(taken)} taken of ${String(amount)}`);
  if (taken < amount)
    book.add("miscounted", `only ${String(taken)} of ${String(amount)} were taken: the day has too few`);
}

async function itemsOf(world: World, what: "reservations" | "pick-tasks"): Promise<WmsItems["items"]> {
  const response = await fetch(`${world.wms}/${what}?limit=100000`);
  return ((await response.json()) as WmsItems).items; // our own program's answer
}

function countBy(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

const LANES = 8;

async function judgeTimelines({ api, stream, sent, mayRaise }: Witnesses, book: FaultBook): Promise<void> {
  const left = [...sent];
  const lane = async (): Promise<void> => {
    for (let order = left.pop(); order !== undefined; order = left.pop()) {
      const { body } = await api.call<Timeline>("GET", `/v1/orders/${order.orderId}/timeline`);
      const fault = faultOf(body, mayRaise);
      if (fault !== undefined) book.add("brokenTimelines", `${order.orderId}: ${fault}`);
      const unheard = body.entries.find(({ id }) => !stream.hasHeard(id));
      if (unheard !== undefined) book.add("unheard", `${order.orderId}: ${unheard.id} ${unheard.type}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** What every order of this day went through, each exactly once. */
const once = [
  "order.received",
  "order.routed",
  "instance.started",
  "call.completed at reserve-stock",
  "call.completed at release",
  "wait.ended at packing",
  "wait.ended at shipping",
  "instance.ended at signed",
] as const;

function faultOf({ entries }: Timeline, mayRaise: boolean): string | undefined {
  const ids = new Set(entries.map((entry) => entry.id));
  if (ids.size !== entries.length) return "an entry is told twice";
  const told = countBy(entries.flatMap(({ type, nodeId }) => [type, `${type} at ${nodeId ?? "-"}`]));
  const wrong = once.find((step) => told.get(step) !== 1);
  if (wrong !== undefined) return `"${wrong}" is told ${String(told.get(wrong) ?? 0)} times`;
  return told.has("incident.raised") && !mayRaise ? "an incident was raised" : undefined;
}
