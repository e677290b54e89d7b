import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TableDecision } from "../schema/decision.ts";
import { check } from "../check/check.ts";
import { generatedTable } from "../testing/generated-decisions.ts";
import { seed } from "../testing/seed.ts";
import { cellAddress, type CellValue, DEFAULT_ROW, type Grid } from "./sheet.ts";
import { sheetToTable } from "./sheet-to-table.ts";
import { tableChanges } from "./table-changes.ts";
import { tableToSheet } from "./table-to-sheet.ts";

const gifts: TableDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "gifts",
  name: { "zh-CN": "赠品", en: "Gifts" },
  type: "table",
  hitPolicy: "FIRST",
  inputs: [
    {
      id: "channel",
      name: { "zh-CN": "渠道", en: "Channel" },
      expression: "order.channel",
      type: "string",
      values: ["tmall", "jd"],
    },
    { id: "total", name: { "zh-CN": "金额", en: "Total" }, expression: "order.total", type: "number", unit: "CNY" },
  ],
  outputs: [{ id: "gift", name: { "zh-CN": "赠品", en: "Gift" }, type: "string" }],
  rows: [
    { id: "tmall-large", when: { channel: '"tmall"', total: ">= 500" }, then: { gift: '"GF-9"' }, note: "双十一" },
    { id: "jd", when: { channel: '"jd"' }, then: { gift: '"GF-7"' } },
  ],
  default: { gift: "null" },
};
const sheet = tableToSheet(gifts);

/** The sheet with one cell written over; counted from 0, headings included. */
const withCell = (row: number, column: number, value: CellValue): Grid =>
  sheet.grid.map((cells, at) => (at === row ? cells.map((cell, place) => (place === column ? value : cell)) : cells));
const read = (grid: Grid) => sheetToTable({ grid, head: sheet.head }, gifts);
const tableOf = (grid: Grid): TableDecision => {
  const reading = read(grid);
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message.en).join());
  return reading.table;
};

const nothing = { added: [], removed: [], changed: [], reordered: false, head: false };

describe("there and back", () => {
  test("the same table, with ids, notes, choices, both languages and the default row", () => {
    expect(read(sheet.grid)).toEqual({ ok: true, table: gifts });
  });

  test("also any generated table, into one that does not know it", () => {
    fc.assert(
      fc.property(generatedTable(), (table) => {
        fc.pre(check(table).every(({ severity }) => severity !== "error"));
        const { grid, head } = tableToSheet(table);
        const reading = sheetToTable({ grid, head }, { ...table, rows: [] });
        // A blank cell and one that is not written are the same.
        expect(reading.ok && tableChanges(table, reading.table)).toEqual(nothing);
      }),
      { seed: seed(), numRuns: 40 },
    );
  });

  test("what may be chosen is offered as it is written", () =>
    expect(sheet.columns.map(({ key, choices }) => [key, choices])).toEqual([
      ["id", []],
      ["in:channel", ['"tmall"', '"jd"']],
      ["in:total", []],
      ["out:gift", []],
      ["note", []],
    ]));
});

