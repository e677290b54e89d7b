import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Turn } from "./machine.ts";

const MASK = "•••";
/** A shorter value is masked only where it stands alone: one letter is part of many words. */
const SHORTEST_PART = 2;

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
  const personal = (turn.personal ??= personalValues(turn));
  return personal.length === 0 ? value : mask(value, personal);
}

export function scrub(turn: Turn, values: Readonly<Record<string, unknown>>): JsonObject {
  const plain: Record<string, JsonValue> = {};
  // What incidents say of themselves is plain JSON by construction: names, numbers, texts, pairs of texts.
  for (const [name, value] of Object.entries(values)) plain[name] = scrubValue(turn, value as JsonValue);
  return plain;
}

function personalValues(turn: Turn): readonly string[] {
  const found = new Set<string>();
  if (turn.reads.order) gather(turn.reads.order, "order", turn.workflow.isPersonal, found);
  return [...found];
}

function gather(value: unknown, path: string, isPersonal: (path: string) => boolean, into: Set<string>): void {
  if (typeof value === "string") {
    if (value !== "" && (always.has(path) || isPersonal(path))) into.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) gather(item, path, isPersonal, into);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) gather(inner, `${path}.${name}`, isPersonal, into);
  }
}

function mask(value: JsonValue, personal: readonly string[]): JsonValue {
  if (typeof value === "string") return isTold(value, personal) ? MASK : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => mask(item, personal));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mask(inner, personal)]));
}

function isTold(text: string, personal: readonly string[]): boolean {
  return personal.some((secret) => text === secret || (secret.length >= SHORTEST_PART && text.includes(secret)));
}
