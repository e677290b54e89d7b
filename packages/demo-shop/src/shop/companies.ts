import type { CreditSeed } from "@orderloom/connectors-builtin";

/** Who buys on credit, and how much finance lets them owe. In yuan. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  /** Absent: finance does not know them, which is a case too. */
  readonly credit?: CreditSeed;
  readonly share: number;
}

export const companies: readonly Company[] = [
  {
    id: "b2b-1001",
    name: "杭州青禾母婴连锁有限公司",
    contact: "周敏",
    share: 4,
    credit: { limit: 300_000, used: 120_000 },
  },
  { id: "b2b-1002", name: "宁波汇川商贸有限公司", contact: "郑浩", share: 3, credit: { limit: 150_000, used: 60_000 } },
  {
    id: "b2b-1003",
    name: "深圳禾木商贸有限公司",
    contact: "陈嘉豪",
    share: 4,
    credit: { limit: 200_000, used: 95_000 },
  },
  {
    id: "b2b-1004",
    name: "广州悦容美业有限公司",
    contact: "梁诗雨",
    share: 3,
    credit: { limit: 80_000, used: 71_000 },
  },
  { id: "b2b-1005", name: "成都锦里百货有限公司", contact: "蒋涛", share: 2, credit: { limit: 120_000, used: 30_000 } },
  {
    id: "b2b-1006",
    name: "武汉江城便利连锁有限公司",
    contact: "彭丽",
    share: 3,
    credit: { limit: 260_000, used: 240_000 },
  },
  {
    id: "b2b-1007",
    name: "苏州平江酒店用品有限公司",
    contact: "顾晨",
    share: 2,
    credit: { limit: 60_000, used: 5_000 },
  },
  {
    id: "b2b-1008",
    name: "西安古都医药连锁有限公司",
    contact: "冯刚",
    share: 2,
    credit: { limit: 180_000, used: 90_000 },
  },
  {
    id: "b2b-1009",
    name: "青岛海汇生鲜配送有限公司",
    contact: "于洋",
    share: 2,
    credit: { limit: 100_000, used: 40_000 },
  },
  {
    id: "b2b-1010",
    name: "厦门鹭岛化妆品有限公司",
    contact: "林雪",
    share: 2,
    credit: { limit: 50_000, used: 48_500 },
  },
  { id: "b2b-1099", name: "郑州新客贸易有限公司", contact: "何伟", share: 1 },
];

export function creditOfCompanies(): Readonly<Record<string, CreditSeed>> {
  return Object.fromEntries(companies.flatMap(({ id, credit }) => (credit === undefined ? [] : [[id, credit]])));
}
