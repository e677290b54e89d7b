import type { NextStep, OrderCounts, OrderRow, OrderStatus, StageList } from "@orderloom/api-contract";

/** Orders for tests and drawings: always the same ones for the same number. */
export const stages: StageList["stages"] = [
  { id: "intake", name: { "zh-CN": "接单", en: "Intake" } },
  { id: "decide", name: { "zh-CN": "判定", en: "Decide" } },
  { id: "review", name: { "zh-CN": "复核", en: "Review" } },
  { id: "gift", name: { "zh-CN": "赠品", en: "Gifts" } },
  { id: "reserve", name: { "zh-CN": "锁库", en: "Reserve" } },
  { id: "release", name: { "zh-CN": "下发", en: "Release" } },
  { id: "pack", name: { "zh-CN": "打包", en: "Pack" } },
  { id: "collect", name: { "zh-CN": "揽收", en: "Collect" } },
  { id: "sign", name: { "zh-CN": "签收", en: "Signed" } },
];

export const channels = [
  { id: "tmall", prefix: "TM", name: { "zh-CN": "天猫", en: "Tmall" } },
  { id: "jd", prefix: "JD", name: { "zh-CN": "京东", en: "JD" } },
  { id: "douyin", prefix: "DY", name: { "zh-CN": "抖音", en: "Douyin" } },
  { id: "pdd", prefix: "PDD", name: { "zh-CN": "拼多多", en: "Pinduoduo" } },
  { id: "xhs", prefix: "XHS", name: { "zh-CN": "小红书", en: "Xiaohongshu" } },
  { id: "b2b", prefix: "B2B", name: { "zh-CN": "企业采购", en: "B2B" } },
];

const names = [
  "李*婷",
  "王*",
  "赵*明",
  "刘*",
  "何*军",
  "林*",
  "周*",
  "孙*丽",
  "黄*",
  "吴*芳",
  "郑*",
  "钱*华",
  "冯*",
  "陈*",
];
const cycle: readonly OrderStatus[] = [
  "running",
  "held",
  "running",
  "done",
  "waiting",
  "done",
  "running",
  "done",
  "incident",
  "done",
  "running",
  "cancelled",
];

const MINUTE = 60_000;

/** A small generator that gives the same numbers for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function nextOf(status: OrderStatus, index: number): NextStep {
  const at = `OL-20261111-${100_000 + index}/gift-binding`;
  switch (status) {
    case "held":
      return {
        kind: "task",
        taskId: `${at}/4`,
        text: { "zh-CN": "等主管：主管复核", en: "Supervisor to do: supervisor review" },
      };
    case "incident":
      return {
        kind: "incident",
        instanceId: at,
        activation: 7,
        text: { "zh-CN": "SR-20 在 HZ、WH 缺货，GZ 有 18 件", en: "SR-20 is out of stock in HZ and WH; GZ has 18" },
        remedies: [
          { id: "retry", name: { "zh-CN": "再试一次", en: "Try again" } },
          { id: "other-warehouse", name: { "zh-CN": "改从 GZ 发", en: "Ship from GZ" } },
        ],
      };
    case "waiting":
      return { kind: "call", text: { "zh-CN": "等 WMS 应答", en: "Waiting for WMS" } };
    case "running":
      return { kind: "timer", text: { "zh-CN": "波次 W-1111-208", en: "Wave W-1111-208" } };
    case "received":
    case "unrouted":
    case "done":
    case "cancelled":
      return { kind: "none", text: { "zh-CN": "", en: "" } };
  }
}

/** The `index`-th order, received `index` minutes before `now`. */
export function fakeOrder(index: number, now: number, change: Partial<OrderRow> = {}): OrderRow {
  const random = numbersFrom(index + 1);
  const status = change.status ?? cycle[index % cycle.length] ?? "running";
  const channel = channels[index % channels.length] ?? { id: "tmall", prefix: "TM" };
  const reached = status === "done" ? stages.length - 1 : status === "held" ? 2 : 1 + Math.floor(random() * 7);
  const receivedAt = now - index * MINUTE - Math.floor(random() * 30_000);
  const passed = stages.slice(0, reached + 1).map(({ id }, stage) => ({
    stage: id,
    at: receivedAt + stage * 1000,
    ...(stage === 2 && random() > 0.6 ? { slackMs: 16 * MINUTE } : {}),
  }));
  const number = String(100_000 + index);
  return {
    id: `OL-20261111-${number}`,
    shortNumber: `${channel.prefix}·${number}`,
    channel: channel.id,
    channelOrderId: `${channel.prefix}20261111200${number}`,
    receivedAt,
    placedAt: new Date(receivedAt - 1000).toISOString(),
    customer: names[index % names.length] ?? "李*",
    total: { minorUnits: Math.floor(random() * 280_000) + 990, currency: "CNY" },
    lineCount: 1 + (index % 3),
    status,
    workflow: "gift-binding",
    workflowVersion: 7,
    stage: stages[reached]?.id ?? "intake",
    stages: passed,
    since: receivedAt + Math.floor(random() * index * MINUTE),
    stuck: status === "incident" || (status === "held" && index % 24 === 1),
    next: nextOf(status, index),
    ...change,
  };
}

export function countsOf(rows: readonly OrderRow[], asOf: number): OrderCounts {
  const count = (keyOf: (row: OrderRow) => string | undefined) => {
    const counted: Record<string, number> = {};
    for (const row of rows) {
      const key = keyOf(row);
      if (key !== undefined) counted[key] = (counted[key] ?? 0) + 1;
    }
    return counted;
  };
  return {
    total: rows.length,
    byStatus: count((row) => row.status),
    byStage: count((row) => row.stage),
    byChannel: count((row) => row.channel),
    stuck: rows.filter((row) => row.stuck).length,
    asOf,
  };
}
