import { Type } from "typebox";
import { SheetAnswer } from "../sheets.ts";
import { operation, type Operation } from "../operation.ts";
import { ifMatch, json, pathParameter, queryParameter } from "./parts.ts";

export const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Decision tables as spreadsheets. */
export const sheetOperations = {
  getSheet: operation({
    id: "getSheet",
    method: "get",
    path: "/v1/definitions/decision/{id}/sheet",
    tag: "definitions",
    summary: {
      "zh-CN": "决策表导出成 Excel：有草稿用草稿，否则用在用的版本",
      en: "A decision table as an Excel workbook: its draft, else the version in force",
    },
    parameters: [pathParameter("id", "gift-table")],
    answers: {
      200: { description: "The workbook", contentType: workbookType, schema: Type.String({ format: "binary" }) },
    },
    problems: [404, 422],
  }),
  putSheet: operation({
    id: "putSheet",
    method: "put",
    path: "/v1/definitions/decision/{id}/sheet",
    tag: "definitions",
    summary: {
      "zh-CN": "用 Excel 或 CSV 改决策表的草稿；dryRun 只看会改什么。错在哪个格子，会说出来",
      en: "Change a table's draft from Excel or CSV; dryRun only shows what would change. What is wrong is said with its cell",
    },
    parameters: [
      pathParameter("id", "gift-table"),
      queryParameter("dryRun", Type.Boolean(), "Only say what would change", true),
      ifMatch,
    ],
    body: {
      schema: Type.String(),
      contentType: "text/csv",
      example: "row,channel,gift\nrow-1,tmall,GF-9\nrow-2,jd,GF-7\n",
    },
    answers: { 200: json("What changes, or has changed", SheetAnswer) },
    problems: [400, 404, 412, 413, 415, 422, 428],
  }),
} as const satisfies Record<string, Operation>;
