import type { BothLanguages } from "../codes/codes.ts";
import { phrase, says } from "./event-words.ts";
import { outsideEventText } from "./order-event-text.ts";

interface Text {
  readonly title: BothLanguages;
  readonly sentence: BothLanguages;
}

/** The world changed too late for this order. */
export function skippedText(node: BothLanguages, event: string): Text {
  return {
    title: node,
    sentence: phrase(
      says(
        "情况变了（{0}），这张已经走过头，照原来的办",
        "Things changed ({0}); this order is past that point and stays as decided",
      ),
      outsideEventText(event),
    ),
  };
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

/** How a part ended, and with how many orders it was shared. */
export function endedText(outcome: string, together: number | undefined): BothLanguages {
  return together === undefined
    ? phrase(says("子流程结果：{0}", "Outcome of the part: {0}"), outcome)
    : together === 1
      ? phrase(says("没有别的订单来合，结果：{0}", "No other order joined; outcome: {0}"), outcome)
      : phrase(
          says("{1}张订单合在一起办了，结果：{0}", "{1} orders were handled together; outcome: {0}"),
          outcome,
          together,
        );
}
