import type { SameKeys } from "../same-keys.ts";
import type { codeZhCN } from "./code.zh-CN.ts";

export const codeEn: SameKeys<typeof codeZhCN> = {
  fetching: "Fetching the code editor. Usually 2 seconds.",
  state: {
    applied: "Same as the drawing",
    waiting: "Applied once you pause",
    broken: "Not whole JSON yet: kept as text, not applied.",
    refused: "Readable, but not a valid definition yet: kept as text, not applied.",
    behind: "The drawing has changed since this text. Which one stands?",
  },
  apply: "Use this text",
  reset: "Use the drawing",
  problems: "Problems of this definition",
  line: "Line {{line}}",
  label: "Code of {{id}}",
  kind: {
    workflow: "Workflow",
    decision: "Rule",
    form: "Form",
    metric: "Metric",
    quota: "Quota",
    connector: "Connector",
    template: "Template",
  },
  fetchingDefinition: "Fetching the definition. Usually 1 second.",
  undo: "Undo",
  redo: "Redo",
  publish: "Publish…",
  notReady: "Mend the errors and let it be saved first",
  publishTitle: "Publish {{id}}",
  publishSentence: "The next order follows it; orders under way stay as they are.",
  publishIt: "Publish {{id}}",
  saving: {
    live: "Same as live v{{version}}",
    saved: "Saved {{at}}",
    pending: "Saving",
    offline: "Not saved; your changes stay here and are saved once it is back",
    conflict: "{{by}} changed it at {{at}} too. Keep theirs or yours?",
    theirs: "Keep theirs",
    mine: "Keep mine",
  },
};
