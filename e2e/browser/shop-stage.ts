import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { Warehouse } from "../flows/warehouse.ts";
import { Api } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { startWorld } from "../harness/world.ts";
import { launchBrowser } from "./browser.ts";

/** The product without its demo, the shipped flows live in it, the programs that play the outside, and a browser. */
export interface ShopStage {
  readonly runtime: RunningRuntime;
  readonly api: Api;
  readonly warehouse: Warehouse;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openShopStage(): Promise<ShopStage> {
  const folder = mkdtempSync(join(tmpdir(), "orderloom-shop-"));
  const world = await startWorld(join(folder, "world"));
  const runtime = await startRuntime({ data: join(folder, "data") });
  const api = new Api(runtime.url);
  await api.openShop(world);
  const browser = await launchBrowser();
  return {
    runtime,
    api,
    warehouse: new Warehouse(world.wms),
    browser,
    close: async () => {
      await browser.close();
      await runtime.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
