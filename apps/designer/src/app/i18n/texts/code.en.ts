import type { SameKeys } from "../same-keys.ts";
import type { codeZhCN } from "./code.zh-CN.ts";

export const codeEn: SameKeys<typeof codeZhCN> = {
  fetching: "Fetching the code editor. Usually 2 seconds.",
  state: {
    applied: "Same as the definition",
    waiting: "Applied once you pause",
    broken: "Not whole JSON yet: kept as text, not applied.",
    refused: "Readable, but not a valid definition yet: kept as text, not applied.",
    behind: "The definition has changed elsewhere since. Which one stands?",
  },
  showCode: "Code",
  showDrawing: "Drawing",
  apply: "Use this text",
  reset: "Use the definition",
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
  unknownKind: "“{{kind}}” is no kind of definition.",
  fetchingDefinition: "Fetching the definition. Usually 1 second.",
  undo: "Undo",
  redo: "Redo",
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
