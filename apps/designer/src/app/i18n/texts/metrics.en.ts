import type { metricsZhCN } from "./metrics.zh-CN.ts";
import type { SameKeys } from "../same-keys.ts";

export const metricsEn: SameKeys<typeof metricsZhCN> = {
  title: "Metrics",
  fetching: "Getting the metrics. Usually 1 second.",
  new: "New metric",
  newTitle: "New metric",
  newSentence:
    "It begins as the orders of each channel in the last hour against the same hour of the last seven days. Open it and change what you need.",
  create: "Create and open",
  name: "Name",
  nameExample: "Such as: hourly growth by channel",
  none: "No metrics yet",
  noneHint:
    "A metric counts orders or events of the last while and compares them with what is usual; above a line it holds, below another it lets go, and conditions can read it. Make one: once published it counts, and what came before counts too.",
  nothingYet: "Nothing has been counted yet.",
  draft: "Draft",
  draftHint: "Not published, so it does not count.",
  filling: "Counting what came before",
  more: "The first {{shown}} of {{all}}.",
  counts: "{{event}} · {{aggregate}} · last {{window}}",
  and: " · ",
  atLeast: "at least {{count}} to count",
  lines: "Holds above {{hold}}; lets go below {{release}} for {{for}}",
  everything: "All",
  since: "since {{at}}",
  usually: "usually {{value}}",
  hourWords: "{{key}}, the last hour, at most {{most}} in a slot",
  column: { key: "By", state: "State", value: "Now", growth: "Growth", hour: "Last hour" },
  state: { normal: "Normal", held: "Held" },
  aggregate: { count: "count", sum: "sum", distinct: "distinct", rate: "per minute" },
  against: { "same-hour": "against the same hour of {{days}} days", "previous-hour": "against the hour before" },
};
