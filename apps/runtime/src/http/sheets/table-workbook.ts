import ExcelJS from "exceljs";
import {
  type CellValue,
  fail,
  type Grid,
  HEADING_ROWS,
  type JsonObject,
  type Result,
  type SheetInput,
  succeed,
  type TableSheet,
} from "@orderloom/rule-dsl";

/** Excel allows 32,767 characters in a cell. */
const MOST_CHARACTERS = 30_000;
/** Excel refuses a drop-down whose choices are longer, written out. */
const LONGEST_CHOICES = 255;
const TABLE_SHEET = "规则 Rules";
/** What a workbook keeps so that nothing is lost on the way back; nobody edits it by hand. */
const HEAD_SHEET = "OrderLoom";
/** Rows that take part in the drop-downs beyond those that are there. */
const SPARE_ROWS = 500;

/** A table as an Excel workbook: headings frozen, choices as drop-downs, the definition's head on a hidden sheet. */
export async function writeWorkbook(sheet: TableSheet): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const page = workbook.addWorksheet(TABLE_SHEET, { views: [{ state: "frozen", xSplit: 1, ySplit: HEADING_ROWS }] });
  for (const cells of sheet.grid) page.addRow([...cells]);
  dressHeadings(page);
  sheet.columns.forEach(({ choices, key }, index) => {
    const column = page.getColumn(index + 1);
    column.width = key === "id" ? 16 : 24;
    // Cells are texts: Excel must not make a date or a number of `1-2` or `007`.
    column.numFmt = "@";
    offer(
      page,
      index + 1,
      ["-", ...choices].filter((_, at) => at > 0 || key.startsWith("in:")),
      sheet.grid.length,
    );
  });
  const kept = workbook.addWorksheet(HEAD_SHEET, { state: "hidden" });
  for (const part of chunks(JSON.stringify(sheet.head))) kept.addRow([part]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function dressHeadings(page: ExcelJS.Worksheet): void {
  for (let row = 1; row <= HEADING_ROWS; row += 1) {
    page.getRow(row).font = { bold: row <= 2, color: { argb: row <= 2 ? "FF161B1E" : "FF616C73" } };
    page.getRow(row).fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFF2F4F4" } };
  }
  page.getRow(HEADING_ROWS).hidden = true;
}

/** A drop-down that proposes and does not refuse: a cell may also hold a range or several values. */
function offer(page: ExcelJS.Worksheet, column: number, choices: readonly string[], rows: number): void {
  if (choices.length < 2) return;
  // Excel's own quotes are doubled inside the list's quotes.
  const list = choices.map((choice) => choice.replaceAll('"', '""')).join(",");
  if (list.length > LONGEST_CHOICES || choices.some((choice) => choice.includes(","))) return;
  for (let row = HEADING_ROWS + 1; row <= rows + SPARE_ROWS; row += 1)
    page.getCell(row, column).dataValidation = {
      type: "list",
      allowBlank: true,
      showErrorMessage: false,
      formulae: [`"${list}"`],
    };
}

function* chunks(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += MOST_CHARACTERS) yield text.slice(at, at + MOST_CHARACTERS);
}

/** What a workbook holds; `unreadable` for a file that is none. */
export async function readWorkbook(bytes: Buffer): Promise<Result<SheetInput, "unreadable">> {
  const workbook = new ExcelJS.Workbook();
  try {
    // The library's types know a Buffer of an older Node.
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch {
    return fail("unreadable");
  }
  const page = workbook.worksheets.find(({ name }) => name !== HEAD_SHEET);
  if (!page) return fail("unreadable");
  const head = headIn(workbook.getWorksheet(HEAD_SHEET));
  return succeed({ grid: gridOf(page), ...(head && { head }) });
}

function gridOf(page: ExcelJS.Worksheet): Grid {
  const grid: CellValue[][] = [];
  const width = page.columnCount;
  for (let row = 1; row <= page.rowCount; row += 1) {
    const cells = page.getRow(row);
    grid.push(Array.from({ length: width }, (_, column) => valueOf(cells.getCell(column + 1).value)));
  }
  while (grid.at(-1)?.every((cell) => cell === null) === true) grid.pop();
  return grid;
}

/** What a person sees in the cell: of a formula its result, of formatted text the text. */
function valueOf(value: ExcelJS.CellValue): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Date) return dateText(value);
  if ("error" in value) return value.error;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("hyperlink" in value) return value.text;
  return "result" in value ? valueOf(value.result ?? null) : null;
}

/** Excel knows no zone: a date is its day, with a time of day its text in UTC. */
function dateText(date: Date): string {
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(".000Z", "Z");
}

function headIn(kept: ExcelJS.Worksheet | undefined): JsonObject | undefined {
  if (!kept) return undefined;
  const text = gridOf(kept)
    .map(([part]) => (typeof part === "string" ? part : ""))
    .join("");
  try {
    const head: unknown = JSON.parse(text);
    // Whoever reads it checks it against the schema of a table.
    return typeof head === "object" && head !== null ? (head as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
