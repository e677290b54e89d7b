import type { OrderDetail, OrderRow, Timeline, TimelineEntry } from "@orderloom/api-contract";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";

const name = (zh: string, en: string) => ({ "zh-CN": zh, en });

/** The workflow that the fake orders walk: the documents' peak-hour review, shortened. */
export const fakeWorkflow: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "gift-binding",
  name: name("直播高峰复核", "Peak-hour review"),
  role: "main",
  nodes: {
    start: { type: "start", ports: { next: "peak-check" } },
    "peak-check": {
      type: "switch",
      name: name("高峰复核判定", "Peak review check"),
      cases: [{ id: "review", when: { all: [] } }],
      ports: { review: "hold", otherwise: "gifts" },
    },
    hold: {
      type: "parallel",
      name: name("挂起，两路同时等", "Hold, wait for either"),
      branches: [{ id: "person" }, { id: "calm" }],
      ports: { person: "supervisor", calm: "until-calm" },
    },
    supervisor: {
      type: "task",
      name: name("主管复核", "Supervisor review"),
      group: "supervisor",
      outcomes: [{ id: "approve" }, { id: "reject" }],
      ports: { approve: "either", reject: "rejected" },
    },
    "until-calm": { type: "wait", for: "PT30M", ports: { done: "either" } },
    either: { type: "join", of: "hold", when: "any", ports: { done: "gifts" } },
    gifts: { type: "decision", decision: "gift-binding", ports: { done: "reserve", error: "reserve" } },
    reserve: {
      type: "action",
      name: name("锁定库存", "Reserve stock"),
      action: { connector: "wms", name: "reserve-stock" },
      ports: { done: "release", "out-of-stock": "failed", error: "failed" },
    },
    release: {
      type: "action",
      name: name("下发仓库", "Release to warehouse"),
      action: { connector: "wms", name: "create-pick-task" },
      ports: { done: "released", error: "failed" },
    },
    released: { type: "end", outcome: "released" },
    rejected: { type: "end", outcome: "cancelled", compensate: true },
    failed: { type: "raise", incident: "release-failed" },
  },
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface Told {
  readonly at: number;
  readonly type: string;
  readonly category: TimelineEntry["category"];
  readonly title: readonly [zh: string, en: string];
  readonly sentence?: readonly [zh: string, en: string];
  readonly more?: Partial<TimelineEntry>;
}

