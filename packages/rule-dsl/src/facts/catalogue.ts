import type { Language } from "../codes/codes.ts";
import type { FeelFieldType } from "../expression/compile/scope.ts";
import type { Definition } from "../schema/definition.ts";
import { closestPath } from "./closest.ts";
import { always, type Field, field } from "./field.ts";
import { lineFields, orderFields } from "./order-fields.ts";

/*
 * The one catalogue of what can be read when deciding (S18): roots `order`, `orders`, `vars`, `metrics`, `quotas`,
 * `now`, `event`, and what a definition adds: the item of `each`, its candidates, its fetched facts.
 */

const states: Field["values"] = [
  { value: "normal", name: { "zh-CN": "正常", en: "Normal" } },
  { value: "held", name: { "zh-CN": "越线", en: "Held" } },
];

/** Fields of a metric's and a quota's fact, below any id: `metrics.channelOrdersGrowth.state`. */
const metricFields: readonly Field[] = [
  always(field("metrics.*.state", "string", ["指标状态", "Metric state"], { values: states })),
  field("metrics.*.value", "number", ["指标值", "Metric value"]),
  field("metrics.*.growth", "number", ["增幅", "Growth"], { unit: "percent" }),
  field("metrics.*.baseline", "number", ["平时的值", "Usual value"]),
];
const quotaFields: readonly Field[] = [
  always(field("quotas.*.left", "number", ["剩余名额", "Left"])),
  always(field("quotas.*.*.left", "number", ["剩余名额", "Left"])),
  always(field("quotas.*.*.taken", "number", ["已用名额", "Taken"])),
  always(field("quotas.*.*.amount", "number", ["名额总数", "Amount"])),
];

const standardFields: readonly Field[] = [
  ...orderFields,
  field("orders", "list", ["合并的订单", "Orders of the key"], { of: "object" }),
  field("vars", "object", ["流程变量", "Variables"]),
  field("metrics", "object", ["指标", "Metrics"]),
  ...metricFields,
  field("quotas", "object", ["名额", "Quotas"]),
  ...quotaFields,
  always(field("now", "date-time", ["现在", "Now"])),
  always(field("event.type", "string", ["事件类型", "Event type"])),
  always(field("event.at", "date-time", ["事件时间", "Event time"])),
  field("event.data", "object", ["事件内容", "Event data"]),
];

/** `known`: catalogued; `open`: below something whose fields are not catalogued; `unknown`: there is no such field. */
export type Standing = "known" | "open" | "unknown";

export interface Catalogue {
  readonly fields: readonly Field[];
  /** The entry of a fact path; indexes are ignored: `order.lines[0].sku` is `order.lines.sku`. */
  fieldAt(path: string): Field | undefined;
  standingOf(path: string): Standing;
  isPersonal(path: string): boolean;
  labelOf(path: string, language: Language): string;
  /** The catalogued path that was probably meant. */
  closest(path: string): string | undefined;
}

/**
 * The catalogue that a definition reads by. `extensions` are what is known beside it, such as typed attributes
 * (`order.attributes.daysOverdue`) or the fields of variables; they rule over what is there already.
 */
export function catalogueFor(definition?: Definition, extensions: readonly Field[] = []): Catalogue {
  const fields = [...standardFields, ...fieldsOfDefinition(definition), ...extensions];
  const byPath = new Map(fields.map((one) => [one.path, one]));
  const fieldAt = (path: string): Field | undefined =>
    byPath.get(plainPath(path)) ?? byPath.get(anyId(plainPath(path)));
  return {
    fields,
    fieldAt,
    standingOf: (path) => standingOf(plainPath(path), fieldAt),
    isPersonal: (path) => isPersonalIn(fields, fieldAt, plainPath(path)),
    labelOf: (path, language) => fieldAt(path)?.name[language] ?? path,
    closest: (path) => closestPath(plainPath(path), [...byPath.keys()]),
  };
}

const standard = catalogueFor();
/** The standard catalogue: what every definition can read. */
export const catalogueFields = (): readonly Field[] => standard.fields;
export const fieldAt = (path: string): Field | undefined => standard.fieldAt(path);
export const isPersonal = (path: string): boolean => standard.isPersonal(path);
export const labelOf = (path: string, language: Language): string => standard.labelOf(path, language);

/** How FEEL reads a catalogued path that JSON shows as text or number. */
export function feelTypeOf(path: string, catalogue: Catalogue = standard): FeelFieldType | undefined {
  const type = catalogue.fieldAt(path)?.type;
  switch (type) {
    case "money":
      return "number";
    case "object":
      return "context";
    case "any":
    case undefined:
      return undefined;
    default:
      return type;
  }
}

function fieldsOfDefinition(definition: Definition | undefined): readonly Field[] {
  if (definition?.kind !== "decision") return [];
  const fetched = [...(definition.facts ?? []), ...(definition.calls ?? [])].map(({ id }) =>
    field(id, "any", [id, id]),
  );
  if (definition.type === "score") return [...fetched, field(definition.candidates.as, "any", ["候选", "Candidate"])];
  if (definition.type !== "rules" || definition.each === undefined) return fetched;
  const { of, as } = definition.each;
  const isLine = /^=\s*order\.(lines|gifts|cancelledLines)\s*$/.test(of);
  const item = field(as, isLine ? "object" : "any", ["当前项", "Item"]);
  return [...fetched, item, ...(isLine ? lineFields(as, ["行", "Line"]) : [])];
}

/** Without list indexes, in FEEL's and in JSONPath's writing. */
function plainPath(path: string): string {
  return path.replaceAll(/\[[^\]]*\]/g, "").replaceAll(/\.\d+(?=\.|$)/g, "");
}

/** `metrics.channelOrdersGrowth.state` as `metrics.*.state`. */
function anyId(path: string): string {
  return path.replace(/^quotas\.[^.]+\.[^.]+(?=\.)/, "quotas.*.*").replace(/^(metrics|quotas)\.[^.]+/, "$1.*");
}

const openObjects: ReadonlySet<string> = new Set(["order.attributes", "orders", "vars", "event.data"]);
/** Values with parts that FEEL reads, `order.placedAt.hour`, and values of any shape. */
const openTypes: ReadonlySet<Field["type"]> = new Set(["any", "date-time", "duration"]);

/** What is not catalogued is open or unknown by the nearest thing above it that is. */
function standingOf(path: string, find: (path: string) => Field | undefined): Standing {
  if (find(path) !== undefined || path === "event" || /^(metrics|quotas)\.[^.]+$|^quotas\.[^.]+\.[^.]+$/.test(path))
    return "known";
  const parent = ancestorsOf(path).findLast((one) => find(one) !== undefined);
  const above = parent === undefined ? undefined : find(parent);
  return above !== undefined && (openObjects.has(above.path) || openTypes.has(above.type)) ? "open" : "unknown";
}

function ancestorsOf(path: string): readonly string[] {
  const steps = path.split(".");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("."));
}

/** Names that mark a value as personal where no catalogue says what it is, such as in attributes and variables. */
const personalName = /(name|phone|mobile|tel|email|mail|address|street|passport|birth|idcard|idno|wechat|contact)$/i;

function isPersonalIn(fields: readonly Field[], find: (path: string) => Field | undefined, path: string): boolean {
  const known = find(path);
  if (known !== undefined)
    return known.personal || fields.some((one) => one.personal && one.path.startsWith(`${path}.`));
  return personalName.test(path.split(".").at(-1) ?? "");
}
