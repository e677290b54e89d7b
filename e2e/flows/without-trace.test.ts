import { join } from "node:path";
import { s10CheckDigit } from "@orderloom/connectors-builtin";
import type { TaskList } from "@orderloom/api-contract";
import type { OrderInput } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { Api, until } from "../harness/api.ts";
import { testFolder } from "../harness/folder.ts";
import { endAfterTest, testRuntime, testWorld } from "../harness/test-runtime.ts";
import { startRuntime } from "../harness/runtime.ts";
import { order, line } from "./orders.ts";

const ORDERS = 1000;
const FIVE_HOURS_MS = 5 * 3_600_000;

const numberOf = (index: number): string => {
  const serial = String(47_000_000 + index);
  return `RB${serial}${String(s10CheckDigit(serial))}CN`;
};
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** Seventeen bad ones in four ways: unknown, of a strange format, with a slip in a digit, none for five hours. */
function attributesOf(index: number): NonNullable<OrderInput["attributes"]> {
  const good = numberOf(index);
  const dispatchedAt = ago(FIVE_HOURS_MS);
  if (index < 5) return { trackingNumber: good, dispatchedAt };
  if (index < 9) return { trackingNumber: `JX-${String(index)}`, dispatchedAt };
  if (index < 13)
    return { trackingNumber: `${good.slice(0, 10)}${String((Number(good[10]) + 1) % 10)}CN`, dispatchedAt };
  if (index < 17) return { dispatchedAt };
  // One of them has no number yet, and an hour is no reason to worry.
  if (index === 17) return { dispatchedAt: ago(3_600_000) };
  return { trackingNumber: good, dispatchedAt };
}
const UNKNOWN = [0, 1, 2, 3, 4];

/** Every order of it is on its way at once. */
const onItsWay = {
  kind: "workflow",
  schemaVersion: 1,
  id: "on-its-way",
  name: { en: "On its way" },
  role: "main",
  nodes: {
    start: { type: "start", stage: "ship", ports: { next: "mark" } },
    mark: { type: "amend", fulfilment: "ORD_004", ports: { next: "wait" } },
    wait: { type: "wait", until: { event: "shipment.signed" }, ports: { done: "end" } },
    end: { type: "end", outcome: "signed" },
  },
};

async function prepare(api: Api, world: { readonly postal: string; readonly chat: string }): Promise<void> {
  await api.must("PUT", "/v1/definitions/workflow/on-its-way/draft", onItsWay);
  await api.must("POST", "/v1/publish", { drafts: [{ kind: "workflow", id: "on-its-way" }], note: "test" });
  const routing = await api.call<object>("GET", "/v1/routing");
  await api.call(
    "PUT",
    "/v1/routing",
    { routes: [{ id: "all", workflow: "on-its-way" }] },
    {
      "if-match": routing.headers.get("etag") ?? "",
    },
  );
  await api.must("PUT", "/v1/connectors/postal/config", { config: { baseUrl: world.postal } });
  await api.must("PUT", "/v1/connectors/message/config", {
    config: { baseUrl: world.chat },
    secrets: { robotKey: "service" },
  });
  // By the clock it comes round at New Year; here a person has it come round.
  const parameters = { every: "0 0 1 1 *", again: "PT2S" };
  await api.must("POST", "/v1/templates/shipped-without-trace/import", { publish: true, note: "test", parameters });
}

/** Their ids, in the order of their numbers. */
async function send(api: Api): Promise<readonly string[]> {
  const orders = Array.from({ length: ORDERS }, (_, index) =>
    order("tmall", [line("1", "CL-100")], { channelOrderId: `T-${String(index)}`, attributes: attributesOf(index) }),
  );
  const ids: string[] = [];
  for (let from = 0; from < ORDERS; from += 500) {
    const { results } = await api.must<{ readonly results: readonly { readonly orderId: string }[] }>(
      "POST",
      "/v1/orders/batch",
      { orders: orders.slice(from, from + 500) },
    );
    ids.push(...results.map(({ orderId }) => orderId));
  }
  return ids;
}

const tickets = async (api: Api): Promise<TaskList["items"]> =>
  (await api.tasks("?group=service&limit=200")).body.items;
const startNow = (
  api: Api,
): Promise<{ readonly status: number; readonly body: { readonly started: number; readonly leftOut: number } }> =>
  api.call("POST", "/v1/definitions/workflow/shipped-without-trace/start", {});

async function tell(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

test("B11: 1,000 shipped orders, 17 bad in four ways: 17 tickets, none twice, though the authority is slow, the run dies and comes round again; one that turns good closes by itself", async () => {
  const folder = testFolder();
  const world = await testWorld(join(folder, "world"));
  const data = join(folder, "data");
  const first = await testRuntime({ data });
  const api = new Api(first.url);
  await prepare(api, world);
  const known = Array.from({ length: ORDERS }, (_, index) => index).filter((index) => !UNKNOWN.includes(index));
  await tell(world.postal, "/parcels", { numbers: known.map(numberOf) });
  const ids = await send(api);
  await until(
    () => api.counts(),
    ({ body }) => (body.byStatus["waiting"] ?? 0) === ORDERS,
  );
  await tell(world.postal, "/control", { action: "validate-tracking", mode: "slow", delayMs: 120, times: 400 });
  const round = startNow(api);
  await until(
    () => tickets(api),
    (open) => open.length > 0,
  );
  first.kill("SIGKILL");
  await round.catch(() => undefined);
  await first.ended;

  const second = await startRuntime({ data });
  endAfterTest(second);
  const again = new Api(second.url);
  // Two come round while what was cut off still runs.
  const rounds = await Promise.all([startNow(again), startNow(again)]);
  expect(rounds.map(({ status }) => status)).toEqual([202, 202]);
  await until(
    () => again.counts(),
    ({ body }) => (body.byStatus["waiting"] ?? 0) === ORDERS - 17 && (body.byStatus["held"] ?? 0) === 17,
    60_000,
  );
  const open = await tickets(again);
  expect(open.map(({ orderId }) => orderId).sort()).toEqual(ids.slice(0, 17).sort());
  const messages = (await (await fetch(`${world.chat}/messages?limit=200`)).json()) as readonly { content: string }[];
  expect(messages.length).toBeLessThanOrEqual(17);
  expect(new Set(messages.map(({ content }) => content)).size).toBe(messages.length);

  await tell(world.postal, "/parcels", { numbers: [numberOf(0)] });
  await until(
    () => tickets(again),
    (left) => left.length === 16,
  );
  const { entries } = (await again.timeline(ids[0] ?? "")).body;
  const told = entries.find(({ type }) => type === "task.withdrawn");
  expect(told?.sentence?.en ?? told?.title.en).toMatch(/withdrawn|no longer/i);
}, 180_000);