function told(row: OrderRow): Told[] {
  const start = row.receivedAt;
  const isHeld = row.status === "held";
  const decided = start + 16 * MINUTE + 38 * SECOND;
  const waits = {
    for: "people" as const,
    dueAt: start + 30 * MINUTE,
    ...(isHeld ? {} : { until: decided, ms: decided - start }),
  };
  const first: Told[] = [
    {
      at: start,
      type: "order.received",
      category: "boundary",
      title: ["收到订单", "Order received"],
      sentence: ["抖音推送，2 行，¥1,280.00", "From Douyin, 2 lines, ¥1,280.00"],
    },
    {
      at: start,
      type: "instance.started",
      category: "boundary",
      title: ["走「直播高峰复核」第 7 版", "Takes “Peak-hour review”, version 7"],
      more: { major: false },
    },
    {
      at: start,
      type: "switch.taken",
      category: "decision",
      title: ["高峰复核判定", "Peak review check"],
      sentence: [
        "本小时 241 单，对基线 40 单增 502.5 %，超过 500 %；订单金额 ¥1,280 ≥ ¥500，因此送人工复核",
        "241 orders this hour, 502.5 % above the baseline of 40, over 500 %; order total ¥1,280 ≥ ¥500, so it goes to review",
      ],
      more: {
        why: [
          {
            held: true,
            text: name("增幅超过 500 %", "Growth is over 500 %"),
            distance: name("现为 502.5 %", "now 502.5 %"),
          },
          {
            held: true,
            text: name("金额不低于 ¥500", "Total is at least ¥500"),
            distance: name("现为 ¥1,280", "now ¥1,280"),
          },
        ],
        whyNot: [
          {
            held: false,
            text: name("增幅不超过 500 %", "Growth is at most 500 %"),
            distance: name("现为 502.5 %，少 1 单即可", "now 502.5 %, one order fewer would do"),
          },
          {
            held: false,
            text: name("金额低于 ¥500，且不超过 20 行", "Total below ¥500 and at most 20 lines"),
            distance: name("现为 ¥1,280，多 ¥780.01", "now ¥1,280, ¥780.01 too much"),
          },
          {
            held: false,
            text: name("客户是企业或白名单", "Customer is a business or allow-listed"),
            distance: name("现为普通会员", "now a plain member"),
          },
        ],
      },
    },
    {
      at: start,
      type: "parallel.opened",
      category: "structure",
      title: ["挂起，两路同时等", "Hold, wait for either"],
      sentence: ["等主管复核，同时等增幅低于 300 %", "Waits for the supervisor, and for growth below 300 %"],
      more: { waits, tone: "held" },
    },
  ];
  if (isHeld) return first;
  return [
    ...first,
    {
      at: decided,
      type: "task.decided",
      category: "human",
      title: ["主管复核：通过", "Supervisor review: approved"],
      sentence: [
        "陈* 一次决定 198 单，理由「直播加场，已与主播方核实」",
        "Chen* decided 198 orders at once, reason “extra show, checked with the host”",
      ],
      more: { tone: "good" },
    },
    {
      at: decided,
      type: "decision.made",
      category: "decision",
      title: ["赠品绑定", "Gift binding"],
      sentence: [
        "抖音，CL-100 一字不差，3 件 ≥ 1 件，因此送 GF-9 × 1",
        "Douyin, CL-100 to the letter, 3 pieces ≥ 1, so GF-9 × 1 is given",
      ],
      more: { why: [{ held: true, text: name("SKU 是 CL-100", "SKU is CL-100") }] },
    },
    {
      at: decided + 6000,
      type: "call.completed",
      category: "action",
      title: ["锁定库存", "Reserve stock"],
      sentence: ["HZ 仓 2 行与赠品都有货，单号 R-20611", "HZ has both lines and the gift, number R-20611"],
    },
    ...(row.status === "incident"
      ? [
          {
            at: decided + 7000,
            type: "incident.raised",
            category: "boundary" as const,
            title: ["断在「下发仓库」", "Broke at “Release to warehouse”"] as const,
            sentence: ["SR-20 在 HZ、WH 缺货", "SR-20 is out of stock in HZ and WH"] as const,
            more: { tone: "incident" as const },
          },
        ]
      : [
          {
            at: decided + 6100,
            type: "call.requested",
            category: "action" as const,
            title: ["送出下发请求", "Release requested"] as const,
            more: { major: false },
          },
          {
            at: decided + 7000,
            type: "call.completed",
            category: "action" as const,
            title: ["下发仓库", "Release to warehouse"] as const,
            sentence: ["WMS 受理，波次 W-1111-208", "WMS accepted, wave W-1111-208"] as const,
          },
        ]),
  ];
}

export function fakeTimeline(row: OrderRow): Timeline {
  const entries = told(row).map(({ at, type, category, title, sentence, more }, index): TimelineEntry => ({
    id: `${row.id}/${index}`,
    seq: index,
    at,
    type,
    category,
    title: name(...title),
    ...(sentence === undefined ? {} : { sentence: name(...sentence) }),
    why: [],
    whyNot: [],
    major: true,
    tone: "plain",
    ...more,
  }));
  return { orderId: row.id, entries };
}

