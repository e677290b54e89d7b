/** A point of the space as an order that a channel could send, and what else must be known. */
import type { Facts } from "../../compile/evaluation.ts";
import type { Witness } from "../../diagnostic.ts";
import { factsOfOrder } from "../../facts/order-facts.ts";
import { receiveOrder } from "../../order/effective-order.ts";
import { parseOrder } from "../../order/receive-order.ts";
import type { JsonObject, JsonValue } from "../../schema/common.ts";
import type { Order } from "../../schema/order.ts";
import type { Axis } from "./axis.ts";
import type { Box } from "./box.ts";
import { sampleNow, sampleOrder, sampleReceivedAt } from "./sample-order.ts";
import { solutionOf } from "./difference.ts";
import { textOfScale } from "./scales.ts";
import type { Subject } from "./subject.ts";

/** A name that stands for one item of a list: `line` of `order.lines`. */
export interface Item {
  readonly alias: string;
  /** Path of the list, where it is read as it is. */
  readonly list: string | undefined;
}

export interface Shown {
  readonly witness: Witness;
  readonly facts: Facts;
}

interface Draft {
  order: JsonValue;
  readonly extra: Record<string, JsonValue>;
  facts: JsonValue;
  item: JsonValue;
  /** Every line was cancelled since it came. */
  noLines?: true;
}

/** Several orders from within the box, plain ones first; fewer where a value cannot be made. */
export function ordersIn(box: Box, axes: readonly Axis[], item: Item | undefined, most = 4): readonly Shown[] {
  const found: Shown[] = [];
  for (let variant = 0; variant < most; variant += 1) {
    const shown = orderAt(pointIn(box, axes, variant), item);
    if (shown !== undefined) found.push(shown);
  }
  return found;
}

type Point = readonly (readonly [Subject, JsonValue | undefined])[];

/** For each bound axis a value of its side; something that is there rather than nothing. */
function pointIn(box: Box, axes: readonly Axis[], variant: number): Point {
  const picked = [...box.sides].flatMap(([place, cells]): Point => {
    const axis = axes[place];
    if (axis === undefined || axis.subject.key.startsWith("? ")) return [];
    const values = axis.samplesIn(cells, 6).toSorted((a, b) => Number(a === undefined) - Number(b === undefined));
    return [[axis.subject, values[variant % Math.max(1, values.length)]] as const];
  });
  return picked.some(([{ difference }]) => difference !== undefined) ? together(picked, box, axes) : picked;
}

/** Fields that are compared with each other take values that go together. */
function together(picked: Point, box: Box, axes: readonly Axis[]): Point {
  const solution = solutionOf(box, axes);
  const fields = picked.flatMap(([{ difference }, value]): Point => {
    if (difference === undefined) return [];
    const { left, right } = difference;
    // No difference: one of the two is not there.
    if (value === undefined) return [[left.always ? right : left, undefined]];
    return [left, right].map((subject) => [subject, valueOf(subject, solution?.get(subject.key))] as const);
  });
  const settled = new Map(fields.map(([subject, value]) => [subject.key, [subject, value] as const]));
  const others = picked.filter(([{ key, difference }]) => difference === undefined && !settled.has(key));
  return [...others, ...settled.values()];
}

function valueOf({ kind }: Subject, value: number | undefined): JsonValue | undefined {
  const isText = kind === "instant" || kind === "duration" || kind === "date";
  return value !== undefined && isText ? textOfScale(value, kind) : value;
}

function orderAt(point: Point, item: Item | undefined): Shown | undefined {
  const draft: Draft = { order: sampleOrder, extra: {}, facts: {}, item: {} };
  for (const [subject, value] of listsFirst(point)) if (!put(draft, subject, value, item)) return undefined;
  return finished(draft, item);
}

/** Whether a list is there at all comes before what is in it. */
const listsFirst = (point: Point): Point =>
  point.toSorted(([a], [b]) => Number(a.member !== undefined) - Number(b.member !== undefined));

/** False where no order can be made so. */
function put(draft: Draft, subject: Subject, value: JsonValue | undefined, item: Item | undefined): boolean {
  if (subject.expression !== undefined) return putExpression(draft, subject.expression, value);
  const { path = "", member } = subject;
  const wanted = member === undefined ? value : withMember(valueIn(draft, path, item), member, value === true);
  if (subject.key.endsWith(" is there")) return value === undefined ? putAt(draft, path, undefined, item) : true;
  return putAt(draft, path, wanted, item);
}

function withMember(list: JsonValue | undefined, member: JsonValue, isIn: boolean): JsonValue {
  const items: readonly JsonValue[] = Array.isArray(list) ? list : [];
  return isIn ? [...items.filter((one) => one !== member), member] : items.filter((one) => one !== member);
}

function valueIn(draft: Draft, path: string, item: Item | undefined): JsonValue | undefined {
  const [root = "", ...steps] = path.split(".");
  const start = root === "order" ? draft.order : root === item?.alias ? draft.item : draft.facts;
  const below = root === "order" || root === item?.alias ? steps : [root, ...steps];
  return below.reduce<JsonValue | undefined>(
    (here, step) => (isMap(here) && Object.hasOwn(here, step) ? here[step] : undefined),
    start,
  );
}

/** What an order has only once the platform keeps it. */
const kept: ReadonlySet<string> = new Set(["cancelled", "fulfilment"]);
/** What follows from the rest of an order and cannot be put into it. */
const derived =
  /^(id|traceId|revision|receivedAt|currency|deadline|hold|gifts|cancelledLines|customer\.identity|lines)(\.|$)/;

