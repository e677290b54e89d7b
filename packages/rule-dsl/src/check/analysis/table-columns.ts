/** The columns of a table as subjects, and cells as texts. */
import type { BothLanguages } from "../../codes/codes.ts";
import { parseExpression } from "../../expression/syntax/parse-feel.ts";
import type { LocalizedText } from "../../schema/common.ts";
import type { TableDecision } from "../../schema/decision.ts";
import { expressionSubject, openParser, pathOf } from "./feel-parts.ts";
import type { Reading } from "./reading.ts";
import { textOfScale } from "./scales.ts";
import { fieldSubject, stepOf, type Subject, type ValueKind } from "./subject.ts";
import type { Piece, ValueSet } from "./value-set.ts";

type Column = TableDecision["inputs"][number];

const kinds: Readonly<Record<Column["type"], ValueKind>> = {
  string: "text",
  number: "number",
  boolean: "logical",
  date: "date",
  "date-time": "instant",
  duration: "duration",
};

export function columnSubject(column: Column, { catalogue }: Reading): Subject {
  const text = column.expression.trim();
  const parsed = parseExpression(text, openParser);
  const path = parsed.ok ? pathOf(parsed.node) : undefined;
  const field = path === undefined ? undefined : fieldSubject(path, catalogue);
  const subject = field ?? expressionSubject(text, kinds[column.type]);
  const listed = column.values?.filter((value) => typeof value !== "object");
  const type = path === undefined ? undefined : catalogue.fieldAt(path)?.type;
  return {
    ...subject,
    kind: subject.kind ?? kinds[column.type],
    values: listed ?? subject.values,
    ...(column.unit === undefined ? {} : stepOf(path ?? "", type ?? "any", column.unit)),
  };
}

/** An authored name in both languages, one standing in for the other. */
export function bothOf(name: LocalizedText | string | undefined, id: string): BothLanguages {
  if (typeof name === "string") return { "zh-CN": name, en: name };
  const any = Object.values(name ?? {})[0] ?? id;
  return { "zh-CN": name?.["zh-CN"] ?? name?.["en"] ?? any, en: name?.["en"] ?? name?.["zh-CN"] ?? any };
}

/** A cell that takes exactly these values; undefined where no cell says so. */
export function cellText(set: ValueSet): string | undefined {
  const except = set.find((piece) => piece.kind === "texts" && piece.except === true);
  if (except !== undefined && except.kind === "texts") {
    // `not(…)` takes what is missing as well.
    const others = set.filter((piece) => piece !== except);
    if (others.some((piece) => piece.kind !== "missing")) return undefined;
    if (others.length === 0) return except.values.length === 0 ? "? != null" : undefined;
    return except.values.length === 0 ? "-" : `not(${except.values.map((value) => JSON.stringify(value)).join(", ")})`;
  }
  return set.map(pieceText).join(", ");
}

function pieceText(piece: Piece): string {
  switch (piece.kind) {
    case "missing":
      return "null";
    case "logical":
      return String(piece.value);
    case "texts":
      return piece.values.map((value) => JSON.stringify(value)).join(", ");
    case "order":
      return orderText(piece);
  }
}

function orderText(piece: Extract<Piece, { kind: "order" }>): string {
  const show = (value: number): string => {
    const text = textOfScale(value, piece.scale);
    if (typeof text === "number") return String(text);
    const name = { number: "", instant: "date and time", date: "date", duration: "duration" }[piece.scale];
    return `${name}(${JSON.stringify(text)})`;
  };
  const hasFrom = Number.isFinite(piece.from);
  const hasTo = Number.isFinite(piece.to);
  if (hasFrom && piece.from === piece.to) return show(piece.from);
  if (!hasFrom && !hasTo) return "? != null";
  if (!hasFrom) return `${piece.toIncluded ? "<=" : "<"} ${show(piece.to)}`;
  if (!hasTo) return `${piece.fromIncluded ? ">=" : ">"} ${show(piece.from)}`;
  return `${piece.fromIncluded ? "[" : "("}${show(piece.from)}..${show(piece.to)}${piece.toIncluded ? "]" : ")"}`;
}
