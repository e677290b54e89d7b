import { expect, test } from "vitest";
import type { EventBody, EventType, OrderLoomEvent } from "../schema/event.ts";
import { eventSchemas } from "../schema/event.ts";
import { describeEvent } from "./event-text.ts";
import type { EventContext } from "./event-words.ts";

const context: EventContext = {
  workflow: {
    kind: "workflow",
    schemaVersion: 1,
    id: "credit",
    name: { "zh-CN": "账期订单审核", en: "Credit-term review" },
    role: "main",
    nodes: {
      review: {
        type: "task",
        name: { "zh-CN": "财务审核", en: "Finance review" },
        group: "finance",
        outcomes: [{ id: "approve", name: { "zh-CN": "通过", en: "Approve" } }],
        ports: {},
      },
      reserve: {
        type: "action",
        name: { "zh-CN": "锁定库存", en: "Reserve stock" },
        action: { connector: "wms", name: "reserve-stock" },
        ports: {},
      },
      each: {
        type: "foreach",
        name: { "zh-CN": "每行锁库存", en: "Reserve each line" },
        items: "=order.lines",
        as: "line",
        ports: {},
      },
      stuck: {
        type: "raise",
        incident: "out-of-stock",
        message: { "zh-CN": "仓库没有库存", en: "The warehouse has no stock" },
      },
    },
  },
  groupName: () => ({ "zh-CN": "财务", en: "Finance" }),
  connectorName: () => ({ "zh-CN": "WMS", en: "WMS" }),
  channelName: () => ({ "zh-CN": "抖音", en: "Douyin" }),
};
const envelope = {
  id: "e",
  v: 1,
  at: 0,
  organisationId: "main",
  seq: 1,
  actor: { kind: "person", id: "chen", name: "陈思远", groups: [] },
} as const;
const event = (body: EventBody) => ({ ...envelope, ...body }) as unknown as OrderLoomEvent; // a body with its own envelope

const each = { nodeId: "each", activation: 3 };
const cases: [string, EventBody, string, string, string][] = [
  [
    "a loop begins",
    { type: "foreach.opened", data: { ...each, items: 3, atOnce: 2 } },
    "每行锁库存",
    "逐项处理，共 3 项，同时最多 2 项",
    "3 items, at most 2 at once",
  ],
  [
    "an item begins",
    { type: "foreach.item-started", data: { ...each, item: 2, of: 3 } },
    "每行锁库存：第 2 项，共 3 项",
    "开始",
    "Begins",
  ],
  [
    "an item fails",
    { type: "foreach.item-failed", data: { ...each, item: 2, of: 3, incident: "sold-out", undone: 1 } },
    "每行锁库存：第 2 项，共 3 项",
    "没有办成；撤回 1 件已办的事",
    "It failed; 1 thing taken back",
  ],
  [
    "a loop is done",
    { type: "foreach.ended", data: { ...each, items: 3, failed: 1, withdrawn: [] } },
    "每行锁库存",
    "3 项都过了，1 项没有办成",
    "3 items gone through, 1 failed",
  ],
  [
    "something happens inside an item",
    {
      type: "incident.raised",
      data: { nodeId: "stuck", activation: 7, inItem: { item: 2, of: 3 }, incident: "out-of-stock" },
    },
    "stuck",
    "第 2 项，共 3 项；仓库没有库存",
    "Item 2 of 3; The warehouse has no stock",
  ],
  [
    "an order comes in",
    {
      type: "order.received",
      data: { channel: "douyin", channelOrderId: "D1", lines: 2, total: 1280, currency: "CNY" },
    },
    "收到订单",
    "抖音，2 行，已去重并落盘",
    "Douyin, 2 lines, deduplicated and on disk",
  ],
  [
    "a person must look",
    {
      type: "task.opened",
      data: {
        nodeId: "review",
        activation: 1,
        taskId: "t",
        group: "finance",
        approvals: 2,
        dueAt: Date.UTC(2026, 10, 11, 12, 14, 31),
      },
    },
    "财务审核",
    "等财务处理；要 2 个人同意；期限 2026-11-11 20:14:31",
    "Waiting for Finance; 2 people must agree; due 2026-11-11 20:14:31",
  ],
  [
    "somebody decides many at once",
    {
      type: "task.decided",
      data: { nodeId: "review", activation: 1, taskId: "t", outcome: "approve", batch: 198, reason: "已核实" },
    },
    "财务审核：通过",
    "陈思远一次决定 198 单；理由「已核实」",
    "陈思远 decided 198 at once; reason “已核实”",
  ],
  [
    "a call fails and is tried again",
    {
      type: "call.failed",
      data: {
        nodeId: "reserve",
        activation: 2,
        connector: "wms",
        action: "reserve-stock",
        effectKey: "k",
        attempt: 1,
        tookMs: 12,
        message: "503",
        retryAt: 0,
      },
    },
    "锁定库存",
    "WMS 没办成：503；1970-01-01 08:00:00 再试",
    "WMS failed: 503; trying again at 1970-01-01 08:00:00",
  ],
  [
    "a gift goes with its line",
    { type: "order.amended", data: { change: "order.line-cancelled", revision: 3, lines: ["1"], withdrawn: ["g1"] } },
    "取消了一行",
    "第 1 行；跟着它的赠品（g1）一起收回",
    "Line 1; the gift that came with it (g1) is withdrawn",
  ],
  [
    "a drawn incident speaks for itself",
    { type: "incident.raised", data: { nodeId: "stuck", activation: 3, incident: "out-of-stock" } },
    "stuck",
    "仓库没有库存",
    "The warehouse has no stock",
  ],
  [
    "an order waits for a workflow that is paused",
    { type: "order.unrouted", data: { tried: 2, waitsFor: "careful", reason: "盘点" } },
    "等「careful」恢复接单",
    "理由「盘点」",
    "Reason “盘点”",
  ],
  [
    "a workflow goes on",
    { type: "workflow.resumed", data: { workflow: "careful", waiting: 3, reason: "盘完了" } },
    "「careful」恢复接单",
    "等着的订单：3；理由「盘完了」",
    "Orders that had waited: 3; reason “盘完了”",
  ],
];

test.each(cases)("%s", (_name, body, title, zh, en) => {
  const told = describeEvent(event(body), context);
  expect([told.title["zh-CN"], told.sentence?.["zh-CN"], told.sentence?.en]).toEqual([title, zh, en]);
});

test("every type of event has words", () => {
  const bare = {
    nodeId: "n",
    activation: 1,
    data: {},
    names: [],
    branches: [],
    arrived: [],
    withdrawn: [],
    taskId: "t",
    group: "g",
    outcome: "o",
    event: "a.b",
    incident: "i",
    calls: 1,
    tookMs: 1,
    message: "m",
    handlerId: "h",
    tried: 1,
    workflow: "w",
    waiting: 1,
    version: 1,
    note: "n",
  };
  for (const type of Object.keys(eventSchemas)) {
    const told = describeEvent(event({ type: type as EventType, data: bare } as unknown as EventBody), {});
    expect(told.title["zh-CN"], type).not.toBe("");
    expect(told.title.en, type).not.toBe("");
  }
});
