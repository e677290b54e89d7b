import type { TableDecision } from "@orderloom/rule-dsl";

/** Which gift a channel gives. */
export const tableExample: TableDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "gift-table",
  name: { "zh-CN": "赠品表", en: "Gift table" },
  type: "table",
  hitPolicy: "FIRST",
  inputs: [{ id: "channel", name: { "zh-CN": "渠道", en: "Channel" }, expression: "order.channel", type: "string" }],
  outputs: [{ id: "gift", name: { "zh-CN": "赠品", en: "Gift" }, type: "string" }],
  rows: [{ id: "row-1", when: { channel: '"tmall"' }, then: { gift: '"GF-9"' } }],
};
