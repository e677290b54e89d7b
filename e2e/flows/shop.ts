import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerLine, OrderDetail, OrderRow, TimelineEntry } from "@orderloom/api-contract";
import type { OrderEventInput, OrderInput } from "@orderloom/rule-dsl";
import { afterAll, beforeAll } from "vitest";
import { Api, until } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { startWorld, type World } from "../harness/world.ts";
import { Warehouse } from "./warehouse.ts";

export type Line = OrderInput["lines"][number];

/** The product and the world outside as processes of their own, with both shipped templates live, for one file of tests. */
export interface Shop {
  readonly api: Api;
  readonly runtime: RunningRuntime;
  readonly warehouse: Warehouse;
  readonly world: World;
  /** Sends an order and gives its id. */
  send(order: OrderInput): Promise<string>;
  tell(orderId: string, event: OrderEventInput): Promise<void>;
  /** Waits until the row of the order is as it should be. */
  comesTo(orderId: string, wanted: Partial<Pick<OrderRow, "status" | "stage">>): Promise<OrderDetail>;
  decide(
    person: string,
    orderId: string,
    outcome: string,
  ): Promise<{ readonly status: number; readonly code?: string }>;
  timeline(orderId: string): Promise<readonly TimelineEntry[]>;
  /** Its parcel leaves and is signed for. */
  deliver(orderId: string): Promise<OrderDetail>;
}

/** Opens one before the tests of the file or group and closes it after them. What it gives is to be used in tests only. */
export function openShop(place: () => { readonly mongodbUri?: string } = () => ({})): Shop {
  let running: Shop | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "orderloom-flow-"));
    const world = await startWorld(join(folder, "world"));
    const runtime = await startRuntime({ data: join(folder, "data"), ...place() });
    close = async () => {
      await runtime.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    running = await shopOf(runtime, world);
  });
  afterAll(() => close?.());
  return new Proxy({} as Shop, {
    get: (_target, name) => {
      if (running === undefined) throw new Error("the shop opens before the first test");
      return Reflect.get(running, name) as unknown;
    },
  });
}

async function shopOf(runtime: RunningRuntime, world: World): Promise<Shop> {
  const api = new Api(runtime.url);
  await api.openShop(world);
  const warehouse = new Warehouse(world.wms);
  const detail = async (id: string): Promise<OrderDetail> => (await api.detail(id)).body;
  const shop: Shop = {
    api,
    runtime,
    warehouse,
    world,
    send: async (order) => (await api.must<{ orderId: string }>("POST", "/v1/orders", order)).orderId,
    tell: async (id, event) => {
      await api.must("POST", `/v1/orders/${id}/events`, event);
    },
    comesTo: (id, wanted) =>
      until(
        () => detail(id),
        ({ row }) =>
          (wanted.status === undefined || row.status === wanted.status) &&
          (wanted.stage === undefined || row.stage === wanted.stage),
        40_000,
      ),
    decide: async (person, id, outcome) => {
      const { tasks } = await until(
        () => detail(id),
        (seen) => seen.tasks.length > 0,
      );
      const body = { outcome, form: { signature: person }, reason: "看过了" };
      const answer = await api
        .as(person)
        .call<{ code?: string }>("POST", `/v1/tasks/${tasks[0]?.id ?? ""}/decide`, body);
      return { status: answer.status, ...(answer.body.code === undefined ? {} : { code: answer.body.code }) };
    },
    timeline: async (id) => (await api.timeline(id)).body.entries,
    deliver: async (id) => {
      await shop.tell(id, { type: "shipment.dispatched", data: { trackingNumber: "SF1" } });
      await shop.tell(id, { type: "shipment.signed" });
      return shop.comesTo(id, { status: "done" });
    },
  };
  return shop;
}

export const callsTo = (detail: OrderDetail, connector: string): readonly LedgerLine[] =>
  detail.ledger.filter((line) => line.connector === connector);
