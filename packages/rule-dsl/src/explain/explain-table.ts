import type { JsonValue } from "../schema/common.ts";
import type { TableDecision } from "../schema/decision.ts";
import { foundCell, wantedCell } from "./cell-text.ts";
import type { Facts } from "../expression/values.ts";
import { type NearRow, nearestRows } from "./nearest-rows.ts";
import { type Explanation, type ExplanationLine, line } from "./explanation.ts";
import { sentenceOf } from "./sentence.ts";
import type { DecisionTrace } from "./trace.ts";
import type { Voice } from "./voice.ts";
import { formatValue } from "./format-value.ts";

type TableTrace = Extract<DecisionTrace, { type: "table" }>;
type Row = TableDecision["rows"][number];

/** More refused rows than this are not told: the table itself shows them. */
const mostRefused = 20;

interface Told {
  readonly trace: TableTrace;
  readonly definition: TableDecision;
  readonly value: JsonValue | undefined;
  readonly voice: Voice;
  /** For cells that compare with other facts, and for values that the trace only refers to. */
  readonly facts?: Facts | undefined;
}

/** The row that was hit and by which cells, and the rows that came nearest with the cell that refused them. */
export function explainTable(trace: TableTrace, parts: Omit<Told, "trace">): Explanation {
  const told = { trace, ...parts };
  const { definition, voice } = told;
  const hits = definition.rows.filter((row) => trace.hits.includes(row.id));
  const others = nearestRows(definition, trace, told.facts);
  const [nearest] = others;
  return {
    sentence:
      hits.length > 0
        ? sentenceOf(
            hits.slice(0, 1).flatMap((row) => heldCells(row, told)),
            hitText(hits, told),
            voice,
          )
        : missSentence(nearest, told),
    because: hits.flatMap((row) => heldCells(row, told).map((text) => line(true, text, { of: rowName(row, told) }))),
    whyNot: others.slice(0, mostRefused).flatMap((near) => otherLines(near, told)),
  };
}

function rowName(row: Row, { definition, voice }: Told): string {
  return voice.say("第 {place} 行", "row {place}", { place: definition.rows.indexOf(row) + 1 });
}

interface Cell {
  readonly label: string;
  readonly text: string;
  readonly observed: string;
  readonly value: JsonValue | undefined;
  readonly show: (value: JsonValue) => string;
}

function cellOf(row: Row, inputId: string, { trace, definition, voice }: Told): Cell | undefined {
  const input = definition.inputs.find((each) => each.id === inputId);
  const text = (row.when[inputId] ?? "").trim();
  if (input === undefined || text === "" || text === "-") return undefined;
  const traced = trace.cells.find((cell) => cell.input === inputId)?.observed;
  const path = input.expression.trim();
  const field = voice.field(path);
  const show = (value: JsonValue): string =>
    voice.hides(path)
      ? voice.literal(value, path)
      : formatValue(
          value,
          { type: field?.type ?? "any", ...(input.unit === undefined ? field : { unit: input.unit }) },
          voice,
        );
  const value = traced !== undefined && "value" in traced ? traced.value : undefined;
  const observed = value === undefined ? voice.seen(traced ?? { value: null }, path) : show(value);
  return { label: voice.name(input.name, input.id), text, observed, value, show };
}

function heldCells(row: Row, told: Told): readonly string[] {
  const cells = told.definition.inputs.flatMap((input) => cellOf(row, input.id, told) ?? []);
  if (cells.length === 0) return [told.voice.say("此行什么都收", "this row takes everything")];
  return cells.map((cell) => foundCell(cell, true, told.voice));
}

function hitText(hits: readonly Row[], told: Told): string {
  const { voice, definition } = told;
  const rows = voice.list(hits.map((row) => rowName(row, told)));
  if (hits.length > 1 && definition.hitPolicy === "UNIQUE") {
    return voice.say(
      "停下等人：{rows}同时符合，此表只许一行",
      "it stops for a person: {rows} apply, and this table allows one",
      { rows },
    );
  }
  const values = resultText(told);
  if (values === "") return voice.say("{rows}命中", "{rows} applies", { rows });
  return voice.say("{rows}命中：{values}", "{rows} applies: {values}", { rows, values });
}

/** `账期 30 天，复核是`: the outputs, where the value is one row's. */
function resultText({ definition, value, voice }: Told): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  const given = new Map<string, JsonValue>(Object.entries(value));
  const parts = definition.outputs.map((output) => {
    const shown = formatValue(
      given.get(output.id) ?? null,
      { type: "any", ...(output.unit === undefined ? {} : { unit: output.unit }) },
      voice,
    );
    return voice.pair(voice.name(output.name, output.id), shown);
  });
  return parts.join(voice.say("，", ", "));
}

function missSentence(nearest: NearRow | undefined, told: Told): string {
  const { voice, definition } = told;
  const result =
    definition.default === undefined
      ? voice.say("没有一行命中", "no row applies")
      : voice.say("用默认行：{values}", "the default row counts: {values}", { values: resultText(told) });
  return sentenceOf(nearest === undefined ? [] : otherTexts(nearest, told), result, voice);
}

/** By what the row that came nearest was refused. */
function otherTexts({ row, failed }: NearRow, told: Told): readonly string[] {
  const cells = failed.flatMap((input) => cellOf(row, input, told) ?? []);
  return cells.length === 0 ? [rowName(row, told)] : cells.map((cell) => foundCell(cell, false, told.voice));
}

function otherLines({ row, failed }: NearRow, told: Told): readonly ExplanationLine[] {
  const { voice } = told;
  const of = rowName(row, told);
  const cells = failed.flatMap((input) => cellOf(row, input, told) ?? []);
  if (cells.length === 0)
    return [
      line(true, voice.say("{of}也符合，但此表首个命中就停", "{of} applies too, but the first hit counts", { of }), {
        of,
      }),
    ];
  return cells.map((cell) => {
    const { text, distance } = wantedCell(cell, voice);
    return line(false, text, { distance, of });
  });
}
