import type { BothLanguages } from "../codes/codes.ts";
import type { EventOf } from "../schema/event.ts";
import type { AmendmentType } from "../schema/order-event.ts";
import { joined, phrase, says } from "./event-words.ts";
import { reasonText } from "./reason-text.ts";

const amendments: Readonly<Record<AmendmentType, BothLanguages>> = {
  "order.line-added": says("加了一行", "Line added"),
  "order.line-cancelled": says("取消了一行", "Line cancelled"),
  "order.address-changed": says("改了地址", "Address changed"),
  "order.payment-changed": says("付款变了", "Payment changed"),
  "order.service-changed": says("改了配送要求", "Service changed"),
  "order.attributes-changed": says("改了附加信息", "Attributes changed"),
  "order.tags-changed": says("改了标签", "Tags changed"),
  "order.fulfilment-changed": says("履约状态变了", "Fulfilment changed"),
  "order.held": says("订单挂起", "Order held"),
  "order.hold-lifted": says("解除挂起", "Hold lifted"),
  "order.cancelled": says("订单取消", "Order cancelled"),
};

/** Events of the outside that every shop knows; others are shown by their own name. */
const outside: Readonly<Record<string, BothLanguages>> = {
  "shipment.dispatched": says("仓库发出", "Dispatched"),
  "shipment.collected": says("快递揽收", "Collected"),
  "shipment.packed": says("打包完成", "Packed"),
  "shipment.signed": says("客户签收", "Signed for"),
  "tracking.received": says("收到快递单号", "Tracking number received"),
  "customer.called": says("客户来电", "Customer called"),
  "refund.requested": says("客户申请退款", "Refund requested"),
};

export function outsideEventText(event: string): BothLanguages {
  if (Object.hasOwn(amendments, event)) return amendments[event as AmendmentType]; // just tested
  return (Object.hasOwn(outside, event) ? outside[event] : undefined) ?? says(event, event);
}

/** An amendment: which lines it touched, which gifts went with a cancelled line, and why. */
export function amendmentText(data: EventOf<"order.amended">["data"]): {
  readonly title: BothLanguages;
  readonly sentence?: BothLanguages;
} {
  const lines = data.lines ?? [];
  const withdrawn = data.withdrawn ?? [];
  const sentence = joined(
    lines.length === 0 ? undefined : phrase(says("第{0}行", "line {0}"), lines.join(", ")),
    withdrawn.length === 0
      ? undefined
      : phrase(
          says("跟着它的赠品（{0}）一起收回", "the gift that came with it ({0}) is withdrawn"),
          withdrawn.join(", "),
        ),
    reasonText(data.reason),
  );
  const title = outsideEventText(data.change);
  return sentence === undefined ? { title } : { title, sentence };
}
