import { connectorContract, type ContractBench, type ContractOptions } from "@orderloom/connector-sdk";
import type { JsonObject } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { createFinance } from "./finance/create-finance.ts";
import { createEcho } from "./http/create-echo.ts";
import { builtinConnectors } from "./index.ts";
import { createChat } from "./message/create-chat.ts";
import { createPostal, s10CheckDigit } from "./postal/create-postal.ts";
import { createWms } from "./wms/fake/create-wms.ts";

const order = {
  orderId: "OL-20261111-000001",
  lines: [
    { sku: "CL-100", quantity: 3 },
    { sku: "GF-9", quantity: 1 },
  ],
};
const gift = [{ sku: "GF-9", quantity: 1 }];

async function idOf(bench: ContractBench, action: string, input: JsonObject): Promise<string> {
  const answer = await bench.call(action, input);
  if (answer.kind !== "done") throw new Error(`${action} came to ${answer.outcome}`);
  const { output } = answer;
  if (typeof output !== "object" || output === null || !("id" in output) || typeof output["id"] !== "string")
    throw new Error(`${action} answered without an id`);
  return output["id"];
}
const reserved = (bench: ContractBench) => idOf(bench, "reserve-stock", order);
const picking = async (bench: ContractBench) =>
  idOf(bench, "create-pick-task", { reservationId: await reserved(bench) });

const contracts: Readonly<Record<string, ContractOptions>> = {
  wms: {
    start: async () => {
      const system = await createWms({ stock: { "CL-100": 100, "GF-9": 10 }, apiKey: "secret" });
      return { system, config: { baseUrl: system.url }, secrets: { apiKey: "secret" } };
    },
    samples: {
      "list-warehouses": { done: { skus: ["CL-100"] } },
      "check-stock": { done: { skus: ["CL-100", "CL-1000"] } },
      "reserve-stock": {
        done: order,
        outcomes: { "out-of-stock": { ...order, lines: [{ sku: "GF-9", quantity: 11 }] } },
      },
      "get-reservation": {
        done: async (bench) => {
          await bench.call("reserve-stock", order, { effectKey: "asked" });
          return { effectKey: "asked" };
        },
        outcomes: { "not-found": { effectKey: "never" } },
      },
      "release-stock": { done: async (bench) => ({ reservationId: await reserved(bench), lines: gift }) },
      "create-pick-task": { done: async (bench) => ({ reservationId: await reserved(bench) }) },
      "get-pick-task": {
        done: async (bench) => {
          await bench.call("create-pick-task", { reservationId: await reserved(bench) }, { effectKey: "asked" });
          return { effectKey: "asked" };
        },
        outcomes: { "not-found": { effectKey: "never" } },
      },
      "update-pick-task": {
        done: async (bench) => ({ pickTaskId: await picking(bench), withdraw: gift }),
        outcomes: {
          "too-late": async (bench) => {
            const pickTaskId = await picking(bench);
            await fetch(`${bench.system.url}/pick-tasks/${pickTaskId}/dispatch`, {
              method: "POST",
              headers: { "x-api-key": "secret" },
            });
            return { pickTaskId, withdraw: gift };
          },
        },
      },
    },
  },
  finance: {
    start: async () => {
      const system = await createFinance({ customers: { "b2b-1": { limit: 100_000, used: 20_000 } } });
      return { system, config: { baseUrl: system.url } };
    },
    samples: { "get-credit": { done: { customerId: "b2b-1" } } },
  },
  message: {
    start: async () => {
      const system = await createChat();
      return { system, config: { baseUrl: system.url }, secrets: { robotKey: "demo" } };
    },
    samples: { "notify-group": { done: { group: "warehouse", title: "赠品送完", text: "GF-9 只剩 0 件" } } },
  },
  postal: {
    start: async () => {
      const system = await createPostal();
      await fetch(`${system.url}/parcels`, { method: "POST", body: JSON.stringify({ numbers: ["RB473124829CN"] }) });
      return { system, config: { baseUrl: system.url } };
    },
    samples: {
      "validate-tracking": {
        done: { number: "RB473124829CN" },
        outcomes: { unknown: { number: "RB473124815CN" }, "wrong-format": { number: "SF1" } },
      },
    },
  },
  http: {
    start: async () => {
      const system = await createEcho();
      return { system, config: { hosts: [new URL(system.url).host] } };
    },
    samples: {
      get: { done: (bench) => Promise.resolve({ url: `${bench.system.url}/things/1` }) },
      request: {
        done: (bench) => Promise.resolve({ method: "POST", url: `${bench.system.url}/echo`, body: { pieces: 3 } }),
      },
    },
  },
};

test("a tracking number's check digit is that of the standard's own example", () => {
  expect(s10CheckDigit("47312482")).toBe(9);
});

test("every built-in connector keeps the contract", () => {
  expect(builtinConnectors.map(({ id }) => id).sort()).toEqual(Object.keys(contracts).sort());
});

for (const connector of builtinConnectors) {
  const contract = contracts[connector.id];
  if (contract === undefined) continue;
  describe(connector.id, () => {
    for (const { name, run } of connectorContract(connector, contract)) test(name, run);
  });
}
