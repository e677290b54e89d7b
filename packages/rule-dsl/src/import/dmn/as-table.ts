/**
 * A DMN decision table as a `table` decision of ours, where both mean the same: its inputs are input data or decisions
 * that it calls, its cells say all themselves, and what its columns and its type allow cannot make a difference.
 * Everything else stays a boxed table.
 */
import { compileModel } from "../../compile/boxed/compile-model.ts";
import { builtinKind } from "../../compile/boxed/item-types.ts";
import { partsOf } from "../../compile/boxed/table.ts";
import { compileFeel, compileUnaryTests } from "../../expression/compile-feel.ts";
import { parseNumber, toDouble } from "../../expression/numbers.ts";
import { type FeelKind, type FeelValue, isNumber, kindOf } from "../../expression/values.ts";
import type { ItemType, ModelElement, TableBox } from "../../schema/boxed.ts";
import type { LocalizedText } from "../../schema/common.ts";
import type { DecisionCall, TableDecision } from "../../schema/decision.ts";
import { freeId } from "../slug.ts";
import type { ReadModel } from "./read-model.ts";

type ColumnType = TableDecision["inputs"][number]["type"];
type Body = Pick<TableDecision, "hitPolicy" | "aggregation" | "inputs" | "outputs" | "rows" | "default" | "calls">;
type DecisionElement = Extract<ModelElement, { kind: "decision" }>;

/** Where the value of input data or of a called decision is found: FEEL with its `=`. */
export interface Source {
  readonly from: string;
  readonly type: string | undefined;
  readonly call?: DecisionCall;
}

export interface AsTable {
  readonly model: ReadModel;
  /** By the key of the element; undefined where its value is not to be had from outside. */
  readonly sourceOf: (key: string) => Source | undefined;
  readonly nameOf: (text: string) => LocalizedText;
}

/** Undefined where it is no table, or one that must stay as it is. */
export function asTable(element: DecisionElement, { model, sourceOf, nameOf }: AsTable): Body | undefined {
  if (!("table" in element.value) || element.value.type !== undefined) return undefined;
  const { table } = element.value;
  const ids = new Set<string>();
  const calls = new Map<string, DecisionCall>();
  const columns = table.inputs.map((input, index) => inputOf(input, index));
  const results = table.outputs.map((output, index) => outputOf(output, index));
  const isWhole = columns.every((column) => column !== undefined) && results.every((column) => column !== undefined);
  if (!isWhole || columns.length === 0 || table.rows.some((row) => row.types !== undefined)) return undefined;
  if (!givesItsType(element, table, model)) return undefined;
  return {
    ...(calls.size > 0 && { calls: [...calls.values()] }),
    hitPolicy: table.hitPolicy,
    ...(table.hitPolicy === "COLLECT" && table.aggregation !== undefined && { aggregation: table.aggregation }),
    inputs: columns,
    outputs: results,
    rows: table.rows.map((row, index) => ({
      id: `row-${String(index + 1)}`,
      when: cellsOf(columns, row.when),
      then: cellsOf(results, row.then),
    })),
    ...defaultOf(table, results),
  };

  function inputOf(
    { feel, type, allowed }: TableBox["table"]["inputs"][number],
    index: number,
  ): TableDecision["inputs"][number] | undefined {
    const read = pathOf(feel, element, { model, sourceOf });
    const kind = columnType(read?.type, model.types);
    const cells = table.rows.map((row) => row.when[index] ?? "");
    if (read === undefined || kind === undefined) return undefined;
    if ((type !== undefined && columnType(type, model.types) !== kind) || !cells.every(isOwnTest)) return undefined;
    const limits = [allowed, ...allowedIn(type, model.types), ...allowedIn(read.type, model.types)];
    const isLimited = limits.some((limit) => limit !== undefined);
    if (isLimited && !cells.every(saysTexts)) return undefined;
    if (read.call !== undefined) calls.set(read.call.id, read.call);
    const id = freeId(feel, `input-${String(index + 1)}`, ids);
    return { id, name: nameOf(feel), expression: read.expression, type: kind };
  }

  function outputOf(
    { name, type, allowed, default: otherwise }: TableBox["table"]["outputs"][number],
    index: number,
  ): TableDecision["outputs"][number] | undefined {
    const cells = [...table.rows.map((row) => row.then[index] ?? ""), ...(otherwise === undefined ? [] : [otherwise])];
    const kinds = new Set(cells.map(constantKind));
    const declared = columnType(type, model.types);
    const [only] = kinds;
    const found = kinds.size === 1 && only !== undefined ? kindType(only) : undefined;
    if (found === undefined || (type !== undefined && declared !== found)) return undefined;
    const limit = allowed ?? allowedIn(type, model.types)[0];
    const values = limit === undefined ? undefined : partsOf(limit);
    if (values !== undefined && !cells.every((cell) => values.includes(cell.trim()))) return undefined;
    const called = name ?? element.name;
    const listed = values?.map(constantOf);
    return {
      id: freeId(called, `output-${String(index + 1)}`, ids),
      name: nameOf(called),
      type: found,
      ...(listed !== undefined && { values: listed }),
    };
  }
}

interface Read {
  /** FEEL without its `=`. */
  readonly expression: string;
  readonly type: string | undefined;
  readonly call: DecisionCall | undefined;
}

