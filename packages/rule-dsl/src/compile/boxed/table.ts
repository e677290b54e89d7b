/** Decision tables inside boxed expressions (DMN 1.5, chapter 8), over FEEL values. */
import { type FeelValue, fromFact, isList, kindOf } from "../../expression/values.ts";
import type { TableBox } from "../../schema/boxed.ts";
import {
  type BoxPlace,
  type BoxScope,
  type CompiledBox,
  feelPiece,
  giveNull,
  neededPiece,
  type OutputColumn,
  type Piece,
  type Site,
  testsPiece,
  typed,
  under,
  type ValueTest,
} from "./piece.ts";
import { settleHits } from "./table-result.ts";

type Table = TableBox["table"];

interface InputColumn {
  readonly run: Piece;
  readonly type: string | undefined;
  readonly allowed: ValueTest | undefined;
  readonly place: BoxPlace;
}

interface Row {
  /** Only cells that test something. */
  readonly tests: readonly { readonly column: number; readonly test: ValueTest }[];
  readonly outputs: readonly Piece[];
}

export function compileBoxedTable(table: Table, scope: BoxScope): CompiledBox {
  const inputs = table.inputs.map((input, index) => inputOf(input, index, scope));
  const outputs = table.outputs.map((output, index) => outputOf(output, index, scope));
  const rows = table.rows.map((row, index) => rowOf(row, index, scope));
  const run: Piece = (site) => {
    const values = valuesOf(inputs, site, scope);
    const hits = hitsOf(rows, values, table.hitPolicy === "FIRST", site);
    site.session.seen?.({
      element: scope.place.element,
      inputs: table.inputs.map(({ feel }, index) => ({ text: feel, value: values[index] ?? null })),
      hits,
    });
    const given = hits.map((hit) =>
      outputs.map((column, index) => cellOf(rows[hit]?.outputs[index], column, site, scope)),
    );
    return settleHits({ table, outputs, place: scope.place }, given, site);
  };
  const [only] = table.outputs;
  if (table.outputs.length === 1) return { run, fields: scope.context.book.namesOf(only?.type) };
  return {
    run,
    fields: new Map(table.outputs.map(({ name = "", type }) => [name, scope.context.book.namesOf(type)])),
  };
}

function inputOf(input: Table["inputs"][number], index: number, scope: BoxScope): InputColumn {
  const place = under(scope.place, "table", "inputs", index);
  const { sight, context } = scope;
  const allowed = input.allowed ?? context.book.allowedOf(input.type);
  return {
    run: neededPiece(input.feel, { sight, place: under(place, "feel"), context }),
    type: input.type,
    allowed: allowed === undefined ? undefined : testsPiece(allowed, sight, under(place, "allowed"), context),
    place,
  };
}

function outputOf(output: Table["outputs"][number], index: number, scope: BoxScope): OutputColumn {
  const place = under(scope.place, "table", "outputs", index);
  const { sight, context } = scope;
  const allowed = output.allowed ?? context.book.allowedOf(output.type);
  const at = under(place, "allowed");
  return {
    name: output.name,
    type: output.type,
    listed: (allowed === undefined ? [] : partsOf(allowed)).map((part) => testsPiece(part, sight, at, context)),
    allowed: allowed === undefined ? undefined : testsPiece(allowed, sight, at, context),
    fallback:
      output.default === undefined ? undefined : feelPiece(output.default, sight, under(place, "default"), context),
    place,
  };
}

function rowOf(row: Table["rows"][number], index: number, scope: BoxScope): Row {
  const place = under(scope.place, "table", "rows", index);
  const { sight, context } = scope;
  return {
    tests: row.when.flatMap((text, column) => {
      if (text.trim() === "" || text.trim() === "-") return [];
      return [{ column, test: testsPiece(text, sight, under(place, "when", column), context) }];
    }),
    outputs: row.then.map((text, column) => {
      const at = under(place, "then", column);
      const type = row.types?.[column];
      return typed(feelPiece(text, sight, at, context), type === "" ? undefined : type, { place: at, context });
    }),
  };
}

/** The inputs; one that its column does not allow is null, with a warning. One of another type is left to the cells. */
function valuesOf(inputs: readonly InputColumn[], site: Site, { context }: BoxScope): readonly FeelValue[] {
  return inputs.map(({ run, type, allowed, place }) => {
    const given = run(site);
    const coerced = context.book.coerce(given, type, site.frame);
    const value = coerced ?? given;
    if (coerced === undefined) giveNull(site, "wrong-value-type", place, { name: place.element, type });
    if (value === null || allowed === undefined || isAllowed(value, allowed, site)) return value;
    return giveNull(site, "value-not-allowed", place, { name: place.element, found: kindOf(value) });
  });
}

/** Of a list, each item may be among the allowed values. */
function isAllowed(value: FeelValue, allowed: ValueTest, site: Site): boolean {
  if (allowed(value, site) === true) return true;
  return isList(value) && value.every((item) => allowed(fromFact(item), site) === true);
}

function hitsOf(rows: readonly Row[], values: readonly FeelValue[], isFirst: boolean, site: Site): readonly number[] {
  const hits: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (!row.tests.every(({ column, test }) => test(values[column] ?? null, site) === true)) continue;
    hits.push(index);
    if (isFirst) break;
  }
  return hits;
}

/** What a row gives in one column; null with a warning where the column does not allow it. */
function cellOf(cell: Piece | undefined, column: OutputColumn, site: Site, { context }: BoxScope): FeelValue {
  const given = cell === undefined ? null : cell(site);
  const value = context.book.coerce(given, column.type, site.frame);
  const { place } = column;
  if (value === undefined) return giveNull(site, "wrong-value-type", place, { name: place.element, type: column.type });
  if (value === null || column.allowed === undefined || isAllowed(value, column.allowed, site)) return value;
  return giveNull(site, "value-not-allowed", place, { name: place.element, found: kindOf(value) });
}

/** The tests of a list, at the commas that stand outside of texts and brackets. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isText && char === "\\") at += 1;
    else if (char === '"') isText = !isText;
    else if (isText) continue;
    else if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
    else if (char === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
