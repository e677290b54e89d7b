import {
  type CompileContext,
  compileCondition,
  compileValue,
  type JsonValue,
  type MetricDefinition,
  type Order,
} from "@orderloom/rule-dsl";
import { withEvent } from "../compile/names.ts";
import { orderFactsIn } from "../compile/order-facts.ts";
import { eventFact } from "../kept-events.ts";
import type { KeptEvent } from "../state.ts";
import { fingerprint } from "./fingerprint.ts";
import { type MetricShape, metricShape } from "./metric-shape.ts";
import { type Contribution, UNIT } from "./metric-window.ts";

/** Whose count it is: the value of `by`, a list of values where there are several, null where there is none. */
export type MetricKey = JsonValue;

/** That an event counts: for whom, and what it brings. */
export interface Counted extends Contribution {
  readonly key: MetricKey;
}

export interface CompiledMetric {
  readonly id: string;
  readonly version: number;
  readonly definition: MetricDefinition;
  readonly shape: MetricShape;
  /** What is counted, and in slots of which width, as text: the same text means that what was counted goes on to count. */
  readonly source: string;
  /** Undefined: the event does not count, by its kind, its condition, or a key or value that is missing. */
  counted(event: KeptEvent, order: Order): Counted | undefined;
  /** The key under which an instance reads it. A part that is missing is null. */
  keyOf(order: Order | undefined): MetricKey;
}

/** A definition as closures, made once for a version (S21). */
export function compileMetric(
  definition: MetricDefinition,
  version: number,
  context: CompileContext = {},
): CompiledMetric {
  const { of } = definition;
  const facts = withEvent(context);
  const when = of.when && compileCondition(of.when, facts);
  const parts = (of.by ?? []).map((expression) => compileValue(expression, facts));
  const value = of.value === undefined ? undefined : compileValue(of.value, facts);
  const orderFacts = orderFactsIn(context.baseCurrency);
  const factsOf = (order: Order | undefined, event?: KeptEvent) => ({
    ...(order && { order: orderFacts(order) }),
    ...(event && { event: eventFact(event) }),
  });
  const shape = metricShape(definition);
  return {
    id: definition.id,
    version,
    definition,
    shape,
    source: JSON.stringify([of.event, of.aggregate, of.value ?? null, of.by ?? [], of.when ?? null, shape.slotMs]),
    counted(event, order) {
      if (event.type !== of.event) return undefined;
      const known = factsOf(order, event);
      if (when && !when.evaluate(known).held) return undefined;
      const key = keyIn(parts.map((part) => part.evaluate(known).value));
      if (parts.length > 0 && isMissing(key)) return undefined;
      const what = contribution(of.aggregate, value?.evaluate(known).value);
      return what && { key, ...what };
    },
    keyOf(order) {
      const known = factsOf(order);
      return keyIn(parts.map((part) => part.evaluate(known).value));
    },
  };
}

function keyIn(values: readonly JsonValue[]): MetricKey {
  const [first = null] = values;
  return values.length > 1 ? values : first;
}

function isMissing(key: MetricKey): boolean {
  return Array.isArray(key) ? key.includes(null) : key === null;
}

function contribution(aggregate: MetricShape["aggregate"], value: JsonValue | undefined): Contribution | undefined {
  switch (aggregate) {
    case "count":
    case "rate":
      return {};
    case "sum":
      return typeof value === "number" ? { total: Math.round(value * UNIT) } : undefined;
    case "distinct":
      return value === undefined || value === null ? undefined : { seen: fingerprint(JSON.stringify(value)) };
  }
}
