import type { Definition, JsonObject } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { channelActor, openTestHost, publishAs, type TestHost } from "./testing/test-host.ts";

let files: TemporaryFolder;
let open: TestHost;

beforeEach(async () => {
  files = temporaryFolder();
  open = await openTestHost({ folder: files.folder });
  await publishAs(open.store, 1, shown);
  await publishAs(open.store, 2, doubled);
  await open.host.stop();
  open = await openTestHost({ folder: files.folder });
});
afterEach(async () => {
  await open.host.stop();
  files.remove();
});

/** Says back what rules see of an order. */
const shown: Definition = {
  kind: "decision",
  schemaVersion: 1,
  id: "shown",
  name: { en: "What rules see" },
  type: "expression",
  entries: [
    { id: "total", value: "=order.total" },
    { id: "unitPrices", value: "=order.lines.unitPrice" },
    { id: "gifts", value: "=count(order.gifts)" },
    { id: "hour", value: "=now.hour" },
  ],
  result: "={total: total, unitPrices: unitPrices, gifts: gifts, hour: hour}",
};

/** Calls the one above. */
const doubled: Definition = {
  kind: "decision",
  schemaVersion: 1,
  id: "doubled",
  name: { en: "Twice the total" },
  type: "expression",
  calls: [{ id: "seen", decision: "shown" }],
  entries: [],
  result: "=seen.total * 2",
};

const seen = async (facts: JsonObject): Promise<unknown> => {
  const answer = await open.host.evaluate("shown", undefined, facts, { trace: false, fetch: false });
  return answer.kind === "value" ? answer.value : answer;
};
const json = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject; // an object, of JSON

const asRulesSee = { total: 1280, unitPrices: [260, 250], gifts: 0 };

it("an order as a channel sends it is shown as a turn shows it", async () => {
  const order = json(JSON.parse(sampleOrder(1).text));
  expect(await seen({ order })).toMatchObject(asRulesSee);
});

it("so is an order as the runtime keeps it, with its amendments", async () => {
  const accepted = await open.host.accept(sampleOrder(2), channelActor);
  const record = await open.host.order(accepted.kind === "accepted" ? accepted.orderId : "");
  expect(await seen({ order: json(record?.order) })).toMatchObject(asRulesSee);
});

it.each<[string, JsonObject, object]>([
  ["plain facts", { total: 1280 }, { total: 1280 }],
  ["one amount as an order has it", { total: { minorUnits: 128_050, currency: "CNY" } }, { total: 1280.5 }],
  ["a foreign amount stays one", { total: { minorUnits: 100, currency: "USD" } }, { total: { currency: "USD" } }],
  ["facts of lines", { lines: [{ unitPrice: 9.9 }], gifts: [{}] }, { unitPrices: [9.9], gifts: 1 }],
])("a part of an order is taken as it is: %s", async (_, order, expected) => {
  expect(await seen({ order })).toMatchObject(expected);
});

it("`now` is the moment of the question, or the one that was given", async () => {
  expect(await seen({ order: { total: 1 } })).toMatchObject({ hour: expect.any(Number) as number });
  expect(await seen({ order: { total: 1 }, now: "2026-11-11T09:30:00+08:00" })).toMatchObject({ hour: 9 });
});

it("a decision may call another one that is in force", async () => {
  const answer = await open.host.evaluate(
    "doubled",
    undefined,
    { order: { total: 1280 } },
    { trace: true, fetch: false },
  );
  expect(answer).toMatchObject({ value: 2560, trace: { calls: [{ id: "seen", decision: "shown" }] } });
});
