import { add, compareNumbers, type FeelNumber, toDouble } from "../expression/numbers.ts";
import { type Facts, type FeelValue, fromFact } from "../expression/values.ts";
import { feelTypeOf } from "../facts/catalogue.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { TableDecision } from "../schema/decision.ts";
import { inMajorUnits } from "./evaluate-condition.ts";
import type { Reached } from "./reached.ts";
import { cellAccepts, feel, feelJson, readsOfCell, readsOfFeel, type Session, unfetched, warn } from "./session.ts";

type Row = TableDecision["rows"][number];

/** DMN 1.5, chapter 8: every row is tried, then the hit policy chooses. */
export function evaluateTable(session: Session, definition: TableDecision, facts: Facts): Reached {
  const reads = [
    ...definition.inputs.flatMap((input) => readsOfFeel(session, input.expression)),
    ...definition.rows.flatMap((row) =>
      definition.inputs.flatMap((input) =>
        testsAnything(row, input.id) ? readsOfCell(session, cellOf(row, input.id)) : [],
      ),
    ),
  ];
  const needs = unfetched(session, reads, facts);
  if (needs.length > 0) return { needs };
  const inputs = definition.inputs.map((input) => inputValue(session, definition, input, facts));
  const applies = (row: Row): boolean =>
    definition.inputs.every(
      (input, index) =>
        !testsAnything(row, input.id) || cellAccepts(session, cellOf(row, input.id), inputs[index] ?? null, facts),
    );
  const all = definition.rows.filter(applies);
  const hits = definition.hitPolicy === "FIRST" ? all.slice(0, 1) : all;
  const sources =
    hits.length > 0 || definition.default === undefined ? hits.map((row) => row.then) : [definition.default];
  const outputNeeds = sources.flatMap((cells) =>
    definition.outputs.flatMap(({ id }) => unfetched(session, readsOfFeel(session, (cells[id] ?? "").trim()), facts)),
  );
  if (outputNeeds.length > 0) return { needs: outputNeeds };
  if (sources.length === 0) warn(session, "no-row", {});
  const outputs = sources.map((cells) => outputOf(session, definition, cells, facts));
  return choose(definition, outputs, hits);
}

const cellOf = (row: Row, id: string): string => (row.when[id] ?? "").trim();
const testsAnything = (row: Row, id: string): boolean => !["", "-"].includes(cellOf(row, id));

function inputValue(
  session: Session,
  definition: TableDecision,
  input: TableDecision["inputs"][number],
  facts: Facts,
): FeelValue {
  const raw = feel(typed(session, input), input.expression, facts);
  const path = input.expression.trim();
  const value = fromFact(inMajorUnits(raw));
  const currency = currencyOf(raw);
  const base = session.context.baseCurrency ?? "CNY";
  if (currency !== undefined && currency !== base) {
    warn(session, "currency-mismatch", { path, given: currency, base });
    return null;
  }
  const speaksOfNull = definition.rows.some((row) => /\bnull\b/.test(row.when[input.id] ?? ""));
  if (value === null && !speaksOfNull) warn(session, "missing-value", { path });
  return value;
}

/** A column's type rules where nothing else is known of the path it reads. */
function typed(session: Session, input: TableDecision["inputs"][number]): Session {
  const path = input.expression.trim();
  if (!/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(path)) return session;
  const known = session.context.fieldType ?? feelTypeOf;
  const fieldType = (asked: string) => known(asked) ?? (asked === path ? input.type : undefined);
  return { ...session, context: { ...session.context, fieldType } };
}

function currencyOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("minorUnits" in value) || !("currency" in value))
    return undefined;
  return typeof value.currency === "string" ? value.currency : undefined;
}

function outputOf(
  session: Session,
  definition: TableDecision,
  cells: Readonly<Record<string, string>>,
  facts: Facts,
): JsonObject {
  return Object.fromEntries(
    definition.outputs.map(({ id }) => {
      const text = (cells[id] ?? "").trim();
      const value = text === "" ? null : feelJson(session, text, facts);
      if (value === null && text !== "") warn(session, "missing-value", { path: `=${text}` });
      return [id, value];
    }),
  );
}

function choose(definition: TableDecision, outputs: readonly JsonObject[], hits: readonly Row[]): Reached {
  const [first = null] = outputs;
  const rows = hits.map((row) => row.id);
  const differ = new Set(outputs.map((output) => JSON.stringify(output))).size > 1;
  if (definition.hitPolicy === "UNIQUE" && hits.length > 1)
    return { incident: "several-rows", code: "several-rows", data: { rows } };
  if (definition.hitPolicy === "ANY" && differ) return { incident: "rows-differ", code: "rows-differ", data: { rows } };
  if (definition.hitPolicy === "COLLECT") return { value: aggregated(definition, outputs) };
  if (definition.hitPolicy === "RULE ORDER") return { value: outputs };
  if (definition.hitPolicy === "OUTPUT ORDER") return { value: inOutputOrder(definition, outputs) };
  return { value: definition.hitPolicy === "PRIORITY" ? (inOutputOrder(definition, outputs)[0] ?? null) : first };
}

/** Selection by the listed values, column by column: take what has the best listed value, keep the order among equals. */
function inOutputOrder(definition: TableDecision, outputs: readonly JsonObject[]): readonly JsonObject[] {
  return definition.outputs.toReversed().reduce<readonly JsonObject[]>((ordered, { id, values }) => {
    if (values === undefined) return ordered;
    const listed = values.map((value) => JSON.stringify(value));
    const found = listed.flatMap((text, place) =>
      listed.indexOf(text) === place ? ordered.filter((output) => JSON.stringify(output[id]) === text) : [],
    );
    return [...found, ...ordered.filter((output) => !listed.includes(JSON.stringify(output[id])))];
  }, outputs);
}

function aggregated(definition: TableDecision, outputs: readonly JsonObject[]): JsonValue {
  const { aggregation = "list" } = definition;
  if (aggregation === "list") return outputs;
  if (aggregation === "count") return outputs.length;
  return Object.fromEntries(
    definition.outputs.map(({ id }) => [
      id,
      combined(
        aggregation,
        outputs.map((output) => output[id] ?? null),
      ),
    ]),
  );
}

function combined(aggregation: "sum" | "min" | "max", values: readonly JsonValue[]): number | null {
  if (values.length === 0 || !values.every((value) => typeof value === "number")) return null;
  if (aggregation === "sum") return toDouble(values.reduce<FeelNumber>((sum, value) => add(sum, value) ?? sum, 0));
  const sorted = values.toSorted(compareNumbers);
  return (aggregation === "min" ? sorted[0] : sorted.at(-1)) ?? null;
}
