import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { generateDay } from "@orderloom/demo-shop";
import type { OrderInput } from "@orderloom/rule-dsl";
import type { OrderCounts } from "@orderloom/api-contract";
import { startWorld, type World } from "../harness/world.ts";
import { type SentOrder, sendOrders } from "./channel.ts";
import { dice } from "./dice.ts";
import { FinanceDesk } from "./finance-desk.ts";
import { KillPlan } from "./kill-plan.ts";
import { OperationsDesk } from "./operations-desk.ts";
import { Parcels } from "./parcels.ts";
import { PersistentApi } from "./persistent-api.ts";
import { startRestarting } from "./restarting-runtime.ts";
import { StreamReader } from "./stream-reader.ts";
import { Troubles } from "./troubles.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface ChaosOptions {
  readonly orders: number;
  /** SIGKILLs, spread over the whole of the work: half of them at a random moment, half at a point of a turn. */
  readonly kills: number;
  readonly seed: number;
  /** The store tears batches as well: a random part of one is kept and the process dies (S27). */
  readonly torn?: boolean;
  /** It keeps its data there, and that lives on when the runtime dies. */
  readonly mongodbUri?: string | undefined;
  /** The warehouse system misbehaves all the while, and somebody has what came to nothing tried again. */
  readonly troubled?: boolean;
  /** Told about how far it is. */
  readonly say?: (text: string) => void;
}

export interface ChaosResult extends Verdict {
  readonly kills: number;
  /** Deaths by a torn batch. */
  readonly tears: number;
  /** Deaths by the point of a turn. */
  readonly points: Readonly<Record<string, number>>;
  /** Spells of misbehaviour of the warehouse system, and calls that a person had tried again. */
  readonly troubles: number;
  readonly retried: number;
  /** Approvals of finance, two for an order over its limit. */
  readonly approvals: number;
  /** From the first order sent to the last one done. */
  readonly seconds: number;
}

/** A day of orders through a runtime that is killed again and again; the world outside goes on. Everything random follows the seed. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const folder = mkdtempSync(join(tmpdir(), "orderloom-chaos-"));
  const world = await startWorld(join(folder, "world"));
  try {
    return await inWorld(world, join(folder, "data"), options);
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inWorld(world: World, data: string, options: ChaosOptions): Promise<ChaosResult> {
  const { kills, seed, torn = false, troubled = false, say = () => undefined } = options;
  const random = dice(seed);
  const store = options.mongodbUri === undefined ? { data } : { data, mongodbUri: options.mongodbUri };
  const runtime = await startRestarting({ store, say, seed, ...(torn ? { tornSeed: seed } : {}) });
  try {
    const api = new PersistentApi(runtime.url);
    await api.openShop(world);
    const parameters = { gifts: Math.floor(options.orders * GIFTS_PER_ORDER) };
    await api.must("POST", "/v1/templates/gift-binding/import", {
      publish: true,
      note: "a small campaign",
      parameters,
    });
    const orders = dayOf(options);
    await fillShelves(world, orders);
    const stream = new StreamReader(runtime.url, api.door);
    const finance = new FinanceDesk(api);
    const operations = new OperationsDesk(api);
    const troubles = troubled ? new Troubles(world, dice(seed + 1)) : undefined;
    const parcels = new Parcels(api, random);
    const sent: SentOrder[] = [];
    const started = performance.now();
    const share = (): number => (sent.length + parcels.told) / (2 * orders.length);
    const killing = new KillPlan(kills, random).carryOut(share, () => {
      const isInside = random() < 0.5;
      say(
        `${isInside ? "death" : "SIGKILL"} with ${String(sent.length)} orders sent, ${String(parcels.told)} parcels told`,
      );
      return isInside ? runtime.killInside() : runtime.kill();
    });
    for await (const some of sendOrders(api, orders)) {
      sent.push(...some);
      await parcels.follow(some);
    }
    await parcels.allArrived();
    await killing;
    await troubles?.close();
    await untilQuiet(api, orders.length, say);
    const seconds = Math.round(performance.now() - started) / 1000;
    await finance.close();
    await operations.close();
    say(`all quiet after ${String(seconds)} s, looking at each order`);
    const verdict = await judge({ api, world, stream, sent, mayRaise: troubled });
    await stream.close();
    const people = { approvals: finance.approved, retried: operations.retried };
    return { ...runtime.deaths(), ...verdict, ...people, troubles: troubles?.made ?? 0, seconds };
  } catch (thrown) {
    say(`the runtime said:\n${runtime.said()}`);
    throw thrown;
  } finally {
    await runtime.stop();
  }
}

function dayOf({ orders, seed }: ChaosOptions): readonly OrderInput[] {
  return Array.from(generateDay({ seed: String(seed), orders, date: "2026-11-11" }), ({ order }) =>
    knownToFinance(order),
  );
}

/** The shop has a customer whom finance does not know, whose orders rightly wait for a person; here every order's right end is to be done. */
function knownToFinance(order: OrderInput): OrderInput {
  const { customer } = order;
  return customer.channelCustomerId === "b2b-1099"
    ? { ...order, customer: { ...customer, channelCustomerId: "b2b-1001" } }
    : order;
}

/** So few that the campaign is used up on the day. */
const GIFTS_PER_ORDER = 0.03;

const PLENTY = 10_000_000;

/** One warehouse has plenty of everything, so that each order's right end is to be done. */
async function fillShelves(world: World, orders: readonly OrderInput[]): Promise<void> {
  const skus = new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  for (const sku of [...skus, "GF-9"]) {
    const body = JSON.stringify({ warehouse: "HZ", sku, available: PLENTY });
    const response = await fetch(`${world.wms}/stock`, { method: "POST", body });
    if (!response.ok) throw new Error(`the WMS does not take stock: ${await response.text()}`);
  }
}

const STANDSTILL_MS = 45_000;

/** Until every order is done, or nothing has moved for a long while. */
async function untilQuiet(api: PersistentApi, orders: number, say: (text: string) => void): Promise<void> {
  let best = -1;
  let movedAt = Date.now();
  for (;;) {
    const { body } = await api.call<OrderCounts>("GET", "/v1/orders/counts");
    const done = body.byStatus["done"] ?? 0;
    if (done >= orders) return;
    if (done > best) {
      best = done;
      movedAt = Date.now();
    } else if (Date.now() - movedAt > STANDSTILL_MS) {
      say(`nothing moves any more: ${JSON.stringify(body.byStatus)}`);
      return;
    }
    await delay(200);
  }
}