describe("what people type into a spreadsheet", () => {
  test.each([
    ["a plain word in a column of texts is that text", 4, 1, "douyin", '"douyin"'],
    ["a code with hyphens is not a subtraction", 4, 1, "CL-100", '"CL-100"'],
    ["Chinese words are text as well", 4, 1, "抖音", '"抖音"'],
    ["several texts stay as FEEL", 4, 1, '"tmall","jd"', '"tmall","jd"'],
    ["a hyphen takes every value", 4, 1, "-", "-"],
    ["a number is a number", 4, 2, 500, "500"],
    ["a number in a column of texts is text", 4, 1, 618, '"618"'],
    ["a range stays a range", 4, 2, "[100..700]", "[100..700]"],
  ] satisfies readonly (readonly [string, number, number, CellValue, string])[])(
    "%s",
    (_title, row, column, value, expected) => {
      const id = column === 1 ? "channel" : "total";
      expect(tableOf(withCell(row, column, value)).rows[0]?.when[id]).toBe(expected);
    },
  );

  test("a new row without an id is given one; an empty line is no row", () => {
    const grid = [
      ...sheet.grid.slice(0, 6),
      [null, "", null, null, null],
      [null, "jd", 100, "GF-1", null],
      ...sheet.grid.slice(6),
    ];
    const table = tableOf(grid);
    expect(table.rows.map(({ id }) => id)).toEqual(["tmall-large", "jd", expect.stringMatching(/^row-\d+$/)]);
    expect(table.default).toEqual(gifts.default);
  });

  test("a plain CSV of names finds its columns, in either language and in any order", () => {
    const grid: Grid = [
      ["Gift", "渠道", "Total"],
      ["GF-2", "jd", ">= 10"],
    ];
    const reading = sheetToTable({ grid }, gifts);
    expect(reading.ok && reading.table.rows).toEqual([
      { id: "row-2", when: { channel: '"jd"', total: ">= 10" }, then: { gift: '"GF-2"' } },
    ]);
  });

  test("a column renamed in its heading is renamed", () =>
    expect(tableOf(withCell(0, 1, "平台")).inputs[0]?.name).toEqual({ "zh-CN": "平台", en: "Channel" }));
});

describe("what is wrong is said with its cell", () => {
  const problems = (grid: Grid) => {
    const reading = sheetToTable({ grid, head: sheet.head }, gifts);
    return reading.ok ? [] : reading.problems.map(({ cell, code }) => `${cell} ${code}`);
  };
  test.each([
    ["a comparison that is cut short", withCell(4, 2, ">="), /^C5 /],
    ["an unknown fact", withCell(4, 2, "> order.totall"), /^C5 /],
    ["an error of Excel's", withCell(5, 3, "#REF!"), /^D6 sheet-cell-error$/],
    ["the same row twice", withCell(5, 0, "tmall-large"), /^A6 sheet-row-twice$/],
    ["nothing at all", [], /^A1 sheet-empty$/],
    ["a column nobody knows", [["Channel", "Total", "Gift", "Colour"]], /^D1 sheet-column-unknown$/],
    ["a column too few", [["Channel", "Gift"]], /^A1 sheet-column-missing$/],
  ] satisfies readonly (readonly [string, Grid, RegExp])[])("%s", (_title, grid, expected) => {
    const [first = ""] = problems(grid);
    expect(first).toMatch(expected);
  });

  test("columns beyond Z have two letters", () =>
    expect([cellAddress(0, 0), cellAddress(25, 8), cellAddress(26, 9), cellAddress(703, 0)]).toEqual([
      "A1",
      "Z9",
      "AA10",
      "AAB1",
    ]));
});

describe("what an import would change", () => {
  test("one cell, one row more, one less", () => {
    const after = tableOf([
      ...withCell(4, 2, ">= 800").filter((cells) => cells[0] !== "jd"),
      ["new", null, null, "GF-3", null],
    ]);
    const { added, removed, changed, reordered, head } = tableChanges(gifts, after);
    expect([added.map(({ id }) => id), removed.map(({ id }) => id), changed, reordered, head]).toEqual([
      ["new"],
      ["jd"],
      [{ row: "tmall-large", column: "total", before: ">= 500", after: ">= 800" }],
      false,
      false,
    ]);
  });

  test("another order of the rows, which decides in a FIRST table", () => {
    const [h1 = [], h2 = [], h3 = [], h4 = [], one = [], two = [], ...rest] = sheet.grid;
    const swapped = tableOf([h1, h2, h3, h4, two, one, ...rest]);
    expect(tableChanges(gifts, swapped)).toMatchObject({ added: [], removed: [], changed: [], reordered: true });
    expect(rest[0]?.[0]).toBe(DEFAULT_ROW);
  });
});
