/** How the demo shop's orders come: share of the day, when, and how they are paid. */
export interface ShopChannel {
  readonly id: string;
  /** Of its order numbers. */
  readonly prefix: string;
  readonly share: number;
  /** Orders by hour of the day, 0 to 23, against each other. */
  readonly hours: readonly number[];
  readonly payments: readonly (readonly [PaymentMethod, number])[];
  readonly promotions: readonly string[];
  /** The platform hides phones and names a buyer by a token of its own. */
  readonly masksPhones?: boolean;
}
export type PaymentMethod =
  "alipay" | "wechat-pay" | "union-pay" | "card" | "paypal" | "credit-term" | "bank-transfer" | "store-balance";

/** Few at night, more at noon, most in the evening. */
const shopping = [3, 2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 7, 7, 7, 7, 7, 8, 9, 11, 12, 10, 6];
/** As the others, and twenty times as many while the live stream runs from eight to ten. */
const liveStream = shopping.map((orders, hour) => (hour === 20 || hour === 21 ? orders * 6 : orders));
const office = [0, 0, 0, 0, 0, 0, 0, 1, 5, 10, 12, 10, 3, 6, 10, 11, 9, 6, 2, 1, 0, 0, 0, 0];
const groupLeaders = [0, 0, 0, 0, 0, 1, 3, 6, 8, 9, 8, 7, 5, 4, 4, 5, 6, 8, 10, 12, 14, 10, 6, 1];

const alipay = [
  ["alipay", 8],
  ["union-pay", 1],
] as const;
const wechat = [
  ["wechat-pay", 9],
  ["union-pay", 1],
] as const;

export const shopChannels: readonly ShopChannel[] = [
  {
    id: "tmall",
    prefix: "TM",
    share: 24,
    hours: shopping,
    payments: alipay,
    promotions: ["double-eleven", "cross-store-300-50"],
  },
  { id: "taobao", prefix: "TB", share: 8, hours: shopping, payments: alipay, promotions: ["double-eleven"] },
  {
    id: "jd",
    prefix: "JD",
    share: 16,
    hours: shopping,
    payments: wechat,
    promotions: ["double-eleven", "plus-member"],
  },
  {
    id: "pinduoduo",
    prefix: "PDD",
    share: 12,
    hours: shopping,
    payments: wechat,
    promotions: ["ten-billion-subsidy"],
    masksPhones: true,
  },
  { id: "douyin", prefix: "DY", share: 20, hours: liveStream, payments: wechat, promotions: ["live-stream-coupon"] },
  {
    id: "xiaohongshu",
    prefix: "XHS",
    share: 5,
    hours: shopping,
    payments: wechat,
    promotions: ["new-follower"],
    masksPhones: true,
  },
  { id: "dewu", prefix: "DW", share: 2, hours: shopping, payments: alipay, promotions: [] },
  { id: "wechat-mini", prefix: "WX", share: 4, hours: shopping, payments: wechat, promotions: ["member-day"] },
  { id: "group-buy", prefix: "GB", share: 3, hours: groupLeaders, payments: wechat, promotions: ["leader-price"] },
  { id: "shopee", prefix: "SP", share: 2, hours: shopping, payments: [["card", 1]], promotions: ["11-11-sale"] },
  {
    id: "own-site",
    prefix: "WEB",
    share: 1,
    hours: shopping,
    payments: [
      ["paypal", 2],
      ["card", 3],
    ],
    promotions: [],
  },
  {
    id: "own-app",
    prefix: "APP",
    share: 2,
    hours: shopping,
    payments: [
      ["alipay", 4],
      ["wechat-pay", 4],
      ["store-balance", 1],
    ],
    promotions: ["member-day"],
  },
  {
    id: "b2b",
    prefix: "B2B",
    share: 1,
    hours: office,
    payments: [
      ["credit-term", 7],
      ["bank-transfer", 3],
    ],
    promotions: [],
  },
];
