import type { JsonObject, JsonValue, LocalizedText } from "../schema/common.ts";
import type { TableDecision } from "../schema/decision.ts";
import { type CellValue, DEFAULT_ROW, type SheetColumn, type TableSheet } from "./sheet.ts";

/** A table as a spreadsheet; `sheetToTable` gives the same table back. */
export function tableToSheet(table: TableDecision): TableSheet {
  const { rows, default: fallback, ...head } = table;
  const columns = columnsOf(table);
  return {
    // What a definition is made of is JSON.
    head: head as unknown as JsonObject,
    columns,
    grid: [
      columns.map(({ name }) => name["zh-CN"] ?? null),
      columns.map(({ name }) => name["en"] ?? null),
      columns.map(({ about }) => about),
      columns.map(({ key }) => key),
      ...rows.map((row) => [
        row.id,
        ...table.inputs.map(({ id }) => row.when[id] ?? null),
        ...table.outputs.map(({ id }) => row.then[id] ?? null),
        row.note ?? null,
      ]),
      ...(fallback === undefined ? [] : [defaultRow(table, fallback)]),
    ],
  };
}

function defaultRow(table: TableDecision, fallback: Readonly<Record<string, string>>): CellValue[] {
  return [DEFAULT_ROW, ...table.inputs.map(() => null), ...table.outputs.map(({ id }) => fallback[id] ?? null), null];
}

const idName: LocalizedText = { "zh-CN": "行号", en: "Row" };
const noteName: LocalizedText = { "zh-CN": "备注", en: "Note" };

function columnsOf({ inputs, outputs }: TableDecision): readonly SheetColumn[] {
  return [
    { key: "id", name: idName, about: "", choices: [] },
    ...inputs.map(({ id, name, expression, type, values, unit }) => ({
      key: `in:${id}`,
      name,
      about: [expression, type, ...(unit === undefined ? [] : [unit])].join(" · "),
      choices: (values ?? []).map(feelLiteral),
    })),
    ...outputs.map(({ id, name, type, values, unit }) => ({
      key: `out:${id}`,
      name,
      about: [type, ...(unit === undefined ? [] : [unit])].join(" · "),
      choices: (values ?? []).map(feelLiteral),
    })),
    { key: "note", name: noteName, about: "", choices: [] },
  ];
}

/** A value as a FEEL cell writes it; JSON's numbers, texts and truth values are FEEL's. */
const feelLiteral = (value: JsonValue): string => JSON.stringify(value);
