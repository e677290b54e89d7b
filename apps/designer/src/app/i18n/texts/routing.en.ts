import type { SameKeys } from "../same-keys.ts";
import type { routingZhCN } from "./routing.zh-CN.ts";

export const routingEn: SameKeys<typeof routingZhCN> = {
  title: "Routing",
  loading: "Fetching the routing list. Usually 1 second.",
  hint: "Orders ask from the top down; the first route that fits takes them. What none takes stays as “no workflow”: seen, and not lost.",
  none: "The routing list is empty",
  noneHint: "Add a route, then orders have a workflow to follow.",
  nothingPublished: "No main workflow is published yet. Publish one, then add it here.",
  add: "Add a route: choose a main workflow",
  save: "Save the list",
  condition: "Condition…",
  close: "Close",
  dropCondition: "Drop it, as the workflow itself says",
  pause: "Stop",
  resume: "Use",
  paused: "Stopped",
  remove: "Remove “{{name}}”",
  up: "Move “{{name}}” up",
  down: "Move “{{name}}” down",
  notPublished: "No version in force",
  takesAll: "Takes every order",
  takes: "Takes: {{condition}}",
  own: "by the workflow's own condition",
};
