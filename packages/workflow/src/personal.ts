import type { ConditionTrace, DecisionTrace, JsonObject, JsonValue, Order, TracedValue } from "@orderloom/rule-dsl";
import type { PersonalTexts, Turn } from "./machine.ts";

const MASK = "•••";
/** A shorter value is masked only where it stands alone, unless it is written in characters that make names: two letters are part of many words. */
const SHORTEST_PART = 4;

/** Fields that are personal whatever the catalogue says. */
const always: ReadonlySet<string> = new Set([
  "order.customer.name",
  "order.customer.phone",
  "order.customer.email",
  "order.customer.deviceId",
  "order.customer.buyerToken",
  "order.shipTo.name",
  "order.shipTo.phone",
  "order.shipTo.street",
]);

/**
 * Takes the order's personal values out of what goes into an event (H10): text that holds a name, phone, street, mail or device of this order is
 * masked, wherever an expression or a connector has carried it.
 */
export function scrubValue(turn: Turn, value: JsonValue): JsonValue {
  const { order } = turn.reads;
  if (!order || isPlain(value)) return value;
  const personal = turn.workflow.personalIn(order);
  return tells(value, personal) ? mask(value, personal) : value;
}

/** The same for the trace of a decision: of rules, only what they saw is looked at, for all else in it is the definition's. */
export function scrubTrace(turn: Turn, trace: DecisionTrace): JsonValue {
  const plain = trace as unknown as JsonValue; // a trace is plain JSON, with references in place of personal values (S19)
  const { order } = turn.reads;
  if (!order || trace.type !== "rules" || trace.calls !== undefined) return scrubValue(turn, plain);
  const personal = turn.workflow.personalIn(order);
  return trace.rules.some((rule) => sawPersonal(rule.condition, personal)) ? mask(plain, personal) : plain;
}

/** The same for the condition of a case. */
export function scrubCondition(turn: Turn, trace: ConditionTrace): JsonValue {
  const plain = trace as unknown as JsonValue; // as above
  const { order } = turn.reads;
  if (!order) return plain;
  const personal = turn.workflow.personalIn(order);
  return sawPersonal(trace, personal) ? mask(plain, personal) : plain;
}

function sawPersonal({ observed, against, reads, sides, children }: ConditionTrace, personal: PersonalTexts): boolean {
  if (observed !== undefined && tellsTraced(observed, personal)) return true;
  if (against !== undefined && tellsTraced(against, personal)) return true;
  if (reads !== undefined && Object.values(reads).some((one) => tellsTraced(one, personal))) return true;
  if (sides?.some((one) => tellsTraced(one, personal)) === true) return true;
  return children?.some((child) => sawPersonal(child, personal)) === true;
}

function tellsTraced(traced: TracedValue, personal: PersonalTexts): boolean {
  return "value" in traced && tells(traced.value, personal);
}

/** The same for a text that a person or another system wrote. */
export function scrubText(turn: Turn, text: string): string {
  const { order } = turn.reads;
  return order && isTold(text, turn.workflow.personalIn(order)) ? MASK : text;
}

export function scrub(turn: Turn, values: Readonly<Record<string, unknown>>): JsonObject {
  const plain: Record<string, JsonValue> = {};
  // What incidents say of themselves is plain JSON by construction: names, numbers, texts, pairs of texts.
  for (const [name, value] of Object.entries(values)) plain[name] = scrubValue(turn, value as JsonValue);
  return plain;
}

/** A fact path, looked up in the catalogue once and then only walked. */
interface PathNode {
  readonly path: string;
  readonly isPersonal: boolean;
  readonly inside: Map<string, PathNode>;
}
/** Attributes may be called anything: only so many names of one place are remembered. */
const MOST_NAMES = 500;

/** What of an order is personal: every text at a path that is. */
export function personalReader(isPersonal: (path: string) => boolean): (order: Order) => PersonalTexts {
  const nodeAt = (path: string): PathNode => ({
    path,
    isPersonal: always.has(path) || isPersonal(path),
    inside: new Map(),
  });
  const root = nodeAt("order");
  const within = (node: PathNode, name: string): PathNode => {
    const known = node.inside.get(name);
    if (known) return known;
    const found = nodeAt(`${node.path}.${name}`);
    if (node.inside.size < MOST_NAMES) node.inside.set(name, found);
    return found;
  };
  const gather = (value: unknown, node: PathNode, into: string[]): void => {
    if (typeof value === "string") {
      if (node.isPersonal && value !== "") into.push(value);
    } else if (Array.isArray(value)) {
      for (const item of value) gather(item, node, into);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) gather(inner, within(node, name), into);
    }
  };
  return (order) => {
    const found: string[] = [];
    gather(order, root, found);
    return { all: new Set(found), parts: [...new Set(found.filter(isDistinct))] };
  };
}

function isPlain(value: JsonValue): boolean {
  return typeof value === "number" || typeof value === "boolean" || value === null;
}

/** Most values tell nothing, and stay as they are. */
function tells(value: JsonValue, personal: PersonalTexts): boolean {
  if (typeof value === "string") return isTold(value, personal);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner: JsonValue) => tells(inner, personal));
}

function mask(value: JsonValue, personal: PersonalTexts): JsonValue {
  if (typeof value === "string") return isTold(value, personal) ? MASK : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => mask(item, personal));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mask(inner, personal)]));
}

function isTold(text: string, { all, parts }: PersonalTexts): boolean {
  return all.has(text) || parts.some((secret) => text.includes(secret));
}

const LATIN = /^[\x20-\x7e]*$/;
function isDistinct(secret: string): boolean {
  return secret.length >= SHORTEST_PART || (secret.length >= 2 && !LATIN.test(secret));
}
