import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FakeSystem } from "@orderloom/connector-sdk";
import { createChat, createFinance, createPostal, createWms, type WarehouseSeed } from "@orderloom/connectors-builtin";
import { creditOfCompanies } from "../shop/companies.ts";
import { demoWarehouses } from "./demo-stock.ts";

export interface WorldOptions {
  /** Folder of their files; their state is in memory when absent. */
  readonly data?: string;
  /** Free ones when absent. */
  readonly ports?: {
    readonly wms?: number;
    readonly finance?: number;
    readonly chat?: number;
    readonly postal?: number;
  };
  /** What lies in the warehouses while their state is new; the demo's when absent. */
  readonly stock?: readonly WarehouseSeed[];
}

/** The systems outside: base URLs of the WMS, finance, the chat robots and the postal authority, all on loopback. */
export interface World {
  readonly wms: string;
  readonly finance: string;
  readonly chat: string;
  readonly postal: string;
  stop(): Promise<void>;
}

const PIECES = 100_000;

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { data, ports = {}, stock = demoWarehouses(PIECES) } = options;
  if (data !== undefined) mkdirSync(data, { recursive: true });
  const at = (name: "wms" | "finance" | "chat" | "postal") => ({
    ...(data === undefined ? {} : { file: join(data, `${name}.db`) }),
    port: ports[name] ?? 0,
  });
  const started: FakeSystem[] = [];
  const stop = async () => {
    await Promise.all(started.map((system) => system.stop()));
  };
  const start = async (system: Promise<FakeSystem>) => {
    const running = await system;
    started.push(running);
    return running.url;
  };
  try {
    const wms = await start(createWms({ ...at("wms"), stock }));
    const finance = await start(createFinance({ ...at("finance"), customers: creditOfCompanies() }));
    const chat = await start(createChat(at("chat")));
    const postal = await start(createPostal(at("postal")));
    return { wms, finance, chat, postal, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** What the built-in connectors need to be told to reach this world: config and secrets by connector id. */
export function connectorSettings(
  world: Pick<World, "wms" | "finance" | "chat" | "postal">,
): Readonly<
  Record<string, { readonly config: { readonly baseUrl: string }; readonly secrets: Readonly<Record<string, string>> }>
> {
  return {
    wms: { config: { baseUrl: world.wms }, secrets: {} },
    finance: { config: { baseUrl: world.finance }, secrets: {} },
    postal: { config: { baseUrl: world.postal }, secrets: {} },
    message: { config: { baseUrl: world.chat }, secrets: { robotKey: "demo-shop", "robotKey.warehouse": "warehouse" } },
  };
}
