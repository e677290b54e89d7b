import type { BothLanguages } from "../codes/codes.ts";
import { phrase, says } from "./event-words.ts";

interface Text {
  readonly title: BothLanguages;
  readonly sentence: BothLanguages;
}

/** An order has come to those that are handled together. */
export function joinedText(orders: number): Text {
  return {
    title: says("合在一起办", "Handled together"),
    sentence:
      orders === 1
        ? says("第一张订单，等同一组的", "The first order; others of its kind may join")
        : phrase(says("又来一张，现在共{0}张", "Another one joined; {0} by now"), orders),
  };
}

export function leftText(orders: number): Text {
  return {
    title: says("退出合办", "Left"),
    sentence: phrase(says("有一张订单不合了，还剩{0}张", "An order left; {0} remain"), orders),
  };
}
