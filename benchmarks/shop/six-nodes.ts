import type { DecisionDefinition, WorkflowDefinition } from "@orderloom/rule-dsl";

const name = (en: string) => ({ en });

/** The same work every order does in the intake benchmarks: six nodes, three of them decide, nobody outside is called. */
export const sizeRules: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "bench-size",
  name: name("Order size"),
  type: "rules",
  policy: "first",
  rules: [
    {
      id: "large",
      conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThan", value: 1000 }] },
      event: { type: "large" },
    },
    {
      id: "cold",
      conditions: { any: [{ fact: "order", path: "$.service.coldChain", operator: "equal", value: true }] },
      event: { type: "cold" },
    },
    {
      id: "usual",
      conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThan", value: 0 }] },
      event: { type: "usual" },
    },
  ],
};

/** 1,000 rows: five groups of channels by 200 bands of the total. */
const laneTable: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "bench-lane",
  name: name("Lane"),
  type: "table",
  hitPolicy: "FIRST",
  inputs: [
    { id: "channel", name: name("Channel"), expression: "order.channel", type: "string" },
    { id: "total", name: name("Total"), expression: "order.total", type: "number" },
  ],
  outputs: [{ id: "lane", name: name("Lane"), type: "number" }],
  rows: ['"taobao", "tmall"', '"jd", "pinduoduo"', '"douyin"', '"xiaohongshu"', '"pos", "b2b"'].flatMap(
    (channel, group) =>
      Array.from({ length: 200 }, (_, band) => ({
        id: `r${String(group)}-${String(band)}`,
        when: { channel, total: `[${String(band * 20)}..${String((band + 1) * 20)})` },
        then: { lane: String(group * 200 + band) },
      })),
  ),
  default: { lane: "0" },
};

const careRules: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "bench-care",
  name: name("Care"),
  type: "rules",
  policy: "first",
  rules: [
    {
      id: "gold",
      conditions: { all: [{ fact: "order", path: "$.customer.level", operator: "equal", value: "gold" }] },
      event: { type: "personal" },
    },
    {
      id: "large-lane",
      conditions: { all: [{ fact: "vars", path: "$.size", operator: "equal", value: "large" }] },
      event: { type: "checked" },
    },
  ],
};

export const sixNodes: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "bench-six",
  name: name("Six nodes"),
  role: "main",
  nodes: {
    start: { type: "start", stage: "received", ports: { next: "size" } },
    size: { type: "decision", decision: "bench-size", output: "vars.size", ports: { done: "lane" } },
    lane: { type: "decision", decision: "bench-lane", output: "vars.lane", ports: { done: "care" } },
    care: { type: "decision", decision: "bench-care", output: "vars.care", ports: { done: "way" } },
    way: {
      type: "switch",
      cases: [
        { id: "vip", when: { all: [{ fact: "order", path: "$.customer.level", operator: "equal", value: "gold" }] } },
      ],
      ports: { vip: "end", otherwise: "end" },
    },
    end: { type: "end", outcome: "done" },
  },
};

/** What `sixNodes` needs, and itself. */
export const sixNodesDefinitions = [sizeRules, laneTable, careRules, sixNodes];
