import type { SameKeys } from "../same-keys.ts";
import type { mendingZhCN } from "./mending.zh-CN.ts";

/** What people do when an order is stuck. */
export const mendingEn: SameKeys<typeof mendingZhCN> = {
  remedy: {
    title: "{{order}}: {{remedy}}",
    output: "What the call is taken to have given, as JSON (optional)",
    input: "What is sent instead, as JSON",
    noJson: "This is not JSON of the form wanted.",
    owner: "Seen to by {{name}}",
  },
  move: {
    open: "Move running orders here…",
    title: "Move running orders to version {{version}}",
    sentence: "They go on from where they stand by this version. What cannot be moved stays where it is.",
    from: "From which version",
    do: "Move {{count}}",
    standing: "{{count}} at {{node}}, there {{there}}",
    impossible: "{{instance}} stays: at {{node}}, {{why}}",
    mapped: "What {{node}} is there",
  },
  handOver: {
    open: "Hand over…",
    title: "Hand the incident over",
    to: "To which group",
    do: "Hand over",
  },
  restart: {
    open: "Begin again at a step…",
    title: "Begin again: {{order}}",
    sentence:
      "The order leaves where it stands and goes on from the step you choose, with what is known of it as it is.",
    node: "Which step",
    compensate: "Undo what was done from there on first",
    do: "Begin again",
    comma: ", ",
    withdrawn: "Withdrawn: {{names}}",
    undone: "Undone first, the last one first: {{names}}",
    standing: "Stands, and may be done once more: {{names}}",
  },
};