function putAt(draft: Draft, path: string, value: JsonValue | undefined, item: Item | undefined): boolean {
  const [root = "", ...steps] = path.split(".");
  if (root === item?.alias) {
    if (steps.length === 0) return false;
    const isLine = item.list === "order.lines";
    // The sample line has the field: null takes it out of there.
    const given = isLine ? (value === undefined ? null : lineValue(steps, value)) : value;
    if (isLine && given === undefined) return false;
    draft.item = withValue(draft.item, steps, given);
    return true;
  }
  if (root !== "order") {
    draft.facts = withValue(draft.facts, [root, ...steps], value);
    return true;
  }
  const field = steps.join(".");
  if (kept.has(field) && value !== undefined) {
    draft.extra[field] = value;
    return true;
  }
  if (field === "currency") return value === "CNY";
  if (derived.test(field)) return value === undefined && field.startsWith("hold");
  const money = field === "total" ? inCents(value) : value;
  if (field === "total" && money === undefined) return false;
  draft.order = withValue(draft.order, steps, money);
  return true;
}

const lineValue = (steps: readonly string[], value: JsonValue | undefined): JsonValue | undefined =>
  steps[0] === "unitPrice" || steps[0] === "total" ? inCents(value) : value;

/** Undefined for what is no whole number of cents. */
function inCents(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== "number") return undefined;
  const minorUnits = Math.round(value * 100);
  return Number.isSafeInteger(minorUnits) && minorUnits / 100 === value ? { minorUnits, currency: "CNY" } : undefined;
}

function putExpression(draft: Draft, expression: string, value: JsonValue | undefined): boolean {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) return false;
  const [line] = linesOf(sampleOrder);
  if (line === undefined) return false;
  const isCount = /^count\(\s*order\.lines\s*\)$/.test(expression);
  const isSum = /^sum\(\s*order\.lines\.quantity\s*\)$/.test(expression);
  if (isCount && value === 0) {
    draft.noLines = true;
    return true;
  }
  if (isCount && value <= 500) {
    const lines = Array.from({ length: value }, (_, index) => ({ ...line, id: String(index + 1) }));
    draft.order = withValue(draft.order, ["lines"], lines);
    return true;
  }
  if (!isSum || value === 0) return false;
  draft.order = withValue(draft.order, ["lines"], [{ ...line, quantity: value }]);
  return true;
}

function finished(draft: Draft, item: Item | undefined): Shown | undefined {
  const order = item?.list === "order.lines" ? withLine(draft.order, draft.item) : draft.order;
  const parsed = parseOrder(order);
  if (!parsed.ok || !isMap(order)) return undefined;
  const first = receiveOrder(parsed.value, { id: "OL-20261111-000001", receivedAt: sampleReceivedAt });
  const lines =
    draft.noLines === true ? first.lines.map((line) => ({ ...line, state: "cancelled" as const })) : first.lines;
  const received: Order = { ...first, ...draft.extra, lines };
  const given = isMap(draft.facts) ? draft.facts : {};
  const listed = item !== undefined && item.list !== "order.lines" ? withItem(given, item, draft.item) : given;
  const facts: Facts = {
    order: factsOfOrder(received),
    vars: {},
    metrics: {},
    quotas: {},
    now: sampleNow,
    ...listed,
  };
  const since: JsonObject = draft.noLines === true ? { ...draft.extra, lines: [] } : draft.extra;
  const more = Object.keys(since).length > 0 ? { ...listed, order: since } : listed;
  return {
    witness: { order, ...(Object.keys(more).length > 0 ? { facts: more } : {}) },
    facts: withAlias(facts, item, draft.item),
  };
}

function withLine(order: JsonValue, line: JsonValue): JsonValue {
  const [first] = linesOf(order);
  const { gift, ...given } = isMap(line) ? line : {};
  const base = { ...first, ...given };
  const absent = Object.entries(given).flatMap(([key, value]) => (value === null ? [key] : []));
  const own = Object.fromEntries(Object.entries(base).filter(([key]) => !absent.includes(key)));
  const more = gift === true ? [{ ...first, id: "2" }] : [];
  const bound = gift === true ? { ...own, boundTo: "2" } : own;
  return withValue(order, ["lines"], [bound, ...more]);
}

function withItem(facts: JsonObject, { alias, list }: Item, value: JsonValue): JsonObject {
  if (list === undefined) return facts;
  const made = isMap(value) ? { code: "A", id: "A", ...value } : value;
  const changed = withValue(facts, list.split("."), [made]);
  return isMap(changed) ? changed : { [alias]: made };
}

/** Single conditions inside an `each` are evaluated with the item by its name. */
function withAlias(facts: Facts, item: Item | undefined, value: JsonValue): Facts {
  if (item === undefined) return facts;
  const order = facts["order"];
  const lines: unknown = typeof order === "object" && order !== null && "lines" in order ? order.lines : undefined;
  const found: unknown = item.list === "order.lines" && Array.isArray(lines) ? lines[0] : value;
  return { ...facts, [item.alias]: found };
}

/** A copy with the value put in; undefined takes it out. */
function withValue(document: JsonValue | undefined, steps: readonly string[], value: JsonValue | undefined): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return value ?? null;
  const map: JsonObject = isMap(document) ? document : {};
  if (rest.length > 0) return { ...map, [step]: withValue(map[step], rest, value) };
  if (value !== undefined) return { ...map, [step]: value };
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
}

function linesOf(order: JsonValue): readonly JsonObject[] {
  const lines = isMap(order) ? order["lines"] : undefined;
  return Array.isArray(lines) ? lines.filter((line: JsonValue) => isMap(line)) : [];
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
