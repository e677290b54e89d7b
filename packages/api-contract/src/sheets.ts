import { Type, type Static } from "typebox";
import { JsonObject } from "@orderloom/rule-dsl";

const T = Type.String();
const cells = Type.Record(T, T);

/** What an imported spreadsheet changes, row by row; rows are the same by their id. Cells are FEEL as the table writes them. */
const TableChangesAnswer = Type.Object({
  added: Type.Array(Type.Object({ id: T, when: cells, then: cells, note: Type.Optional(T) })),
  removed: Type.Array(Type.Object({ id: T, when: cells, then: cells, note: Type.Optional(T) })),
  changed: Type.Array(Type.Object({ row: T, column: T, before: T, after: T })),
  /** The rows that stay stand in another order, which decides in a FIRST table. */
  reordered: Type.Boolean(),
  /** Columns, names, hit policy or the default row differ. */
  head: Type.Boolean(),
});

/** `saved`: the draft is now as the file says; false for a dry run. */
export const SheetAnswer = Type.Object({
  saved: Type.Boolean(),
  changes: TableChangesAnswer,
  /** The table as the file says it, to be taken over by whoever asked for a dry run. */
  definition: JsonObject,
  /** Of the draft that was saved, for the next save. */
  etag: Type.Optional(T),
});
export type SheetAnswer = Static<typeof SheetAnswer>;
