import { Decimal } from "../expression/numbers.ts";
import type { Facts } from "../expression/values.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { Rule, RulesDecision } from "../schema/decision.ts";

export interface Hit {
  readonly rule: Rule;
  readonly facts: Facts;
  readonly item: number;
}

/** The hits that groups and stacking limits let through, one after the other. */
export function limited(definition: RulesDecision, hits: readonly Hit[]): readonly Hit[] {
  const taken: Hit[] = [];
  for (const hit of hits) {
    const group = definition.groups?.find((each) => each.id === hit.rule.group);
    const rivals = taken.filter(
      (other) => other.rule.group === group?.id && (group?.per !== "item" || other.item === hit.item),
    );
    const onItem = taken.filter((other) => other.item === hit.item);
    if (group !== undefined && rivals.length >= (group.most ?? 1)) continue;
    if (onItem.length >= (definition.stacking?.perItem ?? Infinity)) continue;
    if (taken.length >= (definition.stacking?.perEvaluation ?? Infinity)) continue;
    taken.push(hit);
  }
  return taken;
}

/** Each cap in turn goes through the events, grants what is left of it and leaves out those it has nothing for. */
export function underCaps(
  { caps = [] }: RulesDecision,
  given: readonly { readonly item: number; readonly event: JsonValue }[],
): readonly JsonValue[] {
  let events = given;
  for (const { param, most, per } of caps) {
    const spent = new Map<number, Decimal>();
    events = events.flatMap(({ item, event }) => {
      const { params = {} } = event as { readonly params?: JsonObject }; // an event of a rule
      const asked = Object.entries(params).find(([name]) => name === param)?.[1];
      if (typeof asked !== "number" || asked <= 0) return [{ item, event }];
      const account = per === "item" ? item : 0;
      const before = spent.get(account) ?? new Decimal(0);
      const left = new Decimal(most).sub(before);
      if (left.lte(0)) return [];
      const amount = Decimal.min(left, asked);
      spent.set(account, before.add(amount));
      return [{ item, event: { ...(event as JsonObject), params: { ...params, [param]: amount.toNumber() } } }];
    });
  }
  return events.map(({ event }) => event);
}
