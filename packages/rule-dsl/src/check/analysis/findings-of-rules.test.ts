import type { Definition } from "../../schema/definition.ts";
import {
  type Finding,
  large,
  leaf,
  rules,
  showFindings,
  showNoFindings,
  small,
  tmall,
} from "./testing/finding-cases.ts";

const capped = rules(
  [
    ["first", tmall],
    ["second", { all: [tmall, large] }],
  ],
  { policy: "all", caps: [{ param: "percent", most: 20 }] },
  { event: { type: "discount", params: { percent: 20 } } },
);

const findings: readonly Finding[] = [
  {
    name: "rules: one behind a wider one",
    definition: rules([
      ["wide", tmall],
      ["narrow", { all: [tmall, large] }],
    ]),
    code: "rule-shadowed",
    path: "/rules/1",
    says: "「wide」",
    shows: { "/order/channel": "tmall", "/order/total/minorUnits": 50_000 },
  },
  {
    name: "rules: one that a higher priority takes everything from",
    definition: rules([
      ["low", { all: [tmall, large] }],
      ["high", tmall, 5],
    ]),
    code: "rule-shadowed",
    path: "/rules/0",
    says: "「high」",
  },
  {
    name: "rules: one behind two that together take all of it",
    definition: rules([
      ["large", large],
      ["small", small],
      ["tmall", tmall],
    ]),
    code: "rule-shadowed",
    path: "/rules/2",
    says: "「large」、「small」",
  },
  {
    name: "rules: one whose exclusive group a wider one always takes",
    definition: rules(
      [
        ["wide", tmall],
        ["narrow", { all: [tmall, large] }],
      ],
      { policy: "all", groups: [{ id: "one" }] },
      { group: "one" },
    ),
    code: "rule-shadowed",
    path: "/rules/1",
    says: "「wide」",
    shows: { "/order/channel": "tmall", "/order/total/minorUnits": 50_000 },
  },
  {
    name: "rules: one that comes when as many as may add up have come",
    definition: rules(
      [
        ["first", tmall],
        ["second", { any: [tmall, large] }],
        ["third", { all: [tmall, large] }],
      ],
      { policy: "all", stacking: { perEvaluation: 2 } },
    ),
    code: "rule-shadowed",
    path: "/rules/2",
    says: "「first」、「second」",
    shows: { "/order/channel": "tmall" },
  },
  {
    name: "rules: one that comes when nothing is left under the cap",
    definition: capped,
    code: "rule-shadowed",
    path: "/rules/1",
    says: "「first」",
    shows: { "/order/channel": "tmall" },
  },
  {
    name: "rules: a condition that contradicts itself",
    definition: rules([["never", { all: [large, small] }]]),
    code: "never-true",
    path: "/rules/0/conditions",
    says: "规则「never」",
  },
  {
    name: "rules: a part that decides nothing",
    definition: rules([["tmall", { all: [tmall, { any: [large, small] }] }]]),
    code: "always-true",
    path: "/rules/0/conditions/all/1",
    says: "总是成立",
  },
  {
    name: "rules: an alternative that never holds",
    definition: rules([["tmall", { any: [tmall, { all: [large, small] }] }]]),
    code: "never-true",
    path: "/rules/0/conditions/any/1",
    says: "永远不会成立",
  },
  {
    name: "rules: FEEL that contradicts itself",
    definition: rules([["never", { feel: "order.total > 500 and order.total <= 100" }]]),
    code: "never-true",
    path: "/rules/0/conditions",
    says: "永远不会成立",
  },
  {
    name: "rules that both hold and say different things of one thing",
    definition: rules(
      [
        ["one", tmall],
        ["two", large],
      ],
      { policy: "all" },
    ),
    code: "rules-conflict",
    path: "/rules/1/event/params/to",
    says: "「one」和「two」",
    shows: { "/order/channel": "tmall" },
  },
  {
    name: "money beside a count of days",
    definition: rules([["odd", leaf("$.total", "greaterThan", { fact: "order", path: "$.payment.termDays" })]]),
    code: "unit-mix",
    path: "/rules/0/conditions/value",
    says: "金额",
  },
  {
    name: "money beside another currency",
    definition: rules([["odd", leaf("$.total", "equal", { minorUnits: 500, currency: "USD" })]]),
    code: "unit-mix",
    path: "/rules/0/conditions/value",
    says: "USD",
  },
  {
    name: "money beside days in FEEL",
    definition: rules([["odd", { feel: "order.total > order.payment.termDays" }]]),
    code: "unit-mix",
    path: "/rules/0/conditions/feel",
    says: "天数",
    shows: { "/order/payment/termDays": 0 },
  },
  {
    name: "no rule for some order, where one answer is wanted",
    definition: rules([["large", large]]),
    code: "no-rule-takes",
    path: "/rules",
    says: "订单金额 < ¥500",
  },
];

const clean: readonly (readonly [string, Definition])[] = [
  [
    "a group that lets two through",
    rules(
      [
        ["wide", tmall],
        ["narrow", { all: [tmall, large] }],
      ],
      { policy: "all", groups: [{ id: "two", most: 2 }] },
      { group: "two" },
    ),
  ],
  [
    "a narrow rule before a wide one",
    rules([
      ["narrow", { all: [tmall, large] }],
      ["wide", { all: [] }],
    ]),
  ],
  [
    "a line against a plain number",
    rules([
      ["ok", { all: [large] }],
      ["rest", { all: [] }],
    ]),
  ],
];

showFindings(findings);
showNoFindings(clean);
