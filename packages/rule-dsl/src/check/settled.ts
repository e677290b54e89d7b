/** While somebody types, most rows of a table stay as they are: they are told by identity and not looked at again. */
import type { TSchema } from "typebox";
import type { Diagnostic, Problem } from "../diagnostic.ts";
import type { TableDecision } from "../schema/decision.ts";
import type { Definition } from "../schema/definition.ts";
import { validate } from "../schema/validate.ts";
import type { Memo } from "./analysis/memo.ts";
import { type Row, settledRows } from "./analysis/table-rows.ts";

/** The definition, its rows being those of the last look wherever they say the same. */
export function settled(definition: Definition, memo: Memo): Definition {
  if (!isTable(definition)) return definition;
  const name = `rows ${definition.id}`;
  const before = (memo.last(name) ?? []) as readonly Row[]; // kept below, after they were found right
  return { ...definition, rows: [...settledRows(definition.rows, before)] };
}

/** What `validate` says; rows that were right before are not looked at. */
export function validateAnew(schema: TSchema, definition: Definition, memo: Memo): readonly Problem[] {
  if (!isTable(definition)) return validate(schema, definition);
  const right = memo.rightParts("schema", "");
  const fresh = definition.rows.filter((row) => !right.has(row));
  // Places are told of the whole.
  if (validate(schema, { ...definition, rows: fresh }).length > 0) return validate(schema, definition);
  for (const row of fresh) right.add(row);
  memo.keep(`rows ${definition.id}`, definition.rows);
  return [];
}

/** What is found in each row, those left out that were found right before. */
export function eachAnew(
  rows: readonly Row[],
  right: WeakSet<object>,
  look: (row: Row, index: number) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  rows.forEach((row, index) => {
    if (right.has(row)) return;
    const own = look(row, index);
    if (own.length === 0) right.add(row);
    else found.push(...own);
  });
  return found;
}

/** By its form: it may not yet have been checked against its schema. */
function isTable(definition: Definition): definition is TableDecision {
  if (definition.kind !== "decision" || definition.type !== "table") return false;
  const rows: unknown = definition.rows;
  return Array.isArray(rows) && rows.every((row: unknown) => typeof row === "object" && row !== null);
}
