import type { Random } from "../random.ts";

const surnames =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏";
const givenNames =
  "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰萍红玲建文辉力鑫波宇浩凯健俊帆雪荣旭宁龙婷欣怡晨轩博子涵梓萱诗雨思琪佳慧晓彤嘉豪泽宏";
/** Prefixes that mainland networks give to people. */
const mobilePrefixes = [
  "133",
  "135",
  "136",
  "137",
  "138",
  "139",
  "150",
  "151",
  "152",
  "158",
  "159",
  "176",
  "177",
  "180",
  "186",
  "187",
  "188",
  "189",
  "191",
  "198",
  "199",
];

export function chineseName(random: Random): string {
  const given = Array.from(givenNames);
  const second = random.chance(0.75) ? random.pick(given) : "";
  return random.pick(Array.from(surnames)) + random.pick(given) + second;
}

export function chinesePhone(random: Random): string {
  return random.pick(mobilePrefixes) + random.digits(8);
}

/** As platforms hide it: 138****6021. */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