export function fakeDetail(row: OrderRow): OrderDetail {
  const instanceId = `${row.id}/gift-binding`;
  const start = row.receivedAt;
  const isHeld = row.status === "held";
  const decided = start + 16 * MINUTE + 38 * SECOND;
  const walked = ["start", "peak-check", "hold", "supervisor"];
  const after = ["either", "gifts", "reserve", ...(row.status === "incident" ? ["failed"] : ["release", "released"])];
  const path = isHeld ? walked : [...walked, ...after];
  const call = (at: number, action: string, zh: string, en: string, said: string, tookMs: number) => ({
    at,
    effectKey: `${instanceId}/7/0`,
    connector: "wms",
    connectorName: name("WMS", "WMS"),
    action,
    actionName: name(zh, en),
    nodeId: "reserve",
    nodeName: name("锁定库存", "Reserve stock"),
    said,
    attempt: 1,
    state: "completed" as const,
    answer: name("成功", "Done"),
    tookMs,
  });
  return {
    order: {
      id: row.id,
      traceId: `${row.id}-douyin-1f2e`,
      revision: 2,
      receivedAt: start,
      channel: row.channel,
      channelOrderId: row.channelOrderId,
      placedAt: row.placedAt,
      customer: { name: row.customer, phone: "138****6021", level: "member" },
      total: row.total,
      payment: { method: "wechat-pay", status: "captured" },
      shipTo: { country: "CN", province: "浙江省", city: "杭州市", street: "***", name: "李*", phone: "138****6021" },
      lines: [
        {
          id: "1",
          sku: "CL-100",
          name: "洁面乳 100 ml",
          quantity: 3,
          unitPrice: { minorUnits: 26_000, currency: "CNY" },
          state: "open",
          gift: false,
        },
        {
          id: "2",
          sku: "SR-20",
          name: "精华 20 ml",
          quantity: 2,
          unitPrice: { minorUnits: 25_000, currency: "CNY" },
          state: "open",
          gift: false,
        },
        {
          id: "g1",
          sku: "GF-9",
          name: "小样",
          quantity: 1,
          unitPrice: { minorUnits: 0, currency: "CNY" },
          state: "open",
          gift: true,
          boundTo: "1",
        },
      ],
      identity: "i-1",
      cancelled: false,
    },
    row,
    instances: [
      {
        id: instanceId,
        workflow: "gift-binding",
        name: fakeWorkflow.name,
        version: 7,
        role: "main",
        status: row.status === "received" || row.status === "unrouted" ? "running" : row.status,
        startedAt: start,
        open: row.next.kind === "none" ? [] : [row.next],
      },
    ],
    ledger: isHeld
      ? [call(start + 300, "notify-group", "通知群", "Notify group", "主管群", 96)]
      : [
          call(start + 300, "notify-group", "通知群", "Notify group", "主管群", 96),
          {
            ...call(decided, "reserve-stock", "锁定库存", "Reserve stock", "HZ, 3 SKU", 6000),
            state: "timed-out" as const,
            answer: name("无应答", "No answer"),
          },
          { ...call(decided + 6000, "query-reservation", "查询锁定", "Query reservation", "R-20611", 88), attempt: 2 },
          call(decided + 7000, "create-pick-task", "下发", "Create pick task", "R-20611", 142),
        ],
    amendments: isHeld
      ? []
      : [
          {
            at: decided,
            revision: 2,
            change: "order.line-added",
            text: name("加赠品 GF-9 × 1，跟着第 1 行", "Gift GF-9 × 1 added, bound to line 1"),
            by: "织单",
          },
        ],
    tasks: [
      {
        id: `${instanceId}/4`,
        nodeId: "supervisor",
        name: name("主管复核", "Supervisor review"),
        group: "supervisor",
        state: isHeld ? "open" : "decided",
        openedAt: start,
        dueAt: start + 30 * MINUTE,
        outcomes: [
          { id: "approve", name: name("通过", "Approve") },
          { id: "reject", name: name("驳回", "Reject") },
        ],
        approvalsNeeded: 2,
        approvals: [{ by: "陈*", outcome: name("通过", "Approve"), at: decided, reason: "直播加场，已与主播方核实" }],
        excluded: false,
        ...(isHeld ? {} : { closedAt: decided, outcome: name("通过", "Approved") }),
      },
    ],
    spent: { total: 17 * MINUTE, people: decided - start, systems: 6200, waiting: 0, platform: 31 },
    path: path.map((nodeId, index) => ({ instanceId, nodeId, at: start + index * SECOND })),
  };
}
