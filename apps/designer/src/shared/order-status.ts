import type { OrderStatus } from "@orderloom/api-contract";
import type { IconName } from "./icons/paths.ts";
import type { Tone } from "./thread/thread-row.tsx";

/** How each status looks: always icon, word and colour together. */
export const statusLook: Readonly<Record<OrderStatus, { readonly tone: Tone; readonly icon: IconName }>> = {
  received: { tone: "waiting", icon: "inbox" },
  running: { tone: "running", icon: "play" },
  waiting: { tone: "waiting", icon: "clock" },
  held: { tone: "held", icon: "pause" },
  incident: { tone: "incident", icon: "alert" },
  unrouted: { tone: "held", icon: "question" },
  done: { tone: "done", icon: "check" },
  cancelled: { tone: "waiting", icon: "ban" },
};

/** In the order in which the desk looks at them. */
export const statusOrder = [
  "received",
  "running",
  "waiting",
  "held",
  "incident",
  "unrouted",
  "done",
  "cancelled",
] as const satisfies readonly OrderStatus[];
