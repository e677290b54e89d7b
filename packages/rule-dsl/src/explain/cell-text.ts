/** A table cell (FEEL unary tests) in words. The common forms are read; any other stands as it was written. */
import type { JsonValue } from "../schema/common.ts";
import type { Voice } from "./voice.ts";

export interface CellWords {
  readonly label: string;
  /** The cell as written: `<= 7`, `"gold","silver"`. */
  readonly text: string;
  /** What came in, formatted. */
  readonly observed: string;
  readonly value: JsonValue | undefined;
  readonly show: (value: JsonValue) => string;
}

type Reading =
  | { readonly form: "order"; readonly sign: "<" | "≤" | ">" | "≥"; readonly line: number }
  | { readonly form: "list"; readonly values: readonly JsonValue[]; readonly turned: boolean }
  | { readonly form: "other" };

const signs = { "<": "<", "<=": "≤", ">": ">", ">=": "≥" } as const;
const turned = { "<": "≥", "≤": ">", ">": "≤", "≥": "<" } as const;
const literal = /^(?:"([^"\\]*)"|(-?\d+(?:\.\d+)?)|(true|false))$/;

function read(text: string): Reading {
  const order = /^(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (order !== null) return { form: "order", sign: signs[order[1] as keyof typeof signs], line: Number(order[2]) }; // the pattern's own choices
  const negation = /^not\((.*)\)$/.exec(text);
  const items = (negation?.[1] ?? text).split(",").map((item) => literal.exec(item.trim()));
  if (items.some((item) => item === null)) return { form: "other" };
  return { form: "list", values: items.map(literalValue), turned: negation !== null };
}

function literalValue(match: RegExpExecArray | null): JsonValue {
  const [, text, number, logical] = match ?? [];
  return text ?? (number === undefined ? logical === "true" : Number(number));
}

/** `逾期天数 8 > 7`, `客户等级是 silver，不是 gold`. */
export function foundCell(cell: CellWords, held: boolean, voice: Voice): string {
  const reading = read(cell.text);
  const { label, observed } = cell;
  if (reading.form === "order" && cell.value !== null && cell.value !== undefined) {
    return `${label} ${observed} ${held ? reading.sign : turned[reading.sign]} ${cell.show(reading.line)}`;
  }
  if (reading.form === "list") {
    const wanted = voice.list(reading.values.map(cell.show));
    if (held && !reading.turned) return voice.say("{label}是{observed}", "{label} is {observed}", { label, observed });
    if (!held && reading.turned)
      return voice.say("{label}正是{observed}", "{label} is {observed}", { label, observed });
    return voice.say("{label}是{observed}，不是{wanted}", "{label} is {observed}, not {wanted}", {
      label,
      observed,
      wanted,
    });
  }
  const place = { label, observed, text: cell.text };
  return held
    ? voice.say("{label} {observed} 在 {text} 之内", "{label} {observed} is within {text}", place)
    : voice.say("{label} {observed} 不在 {text} 之内", "{label} {observed} is not within {text}", place);
}

/** What the cell asks for, what came in, and how far it was. */
export function wantedCell(cell: CellWords, voice: Voice): { readonly text: string; readonly distance: string } {
  const reading = read(cell.text);
  const { label } = cell;
  const now = voice.say("现为{observed}", "now {observed}", { observed: cell.observed });
  if (reading.form === "order") {
    const gap =
      typeof cell.value === "number"
        ? voice.say("，差 {gap}", ", {gap} away", {
            gap: cell.show(Math.round(Math.abs(reading.line - cell.value) * 1e9) / 1e9),
          })
        : "";
    return { text: `${label} ${reading.sign} ${cell.show(reading.line)}`, distance: now + gap };
  }
  if (reading.form === "other")
    return {
      text: voice.say("{label} 在 {text} 之内", "{label} within {text}", { label, text: cell.text }),
      distance: now,
    };
  const wanted = voice.list(reading.values.map(cell.show));
  const text = reading.turned
    ? voice.say("{label}不是{wanted}", "{label} is not {wanted}", { label, wanted })
    : voice.say("{label}是{wanted}", "{label} is {wanted}", { label, wanted });
  return { text, distance: now };
}

const range = /^[[(\]]\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)\s*[\])[]$/;

/** How far a number is from what the cell asks for, as a share of the line; undefined for cells that ask for no number. */
export function cellDistance(text: string, value: number): number | undefined {
  const reading = read(text);
  const [, from, to] = range.exec(text) ?? [];
  const lines =
    reading.form === "order"
      ? [reading.line]
      : reading.form === "list"
        ? reading.values.filter((one) => typeof one === "number")
        : [from, to].flatMap((end) => (end === undefined ? [] : [Number(end)]));
  const away = lines.map((wanted) => Math.abs(wanted - value) / Math.max(1, Math.abs(wanted)));
  return away.length === 0 ? undefined : Math.min(...away);
}
