import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MappingDecision } from "@orderloom/rule-dsl";
import { Api, until } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { line, order } from "./orders.ts";

let folder: string;
let runtime: RunningRuntime;
let api: Api;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "orderloom-status-"));
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);
  await api.must("POST", "/v1/templates/status-mapping/import", { publish: true, note: "test" });
});
afterAll(async () => {
  await runtime.stop();
  rmSync(folder, { recursive: true, force: true });
});

const send = async (channel: string): Promise<string> =>
  (await api.must<{ orderId: string }>("POST", "/v1/orders", order(channel, [line("1", "SR-20")]))).orderId;
/** The channel says so, `minute` minutes into the hour by its own clock. */
const says = (id: string, status: string, minute: number): Promise<unknown> =>
  api.must("POST", `/v1/orders/${id}/events`, {
    type: "channel.status-changed",
    at: `2026-11-11T12:${String(minute).padStart(2, "0")}:00+08:00`,
    data: { status },
  });
const fulfilment = async (id: string): Promise<string | undefined> => (await api.detail(id)).body.order.fulfilment;
const comesTo = (id: string, wanted: string): Promise<unknown> =>
  until(
    () => fulfilment(id),
    (state) => state === wanted,
  );
const kinds = async (id: string): Promise<readonly string[]> =>
  (await api.timeline(id)).body.entries.map(({ type }) => type);

test("B4: “shipped” of two channels is two states", async () => {
  const [typedIn, collected] = await Promise.all([send("pinduoduo"), send("dewu")]);
  await Promise.all([says(typedIn, "已发货", 1), says(collected, "已发货", 1)]);
  await comesTo(typedIn, "ORD_003");
  await comesTo(collected, "ORD_004");
});

test("B4: a late word does not take the order back, and the next one still moves it on", async () => {
  const id = await send("pinduoduo");
  await says(id, "已揽件", 20);
  await comesTo(id, "ORD_004");
  await says(id, "已发货", 10);
  await until(
    () => kinds(id),
    (types) => types.includes("event.emitted"),
  );
  expect(await fulfilment(id)).toBe("ORD_004");
  await says(id, "派件中", 30);
  await comesTo(id, "ORD_008");
});

test("B4: an unknown code is an incident that names it; its row published, trying again applies what waits, in order, also after a SIGKILL", async () => {
  const id = await send("douyin");
  await says(id, "已支付", 1);
  await comesTo(id, "ORD_002");
  await says(id, "仓库已交接", 2);
  const held = await until(
    async () => (await api.detail(id)).body,
    ({ row }) => row.status === "incident",
  );
  expect(JSON.stringify(held.row.next)).toContain("仓库已交接");
  // What comes meanwhile waits, and comes in the wrong order.
  await says(id, "已签收", 40);
  await says(id, "订单已发出", 30);
  expect(await fulfilment(id)).toBe("ORD_002");
  runtime.kill("SIGKILL");
  await runtime.ended;
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);

  await addRow("仓库已交接", "ORD_003");
  const { instanceId = "", activation } = held.row.next;
  await api
    .as("lin")
    .must("POST", `/v1/instances/${instanceId}/remedy`, { activation, remedy: "retry", reason: "补了一行" });
  await comesTo(id, "ORD_005");
  // Had the later word been applied first, the earlier one would only have been noted.
  const types = await kinds(id);
  expect(types.filter((type) => type === "order.amended")).toHaveLength(4);
  expect(types).not.toContain("event.emitted");
});

async function addRow(code: string, to: string): Promise<void> {
  const path = "/v1/definitions/decision/channel-status";
  const { definition } = await api.must<{ definition: MappingDecision }>("GET", `${path}/versions/latest`);
  const row = { id: "dy-handed-over", from: { channel: "douyin", code }, to };
  await api.must("PUT", `${path}/draft`, { ...definition, entries: [...definition.entries, row] });
  await api.must("POST", "/v1/publish", { drafts: [{ kind: "decision", id: "channel-status" }], note: "补一行" });
}
