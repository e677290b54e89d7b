import type { ConnectorAnswer, FakeSystem } from "@orderloom/connector-sdk";
import type { JsonObject } from "@orderloom/rule-dsl";
import { Type } from "typebox";
import { Parse } from "typebox/value";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wmsConnector } from "../wms-connector.ts";
import { createWms } from "./create-wms.ts";

let wms: FakeSystem;
beforeEach(async () => {
  wms = await createWms({
    stock: [
      { code: "HZ", name: "杭州仓", city: "杭州市", stock: { "CL-100": 10, "GF-9": 2 } },
      { code: "GZ", name: "广州仓", city: "广州市", stock: { "CL-100": 10, "SR-20": 5 } },
    ],
  });
});
afterEach(() => wms.stop());

let keys = 0;
const call = (action: string, input: JsonObject, effectKey = `key-${++keys}`): Promise<ConnectorAnswer> =>
  wmsConnector.invoke(action, input, {
    effectKey,
    attempt: 1,
    config: { baseUrl: wms.url },
    secrets: {},
    signal: AbortSignal.timeout(10_000),
  });
const reserve = (lines: readonly { sku: string; quantity: number }[], orderId = "OL-1", key?: string) =>
  call("reserve-stock", { orderId, lines: [...lines] }, key);
const one = (sku: string, quantity = 1) => ({ sku, quantity });

const Levels = Type.Array(Type.Object({ warehouse: Type.String(), available: Type.Integer() }));

async function available(sku: string): Promise<Readonly<Record<string, number>>> {
  const answer = await call("check-stock", { skus: [sku] });
  const levels = Parse(Levels, answer.output);
  return Object.fromEntries(levels.map(({ warehouse, available: pieces }) => [warehouse, pieces]));
}

describe("reserving", () => {
  test("takes the first warehouse that has every line", async () => {
    expect(await reserve([one("CL-100"), one("SR-20")])).toMatchObject({ kind: "done", output: { warehouse: "GZ" } });
  });
  test("adds up lines of the same SKU", async () => {
    const answer = await reserve([one("GF-9"), one("GF-9"), one("GF-9")]);
    const missing = [{ sku: "GF-9", wanted: 3, available: 2 }];
    expect(answer).toMatchObject({ kind: "outcome", outcome: "out-of-stock", output: { missing } });
  });
  test("holds all lines or none", async () => {
    await reserve([one("CL-100", 5), one("GF-9", 3)]);
    expect(await available("CL-100")).toEqual({ HZ: 10, GZ: 10 });
  });
  test("out of stock may come to be in stock under the same key", async () => {
    expect((await reserve([one("GF-9", 3)], "OL-1", "same")).kind).toBe("outcome");
    await fetch(`${wms.url}/stock`, { method: "POST", body: '{"warehouse":"HZ","sku":"GF-9","available":3}' });
    expect((await reserve([one("GF-9", 3)], "OL-1", "same")).kind).toBe("done");
  });
  test("two hundred at once never take more than there is", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => reserve([one("CL-100")], `OL-${n}`)));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(20);
    expect(await available("CL-100")).toEqual({ HZ: 0, GZ: 0 });
  });
  test("the same key with another content is refused", async () => {
    await reserve([one("CL-100")], "OL-1", "same");
    await expect(reserve([one("CL-100", 2)], "OL-1", "same")).rejects.toThrow("idempotency-key-reused");
  });
});

describe("giving back", () => {
  const held = [one("CL-100", 3), one("GF-9")];
  const release = (change: JsonObject) => call("release-stock", { reservationId: "RSV-000001", ...change });
  beforeEach(() => reserve(held));

  test.each([
    ["everything", {}, [], 10],
    ["a line", { lines: [one("CL-100", 2)] }, [one("CL-100", 1), one("GF-9")], 9],
    ["no more than is held", { lines: [one("CL-100", 99)] }, [one("GF-9")], 10],
    ["all but what is to stay", { keep: [one("GF-9")] }, [one("GF-9")], 10],
    ["nothing when all is to stay", { keep: [...held, one("SR-20", 9)] }, held, 7],
  ])("%s", async (_, change: JsonObject, lines, left) => {
    expect(await release(change)).toMatchObject({ kind: "done", output: { lines } });
    expect(await available("CL-100")).toMatchObject({ HZ: left });
  });

  test("twice gives back once", async () => {
    await release({});
    await release({});
    expect(await available("CL-100")).toMatchObject({ HZ: 10 });
  });
  test("two changes that overtake each other end the same", async () => {
    await release({ keep: [one("CL-100", 1)] });
    expect(await release({ keep: [one("CL-100", 3), one("GF-9")] })).toMatchObject({
      output: { lines: [one("CL-100", 1)] },
    });
  });
});

describe("picking", () => {
  const update = (change: JsonObject) => call("update-pick-task", { pickTaskId: "PCK-000001", ...change });
  const dispatch = () => fetch(`${wms.url}/pick-tasks/PCK-000001/dispatch`, { method: "POST" });
  beforeEach(async () => {
    await reserve([one("CL-100", 3), one("GF-9")]);
    await call("create-pick-task", { reservationId: "RSV-000001" });
  });

  test("a line is withdrawn", async () => {
    const output = { state: "open", lines: [one("CL-100", 3)] };
    expect(await update({ withdraw: [one("GF-9")] })).toMatchObject({ kind: "done", output });
  });
  test("nothing left to pick is a cancelled task", async () => {
    expect(await update({ keep: [] })).toMatchObject({ output: { state: "cancelled", lines: [] } });
  });
  test("once it has left it is too late", async () => {
    await dispatch();
    expect(await update({ cancel: true })).toEqual({ kind: "outcome", outcome: "too-late" });
    await expect(call("release-stock", { reservationId: "RSV-000001" })).rejects.toThrow("already-dispatched");
  });
  test("what is given back is not picked", async () => {
    await call("release-stock", { reservationId: "RSV-000001", keep: [one("GF-9")] });
    expect(await update({ withdraw: [one("SR-20")] })).toMatchObject({ output: { lines: [one("GF-9")] } });
  });
});

test("what it was told: duplicates are counted apart, an order held twice is named", async () => {
  await reserve([one("CL-100")], "OL-1", "a");
  await reserve([one("CL-100")], "OL-1", "a");
  await reserve([one("CL-100")], "OL-1", "b");
  await reserve([one("GF-9", 9)], "OL-2", "c");
  wms.control({ action: "reserve-stock", mode: "fail", times: 1 });
  await expect(reserve([one("CL-100")], "OL-3", "d")).rejects.toThrow("503");
  const { actions, entries } = wms.told({ action: "reserve-stock" });
  expect(actions["reserve-stock"]).toEqual({ calls: 5, acted: 2, repeated: 1, refused: 1, failed: 1 });
  expect(entries.find(({ key }) => key === "a")).toMatchObject({ calls: 2, acted: 1, repeated: 1, lastStatus: 201 });
  const reservations: unknown = await (await fetch(`${wms.url}/reservations`)).json();
  expect(reservations).toMatchObject({ count: 2, ordersReservedTwice: ["OL-1"] });
});

test.each([
  ["something that is no mode", { mode: "sulk" }],
  ["a number that is none", { mode: "slow", delayMs: "long" }],
  ["a list", []],
])("control refuses %s", async (_, body) => {
  const response = await fetch(`${wms.url}/control`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(400);
});
