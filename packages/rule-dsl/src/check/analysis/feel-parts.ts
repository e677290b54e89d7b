/** The parts of FEEL that conditions are made of: fields, literals, and how one stands to the other. */
import { parseDate, parseDateTime, parseDuration } from "../../expression/temporal/parse-temporal.ts";
import type { CallNode, FeelNode } from "../../expression/syntax/feel-node.ts";
import { parserFor } from "../../expression/syntax/parser.ts";
import type { FeelTemporal } from "../../expression/values.ts";
import { all, type Formula, never, not, riddle } from "./formula.ts";
import type { Reading } from "./reading.ts";
import { pointOf } from "./scales.ts";
import { fieldSubject, type Subject } from "./subject.ts";
import { logical, missing, oppositeSign, ordered, type Scale, type Sign, texts, type ValueSet } from "./value-set.ts";

export interface Truth {
  readonly yes: Formula;
  readonly no: Formula;
}
export const turned = ({ yes, no }: Truth): Truth => ({ yes: no, no: yes });

export const openParser = parserFor(undefined);

/** What is read, and the text it stands in. */
export interface Source {
  readonly text: string;
  readonly reading: Reading;
  /** Reads what is no unary test. */
  readonly read: (node: FeelNode, source: Source) => Truth;
}

/** A riddle: true by one unknown, false by another. The same text is the same riddle. */
export function beyond(node: FeelNode, source: Source): Truth {
  const text = textOf(node, source);
  const about = source.reading.input === undefined ? text : `${source.reading.input.key}: ${text}`;
  return { yes: riddle(`${about} is true`), no: riddle(`${about} is false`) };
}

const textOf = (node: FeelNode, { text }: Source): string => text.slice(node.from, node.to).trim();

export const inside = (subject: Subject, set: ValueSet): Formula => ({ kind: "in", subject, set });

/** A literal: a plain value, or a point of an ordered kind. */
export interface Constant {
  readonly plain?: string | boolean | number;
  readonly point?: { readonly scale: Scale; readonly at: number };
  readonly isNull?: true;
}

/** How a field stands to a literal; undefined where it can only be said with the very text. */
export function compareTo(subject: Subject, sign: Sign, value: Constant): Truth | undefined {
  if (value.isNull === true) {
    const isMissing = inside(subject, missing);
    if (sign === "=") return { yes: isMissing, no: not(isMissing) };
    return sign === "!=" ? { yes: not(isMissing), no: isMissing } : { yes: never, no: never };
  }
  if (value.point !== undefined) {
    const { scale, at } = value.point;
    const known = subject.kind;
    if (known !== undefined && known !== scale && !(known === "text" && scale !== "number")) return undefined;
    return comparedPoint(subject, sign, at, scale);
  }
  const set = typeof value.plain === "boolean" ? logical(value.plain) : texts(String(value.plain));
  const kind = typeof value.plain === "boolean" ? "logical" : "text";
  if ((sign !== "=" && sign !== "!=") || (subject.kind !== undefined && subject.kind !== kind)) return undefined;
  const whole: ValueSet =
    kind === "text" ? [{ kind: "texts", values: [], except: true }] : [...logical(true), ...logical(false)];
  const equal: Truth = {
    yes: inside(subject, set),
    no: all(inside(subject, [...whole, ...missing]), not(inside(subject, set))),
  };
  return sign === "=" ? equal : turned(equal);
}

/** Null is equal to nothing else and stands in no order to anything. */
function comparedPoint(subject: Subject, sign: Sign, at: number, scale: Scale): Truth {
  const withNull = (one: Sign): ValueSet =>
    one === "!=" ? [...ordered(one, at, scale), ...missing] : ordered(one, at, scale);
  return { yes: inside(subject, withNull(sign)), no: inside(subject, withNull(oppositeSign[sign])) };
}

export function constantOf(node: FeelNode, reading: Reading): Constant | undefined {
  switch (node.kind) {
    case "null":
      return { isNull: true };
    case "boolean":
    case "string":
      return { plain: node.value };
    case "number":
      return typeof node.value === "number"
        ? { plain: node.value, point: { scale: "number", at: node.value } }
        : undefined;
    case "negate": {
      const inner = constantOf(node.operand, reading);
      if (typeof inner?.plain !== "number") return undefined;
      return { plain: -inner.plain, point: { scale: "number", at: -inner.plain } };
    }
    case "temporal":
      return pointConstant(node.value, reading);
    case "call":
      return calledConstant(node, reading);
    default:
      return undefined;
  }
}

const makers: Readonly<Record<string, (text: string) => FeelTemporal | null>> = {
  date: parseDate,
  "date and time": parseDateTime,
  duration: parseDuration,
};

/** `date("2026-11-11")` and `@"2026-11-11"`. */
function calledConstant(node: CallNode, reading: Reading): Constant | undefined {
  const [first] = node.arguments;
  if (node.callee.kind !== "name" || first?.kind !== "string" || node.arguments.length > 1) return undefined;
  const make = Object.hasOwn(makers, node.callee.name) ? makers[node.callee.name] : undefined;
  return pointConstant(make?.(first.value) ?? null, reading);
}

function pointConstant(value: FeelTemporal | null, { timeZone }: Reading): Constant | undefined {
  const point = value === null ? undefined : pointOf(value, timeZone);
  return point === undefined ? undefined : { point };
}

/** `order.payment.method` as a path; undefined for anything else. */
export function pathOf(node: FeelNode): string | undefined {
  if (node.kind === "name") return node.name;
  if (node.kind !== "path") return undefined;
  const base = pathOf(node.base);
  return base === undefined ? undefined : `${base}.${node.name}`;
}

/** The field a node reads; else, beside a literal, its value as a subject of its own. */
export function subjectOf(node: FeelNode, source: Source, beside?: Constant): Subject | undefined {
  if (node.kind === "input") return source.reading.input;
  const path = pathOf(node);
  const field = path === undefined ? undefined : fieldSubject(path, source.reading.catalogue);
  if (field !== undefined) return field;
  const isList = path !== undefined && source.reading.catalogue.fieldAt(path)?.type === "list";
  if (beside === undefined || isList) return undefined;
  return expressionSubject(textOf(node, source), beside.point?.scale ?? kindOf(beside));
}

const kindOf = ({ plain }: Constant): Subject["kind"] =>
  typeof plain === "string" ? "text" : typeof plain === "boolean" ? "logical" : undefined;

/** `count(order.lines)`: never missing, and in ones. */
export function expressionSubject(expression: string, kind: Subject["kind"]): Subject {
  const [, counted] = /^count\(\s*order\.(lines|gifts|cancelledLines)\s*\)$/.exec(expression) ?? [];
  const isSum = /^sum\(\s*order\.lines\.quantity\s*\)$/.test(expression);
  const whole = counted === undefined && !isSum ? {} : { step: 1, least: 0, kind: "number" as const };
  return { key: `= ${expression}`, expression, kind, always: counted !== undefined || isSum, ...whole };
}
