import type { SameKeys } from "../same-keys.ts";
import type { orderZhCN } from "./order.zh-CN.ts";

export const orderEn: SameKeys<typeof orderZhCN> = {
  back: "Back to the orders",
  fetching: "Fetching this order. Usually 1 second.",
  spoken: "Order {{status}}, {{count}} entries in the timeline",
  promised: "Promised by {{at}}",
  promisedLeft: "{{promised}} · {{left}}",
  left: "{{length}} left",
  late: "{{length}} late",
  export: "Export explanation",
  more: "More",
  neighbours: "Orders before and after",
  position: "{{index}} of {{total}}",
  previous: "Previous order",
  next: "Next order",
  cancel: "Cancel order…",
  cancelTitle: "Cancel {{order}}",
  cancelSentence:
    "The whole order is cancelled. What was done outside is undone as the workflow says, and written into the timeline.",
  cancelDo: "Cancel order",
  cancelLine: "Cancel a line…",
  cancelLineTitle: "Cancel a line of {{order}}",
  cancelLineSentence: "This line is cancelled; the rest goes on.",
  cancelLineGifts: "This line is cancelled, and the gift it earned, {{gifts}}, is withdrawn.",
  cancelLineDo: "Cancel line",
  line: "Which line",
};
