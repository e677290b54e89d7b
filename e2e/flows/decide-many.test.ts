import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DecideManyLine } from "@orderloom/api-contract";
import { expect, onTestFinished, test } from "vitest";
import { Api, until } from "../harness/api.ts";
import { startRuntime } from "../harness/runtime.ts";
import { endAfterTest, testRuntime, testWorld } from "../harness/test-runtime.ts";
import { onCredit } from "./orders.ts";
import { Warehouse } from "./warehouse.ts";

const MANY = 400;

test("killed in the middle of deciding 400: sent again, each is decided once, and the answer tells which were", async () => {
  const folder = mkdtempSync(join(tmpdir(), "orderloom-many-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const world = await testWorld(join(folder, "world"));
  const data = join(folder, "data");
  const first = await startRuntime({ data });
  endAfterTest(first);
  const api = new Api(first.url);
  await api.openShop(world);
  await api.must("POST", "/v1/orders/batch", { orders: Array.from({ length: MANY }, () => onCredit(1)) });
  const ids = await until(
    async () => (await api.call<{ ids: string[] }>("GET", "/v1/tasks/selection?group=finance")).body.ids,
    (found) => found.length === MANY,
    60_000,
  );
  const decision = { ids, outcome: "approve", form: { signature: "吴敏" }, reason: "已核" };

  // The answer comes slice by slice; the process dies after the first.
  const response = await fetch(`${first.url}/v1/tasks/decide`, {
    method: "POST",
    headers: {
      accept: "application/x-ndjson",
      "content-type": "application/json",
      "x-orderloom-person": "wu",
    },
    body: JSON.stringify(decision),
  });
  await response.body?.getReader().read();
  first.kill("SIGKILL");
  await first.ended;

  const second = await testRuntime({ data });
  const again = new Api(second.url, "wu");
  const left = await again.call<{ ids: string[] }>("GET", "/v1/tasks/selection?group=finance");
  const { counts, results } = await again.must<Pick<DecideManyLine, "counts" | "results">>(
    "POST",
    "/v1/tasks/decide",
    decision,
  );
  expect(counts).toEqual({
    decided: left.body.ids.length,
    duplicate: MANY - left.body.ids.length,
    refused: 0,
    setAside: 0,
  });
  expect(counts.duplicate).toBeGreaterThan(0);
  const known = new Set(results.filter(({ state }) => state === "duplicate").map(({ taskId }) => taskId));
  expect(left.body.ids.filter((id) => known.has(id))).toEqual([]);
  const warehouse = new Warehouse(world.wms);
  await until(
    () => warehouse.told("create-pick-task"),
    ({ acted }) => acted === MANY,
    60_000,
  );
  expect(await warehouse.orderedTwice()).toEqual([]);
});
