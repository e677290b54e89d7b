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
};
