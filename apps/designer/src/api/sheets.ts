import type { SheetAnswer } from "@orderloom/api-contract";
import { putFile } from "./http.ts";

const at = (id: string) => `/v1/definitions/decision/${encodeURIComponent(id)}/sheet`;

/** Where a browser downloads a decision table as an Excel workbook. */
export const sheetAddress = at;

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a file would change; nothing is saved. */
export const trySheet = (id: string, file: File): Promise<SheetAnswer> =>
  putFile<SheetAnswer>(`${at(id)}?dryRun=true`, file, /\.csv$/i.test(file.name) ? "text/csv" : WORKBOOK);
