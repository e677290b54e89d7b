import type { Facts, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Activation, InstanceState } from "./state.ts";

/*
 * Where a token stands in loops, and what expressions see there: the items around it by their names, and the variables that were written inside
 * (S6, S18).
 */

/** The loop item that the token at work stands in, innermost; absent outside loops. */
export interface Inside {
  item?: ItemPlace;
}
export interface ItemPlace {
  readonly region: number;
  /** From 0, as in the list. */
  readonly index: number;
}

type Places = Pick<InstanceState, "regions" | "activations">;
type Place = Pick<Activation, "region" | "branch">;

/** The innermost loop item around a place. */
export function itemAround({ regions, activations }: Places, place: Place): Inside["item"] | undefined {
  for (let at: Place | undefined = place; at?.region !== undefined;) {
    const { region, branch }: Place = at;
    if (regions.some((open) => open.id === region && open.items)) return { region, index: Number(branch) - 1 };
    at = activations.find(({ id }) => id === region);
  }
  return undefined;
}

/** The item and those around it, outermost first. */
function itemsAround(state: Places, { region, index }: ItemPlace): readonly ItemPlace[] {
  const opened = state.activations.find(({ id }) => id === region);
  const outer = opened && itemAround(state, opened);
  return [...(outer ? itemsAround(state, outer) : []), { region, index }];
}

/** `<region>/<item>` of each item around, outermost first. */
export function itemKeys(state: Places, place: ItemPlace): readonly string[] {
  return itemsAround(state, place).map(({ region, index }) => `${region}/${index + 1}`);
}

/** The items around by their names, and under `vars` what was written in them. */
export function itemScope(state: Places, place: ItemPlace): JsonObject {
  const names: Record<string, JsonValue> = {};
  let vars: JsonObject = {};
  for (const { region, index } of itemsAround(state, place)) {
    const open = state.regions.find(({ id }) => id === region);
    const item = open?.items?.[index];
    if (open?.as !== undefined && item) names[open.as] = item.value;
    vars = { ...vars, ...item?.vars };
  }
  return { ...names, vars };
}

export function withScope(facts: Facts, { vars, ...names }: JsonObject): Facts {
  return { ...withVars(facts, objectOf(vars)), ...names };
}

export function withVars(facts: Facts, vars: JsonObject): Facts {
  return { ...facts, vars: { ...objectOf(facts["vars"]), ...vars } };
}

function objectOf(value: unknown): JsonObject {
  // Variables are a map wherever they are kept.
  return (value ?? {}) as JsonObject;
}