/** What an expression reads, where it reads input data or a decision and does nothing else. */
function pathOf(
  feel: string,
  element: DecisionElement,
  { model: { types }, sourceOf }: Pick<AsTable, "model" | "sourceOf">,
): Read | undefined {
  const [name = "", ...fields] = feel.split(".").map((part) => part.trim());
  const need = element.needs.find(({ as, under }) => as === name && under === undefined);
  const source = need === undefined ? undefined : sourceOf(need.element);
  if (source === undefined || !fields.every((field) => /^[a-z]\w*$/i.test(field))) return undefined;
  if (!isPath(source.from) && (fields.length > 0 || source.call === undefined)) return undefined;
  return {
    expression: [source.from.slice(1), ...fields].join("."),
    type: fields.reduce<string | undefined>((type, field) => fieldType(type, field, types), source.type),
    call: source.call,
  };
}

/** Whether whatever a row gives is of the decision's type, so that the type makes no difference. */
function givesItsType({ name, type }: DecisionElement, table: TableBox["table"], { types }: ReadModel): boolean {
  if (type === undefined) return true;
  const { hitPolicy, aggregation, outputs, rows } = table;
  if (hitPolicy === "COLLECT" && aggregation !== undefined) {
    return columnType(type, types) === "number" && allowedIn(type, types).length === 0;
  }
  const isList = hitPolicy === "COLLECT" || hitPolicy === "RULE ORDER" || hitPolicy === "OUTPUT ORDER";
  const program = compileModel({ types, elements: { row: { kind: "input", name, type } }, value: "row" });
  const otherwise = outputs.some((output) => output.default !== undefined)
    ? [outputs.map((output) => output.default ?? "null")]
    : [];
  const isKept = (given: FeelValue): boolean =>
    kindOf(program.evaluate(new Map([["row", given]])).value) === kindOf(given);
  if (isList && !isKept([])) return false;
  return [...rows.map((row) => row.then), ...otherwise].every((cells) => {
    const values = cells.map(valueOf);
    const named = Object.fromEntries(outputs.map((output, index) => [output.name ?? "", values[index] ?? null]));
    const value = outputs.length === 1 ? (values[0] ?? null) : named;
    return value === null || isKept(isList ? [value] : value);
  });
}

function valueOf(cell: string): FeelValue {
  const compiled = compileFeel(cell, { names: noNames });
  return compiled.ok ? compiled.compiled.evaluate({}).value : null;
}

function fieldType(
  type: string | undefined,
  field: string,
  types: Readonly<Record<string, ItemType>>,
): string | undefined {
  const item = type !== undefined && Object.hasOwn(types, type) ? types[type] : undefined;
  const fields = item?.list === true ? undefined : item?.fields;
  const found = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  return found?.list === true || found?.allowed !== undefined ? undefined : found?.base;
}

const isPath = (from: string): boolean => /^=[a-z]\w*(\.[a-z]\w*)*$/i.test(from);

/** The allowed values on the way from a type to its base. */
function allowedIn(type: string | undefined, types: Readonly<Record<string, ItemType>>): readonly string[] {
  const item = type !== undefined && Object.hasOwn(types, type) ? types[type] : undefined;
  if (item === undefined) return [];
  const own = [item.allowed, item.constraint].filter((text) => text !== undefined);
  return item.base === type ? own : [...own, ...allowedIn(item.base, types)];
}

function columnType(type: string | undefined, types: Readonly<Record<string, ItemType>>): ColumnType | undefined {
  if (type === undefined) return undefined;
  const item = Object.hasOwn(types, type) ? types[type] : undefined;
  if (item === undefined) return kindType(builtinKind(type) ?? "any");
  if (item.list === true || item.fields !== undefined || item.function !== undefined || item.base === type)
    return undefined;
  return columnType(item.base, types);
}

function kindType(kind: FeelKind | "any"): ColumnType | undefined {
  switch (kind) {
    case "string":
    case "number":
    case "boolean":
    case "date":
      return kind;
    case "date and time":
      return "date-time";
    case "days and time duration":
    case "years and months duration":
      return "duration";
    default:
      return undefined;
  }
}

/** A cell that reads nothing but the value it tests. */
function isOwnTest(cell: string): boolean {
  if (cell.trim() === "" || cell.trim() === "-") return true;
  const compiled = compileUnaryTests(cell, { names: noNames });
  return compiled.ok && compiled.compiled.reads.length === 0;
}
const noNames: ReadonlySet<string> = new Set();

/** Texts, or all but some texts, or anything: then a value that is not allowed hits the same rows as no value does. */
function saysTexts(cell: string): boolean {
  const text = /^not\s*\((.*)\)$/s.exec(cell.trim())?.[1] ?? cell.trim();
  return text === "" || text === "-" || partsOf(text).every((part) => /^"([^"\\]|\\.)*"$/.test(part));
}

/** The kind of an output cell that is the same in every evaluation. */
function constantKind(cell: string): FeelKind | undefined {
  const compiled = compileFeel(cell, { names: noNames });
  if (!compiled.ok || compiled.compiled.reads.length > 0 || /\b(now|today|random)\b/.test(cell)) return undefined;
  const value = valueOf(cell);
  return value === null ? undefined : kindOf(value);
}

function constantOf(text: string): string | number | boolean {
  const value = valueOf(text);
  if (typeof value === "string" || typeof value === "boolean") return value;
  return value !== null && isNumber(value) ? toDouble(value) : parseNumber(text) === null ? text : Number(text);
}

function cellsOf(
  columns: readonly { readonly id: string }[],
  cells: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ id }, index) => [id, cells[index] ?? ""]));
}

function defaultOf({ outputs }: TableBox["table"], columns: readonly { readonly id: string }[]): Pick<Body, "default"> {
  if (outputs.every((output) => output.default === undefined)) return {};
  return {
    default: cellsOf(
      columns,
      outputs.map((output) => output.default ?? "null"),
    ),
  };
}
