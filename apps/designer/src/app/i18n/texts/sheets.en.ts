import type { SameKeys } from "../same-keys.ts";
import type { sheetsZhCN } from "./sheets.zh-CN.ts";

export const sheetsEn: SameKeys<typeof sheetsZhCN> = {
  title: "Import from Excel or CSV",
  sentence:
    "First what would change, then you decide. Columns go by their name or the key of the export, rows by their id; one without is new.",
  file: "File (.xlsx or .csv)",
  reading: "Reading the file.",
  take: "Change the draft as the file says",
  wrong: "{{count}} cells are wrong; nothing was changed.",
  nothing: "The file says what is there already.",
  changes: "What would change",
  counts: "{{added}} rows added, {{changed}} changed, {{removed}} removed.",
  reordered: "The order of the rows changes.",
  head: "Columns, hit policy or the default row change.",
  export: "Export to Excel",
  import: "Import…",
};
