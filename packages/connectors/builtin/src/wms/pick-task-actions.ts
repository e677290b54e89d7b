import { defineAction, outcome } from "@orderloom/connector-sdk";
import { Type } from "typebox";
import { callWms, fromWms } from "./call.ts";
import { WmsConfig } from "./config.ts";
import { KeptLines, PickTask, StockLines } from "./shapes.ts";

const strict = { additionalProperties: false } as const;

export const createPickTask = defineAction({
  name: { "zh-CN": "下发拣货", en: "Create pick task" },
  description: {
    "zh-CN": "把锁好的货交给仓库去拣；从这一刻起仓库会动手。",
    en: "Hands the reserved lines to the warehouse, which starts to pick.",
  },
  idempotency: "idempotency-key",
  effect: "write",
  commits: true,
  query: "get-pick-task",
  timeout: "PT10S",
  config: WmsConfig,
  input: Type.Object({ reservationId: Type.String({ minLength: 1 }) }, strict),
  output: PickTask,
  run: async (input, ctx) => {
    const { body } = await callWms(ctx, "POST", "/pick-tasks", { body: input });
    return fromWms(PickTask, body);
  },
});

export const getPickTask = defineAction({
  name: { "zh-CN": "查下发结果", en: "Look up a pick task" },
  idempotency: "idempotent",
  effect: "read",
  timeout: "PT5S",
  config: WmsConfig,
  input: Type.Object({ effectKey: Type.String({ minLength: 1 }) }, strict),
  output: PickTask,
  outcomes: { "not-found": { name: { "zh-CN": "没有下发过", en: "Never created" } } },
  run: async (input, ctx) => {
    const path = `/pick-tasks/by-key/${encodeURIComponent(input.effectKey)}`;
    const { status, body } = await callWms(ctx, "GET", path, { accept: [404] });
    return status === 404 ? outcome("not-found") : fromWms(PickTask, body);
  },
});

export const updatePickTask = defineAction({
  name: { "zh-CN": "撤拣货行", en: "Withdraw from a pick task" },
  description: {
    "zh-CN": "撤下写明的几行（withdraw），只留写明的几行（keep），或整个取消。包裹已经出库时撤不回来。",
    en: "Takes lines out, keeps only those named, or cancels it. Once the parcel has left there is nothing to take out.",
  },
  idempotency: "idempotency-key",
  effect: "write",
  commits: true,
  timeout: "PT10S",
  config: WmsConfig,
  input: Type.Object(
    {
      pickTaskId: Type.String({ minLength: 1 }),
      withdraw: Type.Optional(StockLines),
      keep: Type.Optional(KeptLines),
      cancel: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  output: PickTask,
  outcomes: { "too-late": { name: { "zh-CN": "已经出库", en: "Already dispatched" } } },
  run: async ({ pickTaskId, ...change }, ctx) => {
    const path = `/pick-tasks/${encodeURIComponent(pickTaskId)}/update`;
    const { status, body } = await callWms(ctx, "POST", path, { body: change, accept: [409] });
    return status === 409 ? outcome("too-late") : fromWms(PickTask, body);
  },
});
