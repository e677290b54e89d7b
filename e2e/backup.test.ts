import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateDay } from "@orderloom/demo-shop";
import { expect, test } from "vitest";
import { Api, until } from "./harness/api.ts";
import { testFolder } from "./harness/folder.ts";
import { startProgram } from "./harness/process.ts";
import { testRuntime, testWorld } from "./harness/test-runtime.ts";

const cli = fileURLToPath(new URL("../apps/runtime/dist/backup.js", import.meta.url));

async function run(data: string, ...args: string[]): Promise<string> {
  const program = startProgram([cli, ...args], { env: { ORDERLOOM_DATA: data, ORDERLOOM_LANG: "en" } });
  expect(await program.ended, program.said()).toBe(0);
  return program.said();
}

/** Sends orders one after the other until it is told to stop; gives the ids that were answered. */
function sendOn(api: Api): { readonly answered: readonly string[]; stop(): Promise<void> } {
  const answered: string[] = [];
  const stopping = new AbortController();
  const sending = (async () => {
    for (const { order } of generateDay({ seed: "backup", orders: 2000, date: "2026-11-11" })) {
      if (stopping.signal.aborted) return;
      if (order.payment.method !== "credit-term") answered.push((await api.order(order)).body.orderId);
    }
  })();
  return {
    answered,
    stop: () => {
      stopping.abort();
      return sending;
    },
  };
}

test("a backup made while orders come in, restored elsewhere: each order answered before it is there and runs on once", async () => {
  const folder = testFolder();
  const [data, fresh, file] = [join(folder, "data"), join(folder, "fresh"), join(folder, "orders.backup")];
  const world = await testWorld(join(folder, "world"));
  const first = await testRuntime({ data });
  const api = new Api(first.url);
  await api.openShop(world);
  // Some are in the middle of their calls when the backup is made.
  await new Api(world.wms).must("POST", "/control", { action: "reserve-stock", mode: "slow", delayMs: 300 });
  const orders = sendOn(api);
  await until(
    () => Promise.resolve(orders.answered.length),
    (count) => count >= 60,
  );
  const before = [...orders.answered];
  expect(await run(data, "backup", file)).toContain("Backed up");
  await orders.stop();
  expect(orders.answered.length).toBeGreaterThan(before.length);
  first.kill("SIGKILL");
  await first.ended;

  expect(await run(fresh, "restore", file)).toContain("Restored");
  const second = new Api((await testRuntime({ data: fresh })).url);
  for (const id of before)
    await until(
      () => second.detail(id),
      ({ body }) => body.ledger.some(({ action, state }) => action === "create-pick-task" && state === "completed"),
    );
  const { ordersReservedTwice } = await new Api(world.wms).must<{ ordersReservedTwice: unknown[] }>(
    "GET",
    "/reservations?limit=1",
  );
  expect(ordersReservedTwice).toEqual([]);
  const [order] = generateDay({ seed: "after the restore", orders: 1, date: "2026-11-11" });
  const { body } = await second.order(order?.order);
  expect(orders.answered).not.toContain(body.orderId);
});
