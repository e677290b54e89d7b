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

export const laneTable: DecisionDefinition = {
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
  rows: Array.from({ length: 40 }, (_, index) => ({
    id: `r${String(index)}`,
    when: { channel: '"douyin", "tmall", "jd"', total: `[${String(index * 100)}..${String(index * 100 + 99)}]` },
    then: { lane: String(index) },
  })),
  default: { lane: "0" },
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
    lane: { type: "decision", decision: "bench-lane", output: "vars.lane", ports: { done: "way" } },
    way: {
      type: "switch",
      cases: [
        { id: "vip", when: { all: [{ fact: "order", path: "$.customer.level", operator: "equal", value: "gold" }] } },
      ],
      ports: { vip: "note", otherwise: "note" },
    },
    note: { type: "assign", set: { "vars.summary": "={size: vars.size, lane: vars.lane}" }, ports: { next: "end" } },
    end: { type: "end", outcome: "done" },
  },
};
