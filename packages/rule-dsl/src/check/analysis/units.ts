/** Comparisons of what is not of one kind: money with a count, days with pieces, an amount in another currency. */
import type { BothLanguages } from "../../codes/codes.ts";
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { comparable, ForeignAmount } from "../../compile/comparable.ts";
import { isFactReference } from "../../compile/sides.ts";
import { factPath, parsePath } from "../../compile/json-path.ts";
import type { FeelNode } from "../../expression/syntax/feel-node.ts";
import { parseExpression } from "../../expression/syntax/parse-feel.ts";
import type { FieldType } from "../../facts/field.ts";
import type { FactLeaf } from "../../schema/condition.ts";
import type { Definition } from "../../schema/definition.ts";
import { fix, removed } from "../fixes/edits.ts";
import { Box } from "./box.ts";
import { openParser, pathOf } from "./feel-parts.ts";
import { childrenOf } from "./feel-walk.ts";
import type { Formula } from "./formula.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import { fieldSubject } from "./subject.ts";
import { missing } from "./value-set.ts";
import { ordersIn } from "./witness.ts";

export function unitsOf(definition: Definition, reading: Reading): readonly Diagnostic[] {
  const columns =
    definition.kind === "decision" && definition.type === "table"
      ? definition.inputs.flatMap(({ expression, unit }, index) => {
          const own = measureOf(expression.trim(), reading);
          const isMixed = own !== undefined && unit !== undefined && own.measure !== `unit ${unit}` && own.isTold;
          if (!isMixed) return [];
          const place = `/inputs/${String(index)}/unit`;
          const fixes = [fix("去掉列上的单位", "Take the unit off the column", [], [removed(place)])];
          return [{ ...mixed(place, own, { name: unitName(unit) }, reading), fixes }];
        })
      : [];
  // Rows are cells against columns, which the columns answer for.
  const { rows: _rows, ...rest } = { rows: undefined, ...definition };
  return [...columns, ...inValue(rest, "", reading)];
}

/** Every leaf and every expression in a definition, wherever it stands. */
function inValue(value: unknown, place: string, reading: Reading): readonly Diagnostic[] {
  if (typeof value === "string") return value.startsWith("=") ? inExpression(value.slice(1), place, reading) : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => inValue(item, `${place}/${String(index)}`, reading));
  if (typeof value !== "object" || value === null) return [];
  if ("fact" in value && "operator" in value && "value" in value)
    return inLeaf(value as unknown as FactLeaf, place, reading); // a leaf, by what it has
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === "feel" && typeof item === "string"
      ? inExpression(item, `${place}/feel`, reading)
      : inValue(item, `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, reading),
  );
}

function inLeaf(leaf: FactLeaf, place: string, reading: Reading): readonly Diagnostic[] {
  const own = measureAt(leaf, reading);
  if (own === undefined) return [];
  if (isFactReference(leaf.value)) {
    const other = measureAt(leaf.value, reading);
    return other !== undefined && differ(own, other) ? [mixed(`${place}/value`, own, other, reading)] : [];
  }
  const literal = comparable(leaf.value, reading.baseCurrency);
  if (!(literal instanceof ForeignAmount)) return [];
  const { currency } = literal;
  const name = { "zh-CN": `${currency} 的金额`, en: `an amount in ${currency}` };
  return [mixed(`${place}/value`, own, { name }, reading)];
}

function measureAt(source: { readonly fact: string; readonly path?: string }, reading: Reading): Measured | undefined {
  const steps = parsePath(source.path ?? "$");
  return steps === undefined ? undefined : measureOf(factPath(source.fact, steps), reading);
}

interface Measured {
  readonly path?: string;
  readonly measure: string;
  /** A unit stands with it: a bare number may be anything. */
  readonly isTold: boolean;
  readonly name: BothLanguages;
}

const measures: Readonly<Partial<Record<FieldType, BothLanguages>>> = {
  money: { "zh-CN": "金额", en: "an amount of money" },
  duration: { "zh-CN": "时长", en: "a duration" },
  "date-time": { "zh-CN": "时间", en: "a moment" },
};

function measureOf(path: string, { catalogue }: Reading): Measured | undefined {
  const field = catalogue.fieldAt(path);
  if (field === undefined) return undefined;
  const kind = measures[field.type];
  const name = (what: BothLanguages): BothLanguages => ({
    "zh-CN": `「${field.name["zh-CN"]}」（${what["zh-CN"]}）`,
    en: `“${field.name.en}” (${what.en})`,
  });
  if (kind !== undefined) return { path, measure: field.type, isTold: true, name: name(kind) };
  if (field.type !== "number") return undefined;
  const unit = field.unit === undefined ? { "zh-CN": "数", en: "a number" } : unitName(field.unit);
  return { path, measure: `unit ${field.unit ?? ""}`, isTold: field.unit !== undefined, name: name(unit) };
}

const units: Readonly<Record<string, BothLanguages>> = {
  day: { "zh-CN": "天数", en: "days" },
  piece: { "zh-CN": "件数", en: "pieces" },
  percent: { "zh-CN": "百分比", en: "percent" },
  hour: { "zh-CN": "小时数", en: "hours" },
  minute: { "zh-CN": "分钟数", en: "minutes" },
};
const unitName = (unit: string): BothLanguages =>
  (Object.hasOwn(units, unit) ? units[unit] : undefined) ?? { "zh-CN": unit, en: unit };

/** A bare number may stand for money or anything else counted; two things with a unit must have the same. */
const differ = (a: Measured, b: Measured): boolean =>
  a.measure !== b.measure &&
  ((a.isTold && b.isTold) || [a, b].some(({ measure }) => measure === "duration" || measure === "date-time"));

/** Shown by an order that has both of what is compared, where they can be put into one. */
function mixed(
  place: string,
  left: Pick<Measured, "name" | "path">,
  right: Pick<Measured, "name" | "path">,
  { catalogue }: Reading,
): Diagnostic {
  const found = diagnostic("warning", "unit-mix", place, { left: left.name, right: right.name });
  const present = [left, right].flatMap(({ path }): readonly Formula[] => {
    const subject = path === undefined ? undefined : fieldSubject(path, catalogue);
    return subject === undefined ? [] : [{ kind: "outside", subject, set: missing }];
  });
  const space = Space.of(present);
  const box = new Box(new Map(space.axes.map((axis, at) => [at, axis.present])));
  const [shown] = ordersIn(box, space.axes, undefined);
  return shown === undefined ? found : { ...found, witness: shown.witness };
}

function inExpression(text: string, place: string, reading: Reading): readonly Diagnostic[] {
  const parsed = parseExpression(text, openParser);
  return parsed.ok ? inNode(parsed.node, place, reading) : [];
}

/** Two fields that are compared, added or subtracted. Moments and durations have sums of their own. */
function inNode(node: FeelNode, place: string, reading: Reading): readonly Diagnostic[] {
  const inner = childrenOf(node).flatMap((part) => inNode(part, place, reading));
  const isSum = node.kind === "arithmetic" && (node.operator === "+" || node.operator === "-");
  if (node.kind !== "compare" && !isSum) return inner;
  const [left, right] = [node.left, node.right].map((side) => {
    const path = pathOf(side);
    return path === undefined ? undefined : measureOf(path, reading);
  });
  if (left === undefined || right === undefined || !differ(left, right)) return inner;
  const isTemporal = [left, right].every(({ measure }) => measure === "duration" || measure === "date-time");
  return isSum && isTemporal ? inner : [...inner, mixed(place, left, right, reading)];
}
