import type { BothLanguages } from "../codes/codes.ts";

/** Where orders come from. `prefix` is what lists show before the last six of the channel's order number (S37). */
export interface Channel {
  readonly id: string;
  readonly prefix: string;
  readonly name: BothLanguages;
}

export const channels: readonly Channel[] = [
  { id: "tmall", prefix: "TM", name: { "zh-CN": "天猫", en: "Tmall" } },
  { id: "taobao", prefix: "TB", name: { "zh-CN": "淘宝", en: "Taobao" } },
  { id: "jd", prefix: "JD", name: { "zh-CN": "京东", en: "JD" } },
  { id: "pinduoduo", prefix: "PDD", name: { "zh-CN": "拼多多", en: "Pinduoduo" } },
  { id: "douyin", prefix: "DY", name: { "zh-CN": "抖音", en: "Douyin" } },
  { id: "xiaohongshu", prefix: "XHS", name: { "zh-CN": "小红书", en: "Xiaohongshu" } },
  { id: "dewu", prefix: "DW", name: { "zh-CN": "得物", en: "Dewu" } },
  { id: "wechat-mini", prefix: "WX", name: { "zh-CN": "微信小程序", en: "WeChat mini program" } },
  { id: "shopee", prefix: "SP", name: { "zh-CN": "虾皮", en: "Shopee" } },
  { id: "own-site", prefix: "WEB", name: { "zh-CN": "官网", en: "Own site" } },
  { id: "own-app", prefix: "APP", name: { "zh-CN": "自有 App", en: "Own app" } },
  { id: "own-mall", prefix: "MALL", name: { "zh-CN": "自有商城", en: "Own mall" } },
  { id: "group-buy", prefix: "GB", name: { "zh-CN": "社区团购", en: "Group buying" } },
  { id: "pos", prefix: "POS", name: { "zh-CN": "门店", en: "Shop till" } },
  { id: "b2b", prefix: "B2B", name: { "zh-CN": "企业采购", en: "B2B" } },
];

const byId = new Map(channels.map((channel) => [channel.id, channel]));

export function channelOf(id: string): Channel | undefined {
  return byId.get(id);
}

/** The channel's prefix; of a channel that we do not know, the first letters of its id. */
export function channelPrefix(id: string): string {
  return (
    byId.get(id)?.prefix ??
    id
      .replaceAll(/[^A-Za-z0-9]/g, "")
      .slice(0, 3)
      .toUpperCase()
  );
}

/** How lists show an order: `DY·087731` (S37). The whole number is what is copied. */
export function shortOrderNumber(channel: string, channelOrderId: string): string {
  return `${channelPrefix(channel)}·${Array.from(channelOrderId).slice(-6).join("")}`;
}
