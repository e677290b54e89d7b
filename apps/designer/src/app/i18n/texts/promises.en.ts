import type { SameKeys } from "../same-keys.ts";
import type { promisesZhCN } from "./promises.zh-CN.ts";

export const promisesEn: SameKeys<typeof promisesZhCN> = {
  title: "Promises",
  loading: "Fetching the promises. Usually 1 second.",
  hint: "Orders ask from the top down; the first line that fits says by when they leave. A change counts for orders that come from now on.",
  keys: "Alt+↑ / ↓ moves a line, too.",
  none: "Nobody was promised anything yet",
  noneHint:
    "Write down how soon each channel's orders leave: they carry a deadline then, and what is due first goes first. The others go in the order they came.",
  add: "Add a promise",
  save: "Save promises",
  fieldOf: "{{field}}, line {{place}}",
  channels: "Channels",
  allChannels: "Every channel",
  levels: "Customer levels",
  allLevels: "Every customer",
  from: "Counted from",
  start: { received: "Order received", placed: "Order placed", paid: "Order paid" },
  within: "Leaves within",
  covered: "Line {{place}} takes all of these orders already, so this one never counts. Move it up, or remove it.",
  up: "Move line {{place}} up",
  down: "Move line {{place}} down",
  remove: "Remove line {{place}}",
  ahead: "Who goes ahead",
  aheadHint:
    "Where work queues up, orders of these customers are served as if due that much sooner. Whoever waits long enough still has his turn.",
  addAhead: "Add a level",
  level: "Customer level",
  aheadLevel: "Level that goes ahead, {{place}}",
  aheadBy: "How much {{level}} goes ahead",
  removeAhead: "Remove level {{place}} that goes ahead",
  aheadProblem: { unnamed: "Name a level", twice: "This level has a line above" },
};
