import type { IconName } from "../../../shared/icons/paths.ts";
import type { Category } from "../../../shared/thread/bead.tsx";

const byType: Readonly<Record<string, IconName>> = {
  "order.received": "enter",
  "order.amended": "pencil",
  "order.noted": "message",
  "instance.ended": "stop",
  "instance.cancelled": "ban",
  "decision.made": "table",
  "incident.raised": "alert",
  "incident.resolved": "check",
  "event.emitted": "message",
  "task.decided": "person",
  "task.approved": "people",
  "call.timed-out": "clock",
  "call.failed": "alert",
  "compensation.started": "retry",
  "compensation.ended": "retry",
};

const byCategory: Readonly<Record<Category, IconName>> = {
  boundary: "enter",
  decision: "threshold",
  action: "bolt",
  human: "person",
  time: "clock",
  structure: "branch",
};

/** The picture on a bead: of the event where it has its own, else of its category. */
export const entryIcon = (type: string, category: Category): IconName => byType[type] ?? byCategory[category];
