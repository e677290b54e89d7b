import { describe, expect, test } from "vitest";
import { sheetToTable, type TableDecision, tableToSheet } from "@orderloom/rule-dsl";
import { readCsv } from "./table-csv.ts";
import { readWorkbook, writeWorkbook } from "./table-workbook.ts";

/** So many that the head is longer than a cell of Excel may be. */
const channels = ["tmall", "jd", ...Array.from({ length: 5000 }, (_, index) => `shop-${String(index)}`)];
const table: TableDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "gifts",
  name: { "zh-CN": "赠品", en: "Gifts" },
  type: "table",
  hitPolicy: "UNIQUE",
  inputs: [
    { id: "channel", name: { "zh-CN": "渠道" }, expression: "order.channel", type: "string", values: channels },
    { id: "placed", name: { "zh-CN": "下单" }, expression: "order.placedAt", type: "date-time" },
  ],
  outputs: [{ id: "gift", name: { "zh-CN": "赠品" }, type: "string" }],
  rows: Array.from({ length: 300 }, (_, index) => ({
    id: `r-${String(index)}`,
    when: { channel: '"tmall"', placed: `> @"2026-11-${String(1 + (index % 28)).padStart(2, "0")}T20:00:00+08:00"` },
    then: { gift: `"GF-${String(index)}"` },
    ...(index % 7 === 0 ? { note: "= 1 + 1, 不是公式" } : {}),
  })),
  default: { gift: "null" },
};

describe("an Excel workbook", () => {
  test("gives back the very table: ids, types, hit policy, notes, choices, both languages, a head longer than a cell", async () => {
    const read = await readWorkbook(await writeWorkbook(tableToSheet(table)));
    expect(read.ok && sheetToTable(read.value, { ...table, rows: [], hitPolicy: "FIRST" })).toEqual({
      ok: true,
      table,
    });
  });

  test("what is no workbook is said to be none", async () => {
    expect(await readWorkbook(Buffer.from("not a workbook"))).toEqual({ ok: false, error: "unreadable" });
    expect(await readWorkbook(Buffer.alloc(0))).toEqual({ ok: false, error: "unreadable" });
  });
});

describe("a CSV file", () => {
  const rows = [
    { id: "row-1", when: { channel: '"jd"' }, then: { gift: '"GF-7"' } },
    { id: "row-2", when: {}, then: { gift: '"GF-8"' } },
  ];
  const text = "行号,渠道,下单,赠品\r\n1,jd,,GF-7\r\n2,,,GF-8\r\n";
  const read = async (bytes: Buffer) => {
    const grid = await readCsv(bytes);
    const reading = grid.ok ? sheetToTable(grid.value, table) : undefined;
    return reading?.ok === true ? reading.table.rows : reading;
  };

  test.each([
    ["in UTF-8", Buffer.from(text)],
    ["in UTF-8 with its mark", Buffer.from(`\uFEFF${text}`)],
    ["parted by semicolons", Buffer.from(text.replaceAll(",", ";"))],
    // 行号,渠道,下单,赠品 in GB 18030, as Excel in China writes it.
    [
      "in GB 18030",
      Buffer.concat([
        Buffer.from("d0d0bac52cc7feb5c02ccfc2b5a52cd4f9c6b70d0a", "hex"),
        Buffer.from(text.slice(text.indexOf("1,jd"))),
      ]),
    ],
  ])("%s", async (_title, bytes) => expect(await read(bytes)).toEqual(rows));

  test("bytes that are no text", async () =>
    expect(await readCsv(Buffer.from([0x50, 0x4b, 0, 0, 0xff]))).toEqual({ ok: false, error: "unreadable" }));
});
