import { Readable } from "node:stream";
import ExcelJS from "exceljs";
import { type CellValue, fail, type Grid, type Result, type SheetInput, succeed } from "@orderloom/rule-dsl";

/** A CSV file, as Excel saves it in China too: UTF-8 with or without its mark, else GB 18030. Every cell is text. */
export async function readCsv(bytes: Buffer): Promise<Result<SheetInput, "unreadable">> {
  const text = decode(bytes);
  if (text === undefined || text.includes("\0")) return fail("unreadable");
  try {
    const workbook = new ExcelJS.Workbook();
    const page = await workbook.csv.read(Readable.from([text]), {
      map: (value: unknown) => value,
      parserOptions: { delimiter: delimiterOf(text) },
    });
    return succeed({ grid: gridOf(page) });
  } catch {
    return fail("unreadable");
  }
}

function decode(bytes: Buffer): string | undefined {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding is tried.
    }
  }
  return undefined;
}

/** Excel in some countries parts cells by a semicolon, a copied table by a tab. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, text.indexOf("\n") >>> 0);
  const counted = [",", ";", "\t"].map((delimiter) => ({ delimiter, times: heading.split(delimiter).length }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).delimiter;
}

function gridOf(page: ExcelJS.Worksheet): Grid {
  const grid: CellValue[][] = [];
  page.eachRow({ includeEmpty: true }, (row) => {
    const cells = Array.from({ length: page.columnCount }, (_, column): CellValue => {
      const { value } = row.getCell(column + 1);
      return typeof value === "string" && value !== "" ? value : null;
    });
    grid.push(cells);
  });
  return grid;
}
