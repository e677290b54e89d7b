import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Browser, Page } from "playwright-core";
import { Api, until } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { launchBrowser } from "./browser.ts";

/** The product on data of its own, and a browser in front of it. */
export interface Stage {
  readonly runtime: RunningRuntime;
  readonly api: Api;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openStage(demo: "ask" | "on" | "off"): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "orderloom-page-"));
  const runtime = await startRuntime({ data: join(folder, "data"), demo });
  const browser = await launchBrowser();
  return {
    runtime,
    api: new Api(runtime.url),
    browser,
    close: async () => {
      await browser.close();
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Until the demo's day is in and there is some of everything to look at. */
export async function untilAlive(api: Api): Promise<void> {
  await until(
    async () => (await api.counts()).body.byStatus,
    (count) => ["held", "incident", "waiting", "done"].every((status) => (count[status] ?? 0) > 0),
    90_000,
  );
  await until(
    async () => (await api.call<{ demo: { state: string } }>("GET", "/v1/app")).body.demo.state,
    (state) => state === "on",
    90_000,
  );
}

/** The link of an order in the list. */
export const rowOf = (page: Page, shortNumber: string) => page.locator("[data-order]", { hasText: shortNumber });

export const shortNumberOf = async (api: Api, orderId: string): Promise<string> =>
  (await api.detail(orderId)).body.row.shortNumber;
