import type { Condition, RulesDecision } from "@orderloom/rule-dsl";

/** A rule as all engines are given it. Nested ones ask for a lane and who buys what; threshold ones for ranges alone. */
export type BenchRule =
  | {
      readonly kind: "nested";
      /** The lane it is for. A larger set is made of narrower lanes, as in a shop, not of copies of the same one. */
      readonly channel: string;
      readonly city: string | undefined;
      readonly bought: string | undefined;
      readonly unlessPaidBy: string;
      readonly from: number;
      readonly level: string;
      readonly methods: readonly string[];
      readonly below: number;
    }
  | { readonly kind: "threshold"; readonly from: number; readonly below: number; readonly quantity: number };

const channels = ["tmall", "douyin", "jd", "pinduoduo", "taobao", "xiaohongshu", "wechat-mini", "own-app"];
const cities = ["上海市", "杭州市", "深圳市", "北京市", "广州市", "成都市", "苏州市", "武汉市", "南京市", "西安市"];
const moreCities = ["宁波市", "重庆市", "长沙市", "无锡市", "天津市", "青岛市", "郑州市", "厦门市", "福州市", "济南市"];
const skus = ["CL-100", "MK-5", "SR-20", "DP-L", "CR-50", "WP-80", "SS-40", "LP-3", "CL-100-REFILL", "MI-950"];
const levels = ["gold", "silver", "business"];
const methods = [["alipay"], ["wechat-pay", "union-pay"], ["card", "paypal", "alipay"]];

/** The same picks in every run: a mixed hash of the place, `salt` keeps the fields apart. */
function pick<T>(values: readonly T[], place: number, salt: number): T {
  let mixed = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  const value = values[((mixed ^ (mixed >>> 16)) >>> 0) % values.length];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

export function nestedRules(count: number): readonly BenchRule[] {
  const allCities = [...cities, ...moreCities];
  return Array.from({ length: count }, (_, place) => ({
    kind: "nested",
    from: 40 + (Math.imul(place, 37) % 500),
    level: pick(levels, place, 4),
    methods: pick(methods, place, 5),
    channel: pick(channels, place, 1),
    city: count >= 100 ? pick(allCities, place, 2) : undefined,
    bought: count >= 10_000 ? pick(skus, place, 6) : undefined,
    unlessPaidBy: pick(["bank-transfer", "cash-on-delivery", "store-balance", "card"], place, 3),
    below: 600 + (Math.imul(place, 53) % 2000),
  }));
}

/** Narrow bands of the total and a least quantity, so that the rule that holds first may stand anywhere. */
export function thresholdRules(count: number): readonly BenchRule[] {
  return Array.from({ length: count }, (_, place) => {
    const from = (Math.imul(place, 7919) % 250_000) / 100;
    return { kind: "threshold", from, below: from + 3 + (place % 7), quantity: 1 + (place % 4) };
  });
}

const leaf = (path: string, operator: string, value: string | number | readonly string[]): Condition => ({
  fact: "order",
  path,
  operator,
  value,
});

/** json-rules-engine's JSON, which is ours as well. */
export function conditionOf(rule: BenchRule): Condition & { readonly all: readonly Condition[] } {
  if (rule.kind === "threshold") {
    return {
      all: [
        leaf("$.total", "greaterThanInclusive", rule.from),
        leaf("$.total", "lessThan", rule.below),
        leaf("$.lines[0].quantity", "greaterThanInclusive", rule.quantity),
      ],
    };
  }
  return {
    all: [
      {
        any: [
          leaf("$.total", "greaterThanInclusive", rule.from),
          {
            all: [leaf("$.customer.level", "equal", rule.level), leaf("$.payment.method", "in", rule.methods)],
          },
        ],
      },
      leaf("$.channel", "equal", rule.channel),
      ...(rule.city === undefined ? [] : [leaf("$.shipTo.city", "equal", rule.city)]),
      ...(rule.bought === undefined ? [] : [leaf("$.lines[0].sku", "equal", rule.bought)]),
      { not: leaf("$.payment.method", "equal", rule.unlessPaidBy) },
      leaf("$.total", "lessThan", rule.below),
    ],
  };
}

export const ruleId = (place: number): string => `r${String(place)}`;

export function decisionOf(rules: readonly BenchRule[]): RulesDecision {
  return {
    kind: "decision",
    schemaVersion: 1,
    id: "bench",
    name: { en: "Bench" },
    type: "rules",
    policy: "first",
    rules: rules.map((rule, place) => ({
      id: ruleId(place),
      conditions: conditionOf(rule),
      event: { type: ruleId(place) },
    })),
  };
}
