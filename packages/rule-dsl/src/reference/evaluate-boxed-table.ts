import { equalValues } from "../expression/compare.ts";
import { compileFeel, compileUnaryTests } from "../expression/compile-feel.ts";
import { type FeelValue, fromFact, isList, kindOf } from "../expression/values.ts";
import type { TableBox } from "../schema/boxed.ts";
import { conformed, type Types } from "./boxed-types.ts";

type Table = TableBox["table"];
type Output = Table["outputs"][number];
/** What one row gives, column by column. */
type Given = readonly FeelValue[];

export interface TableSession {
  readonly scope: Readonly<Record<string, FeelValue>>;
  readonly types: Types;
  readonly timeZone: string | undefined;
  readonly text: (feel: string) => FeelValue;
}

/** DMN 1.5, chapter 8: every row is tried, then the hit policy chooses. */
export function evaluateBoxedTable(table: Table, session: TableSession): FeelValue {
  const values = table.inputs.map(({ feel, type, allowed }) => {
    const given = session.text(feel);
    const value = conformed(given, type, session.types) ?? given;
    return value === null || isAllowed(value, allowed ?? allowedBy(type, session), session) ? value : null;
  });
  const rows = table.rows.filter((row) =>
    row.when.every((cell, column) => ["", "-"].includes(cell.trim()) || passes(cell, values[column] ?? null, session)),
  );
  const hits = rows.map((row) =>
    table.outputs.map((output, column) => {
      const text = row.then[column];
      const type = row.types?.[column];
      const typed = type === undefined || type === "" ? undefined : type;
      const value = text === undefined ? null : conformed(session.text(text), typed, session.types);
      return allowedOutput(conformed(value ?? null, output.type, session.types) ?? null, output, session);
    }),
  );
  return hits.length === 0 ? whenNone(table, session) : settle(table, hits, session);
}

function settle(table: Table, hits: readonly Given[], session: TableSession): FeelValue {
  const [first = []] = hits;
  const one = (given: Given): FeelValue => asValue(given, table.outputs);
  switch (table.hitPolicy) {
    case "UNIQUE":
      return hits.length === 1 ? one(first) : null;
    case "ANY":
      return hits.every((hit) => hit.every((value, at) => equalValues(value, first[at] ?? null) === true))
        ? one(first)
        : null;
    case "FIRST":
      return one(first);
    case "PRIORITY":
      return one(ranked(table, hits, session)[0] ?? []);
    case "OUTPUT ORDER":
      return ranked(table, hits, session).map(one);
    case "RULE ORDER":
      return hits.map(one);
    case "COLLECT":
      return table.aggregation === undefined ? hits.map(one) : aggregated(table, table.aggregation, hits);
  }
}

function asValue(given: Given, outputs: readonly Output[]): FeelValue {
  if (outputs.length === 1) return given[0] ?? null;
  return Object.fromEntries(outputs.map(({ name = "" }, at) => [name, given[at] ?? null]));
}

function whenNone(table: Table, session: TableSession): FeelValue {
  const { hitPolicy, aggregation, outputs } = table;
  const isPlural =
    hitPolicy === "RULE ORDER" ||
    hitPolicy === "OUTPUT ORDER" ||
    (hitPolicy === "COLLECT" && aggregation === undefined);
  if (outputs.some((output) => output.default !== undefined)) {
    const value = asValue(
      outputs.map((output) => (output.default === undefined ? null : session.text(output.default))),
      outputs,
    );
    return isPlural ? [value] : value;
  }
  if (isPlural) return [];
  return hitPolicy === "COLLECT" && aggregation === "count" ? 0 : null;
}

const unordered: readonly string[] = ["null", "boolean", "list", "context"];

/** FEEL's own sum, min and max. */
function aggregated({ outputs }: Table, how: "sum" | "min" | "max" | "count", hits: readonly Given[]): FeelValue {
  if (how === "count") return hits.length;
  const compiled = compileFeel(`${how}(values)`, { names: new Set(["values"]) });
  const totals = outputs.map((_, at) => {
    const values = hits.map((hit) => hit[at] ?? null);
    const kinds = values.map((value) => kindOf(value));
    const isFit = kinds.every((kind) => (how === "sum" ? kind === "number" : !unordered.includes(kind)));
    return compiled.ok && isFit ? compiled.compiled.evaluate({ values }).value : null;
  });
  return asValue(totals, outputs);
}

/** One column after the other, the last one first, so that the first one decides. */
function ranked(table: Table, hits: readonly Given[], session: TableSession): readonly Given[] {
  let sorted = [...hits];
  for (const [at, output] of [...table.outputs.entries()].reverse()) {
    const listed = listedBy(output, session);
    const rank = (hit: Given): number => {
      const found = listed.findIndex((test) => passes(test, hit[at] ?? null, session));
      return found < 0 ? listed.length : found;
    };
    sorted = sorted.toSorted((left, right) => rank(left) - rank(right));
  }
  return sorted;
}

function listedBy({ allowed, type }: Output, session: TableSession): readonly string[] {
  const text = allowed ?? allowedBy(type, session) ?? "";
  return (
    text
      .match(/"(?:[^"\\]|\\.)*"|[^,"]+/g)
      ?.map((part) => part.trim())
      .filter((part) => part !== "") ?? []
  );
}

function allowedOutput(value: FeelValue, { allowed, type }: Output, session: TableSession): FeelValue {
  return value === null || isAllowed(value, allowed ?? allowedBy(type, session), session) ? value : null;
}

function allowedBy(type: string | undefined, session: TableSession): string | undefined {
  const item = type === undefined ? undefined : session.types[type];
  return item === undefined ? undefined : (item.allowed ?? allowedBy(item.base, session));
}

function isAllowed(value: FeelValue, allowed: string | undefined, session: TableSession): boolean {
  if (allowed === undefined || passes(allowed, value, session)) return true;
  return isList(value) && value.every((item) => passes(allowed, fromFact(item), session));
}

function passes(tests: string, value: FeelValue, { scope, timeZone }: TableSession): boolean {
  const compiled = compileUnaryTests(tests, { names: new Set(Object.keys(scope)), timeZone, mistakes: "null" });
  return compiled.ok && compiled.compiled.evaluate(value, scope).value === true;
}
