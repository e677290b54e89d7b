/**
 * What keeps rules that hold from adding up: exclusive groups, stacking limits and caps, in this order. All go through
 * the hits as they were found: items in their order, and for each its rules in theirs.
 */
import { add, compareNumbers, subtract, toDouble } from "../expression/numbers.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { RuleCap, RulesDecision } from "../schema/decision.ts";

interface Held {
  readonly rule: { readonly group: string | undefined };
  readonly item: number;
}

/** Which of the rules that hold let their events through; undefined where nothing limits them. */
export function limitsOf({
  groups = [],
  stacking,
}: RulesDecision): (<T extends Held>(hits: readonly T[]) => readonly T[]) | undefined {
  if (groups.length === 0 && stacking === undefined) return undefined;
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const { perItem = Infinity, perEvaluation = Infinity } = stacking ?? {};
  return (hits) => {
    const counts = new Counts();
    return hits.filter(({ rule, item }) => {
      const group = rule.group === undefined ? undefined : groupOf.get(rule.group);
      const ofGroup = group && `group ${group.id} ${group.per === "item" ? String(item) : ""}`;
      const isFree =
        (ofGroup === undefined || counts.at(ofGroup) < (group?.most ?? 1)) &&
        counts.at(`item ${String(item)}`) < perItem &&
        counts.at("all") < perEvaluation;
      if (isFree) for (const place of [ofGroup, `item ${String(item)}`, "all"]) counts.add(place);
      return isFree;
    });
  };
}

class Counts {
  private readonly counts = new Map<string, number>();

  at(place: string): number {
    return this.counts.get(place) ?? 0;
  }

  add(place: string | undefined): void {
    if (place !== undefined) this.counts.set(place, this.at(place) + 1);
  }
}

/** An event with the item it is for. */
export interface ItemEvent {
  readonly item: number;
  readonly event: JsonValue;
}

/** The events as the caps leave them, undefined in place of one for which nothing is left. */
export function capped(caps: readonly RuleCap[], events: readonly ItemEvent[]): readonly (JsonValue | undefined)[] {
  return caps.reduce<readonly (JsonValue | undefined)[]>(
    (left, cap) => underCap(cap, left, events),
    events.map(({ event }) => event),
  );
}

function underCap(
  { param, most, per }: RuleCap,
  events: readonly (JsonValue | undefined)[],
  places: readonly ItemEvent[],
): readonly (JsonValue | undefined)[] {
  const given = new Map<number, number>();
  return events.map((event, place) => {
    const asked = event === undefined ? undefined : paramOf(event, param);
    if (asked === undefined || asked <= 0) return event;
    const item = per === "item" ? (places[place]?.item ?? 0) : 0;
    const before = given.get(item) ?? 0;
    const left = toDouble(subtract(most, before) ?? 0);
    if (left <= 0) return undefined;
    const granted = compareNumbers(asked, left) > 0 ? left : asked;
    given.set(item, toDouble(add(before, granted) ?? before));
    return granted === asked ? event : withParam(event ?? null, param, granted);
  });
}

function paramsOf(event: JsonValue): JsonObject {
  const { params } = event as { readonly params?: JsonObject }; // an event, as compileRule makes it
  return params ?? {};
}

function paramOf(event: JsonValue, param: string): number | undefined {
  const params = paramsOf(event);
  const value = Object.hasOwn(params, param) ? params[param] : undefined;
  return typeof value === "number" ? value : undefined;
}

function withParam(event: JsonValue, param: string, value: number): JsonValue {
  return { ...(event as JsonObject), params: { ...paramsOf(event), [param]: value } }; // an event is a map
}
