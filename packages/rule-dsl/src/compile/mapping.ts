/**
 * (source, code) to a unified code. What is unknown is never guessed: incident, null or the stated value. A code that
 * would move the order backwards against `order.forwardOnly` gives the state that the order is in.
 */
import type { Facts } from "../expression/values.ts";
import type { MappingDecision } from "../schema/decision.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { DecisionBody, Verdict } from "./decision-body.ts";
import { mayMove } from "./mapping-lookups.ts";
import type { Notes } from "./notes.ts";
import { askFor } from "./test.ts";

type Entry = MappingDecision["entries"][number];

export function compileMapping(definition: MappingDecision, scope: CompileScope): DecisionBody {
  const entries = new Map<string, Entry>();
  for (const entry of definition.entries) {
    const key = keyText(definition.from.map((name) => entry.from[name] ?? ""));
    if (!entries.has(key)) entries.set(key, entry);
  }
  for (const name of definition.from) scope.read(name);
  if (definition.order !== undefined) scope.read("order.fulfilment");
  const fetched = definition.from.filter((name) => scope.fetched.has(name));
  return {
    decide(facts, notes) {
      if (askFor(fetched, facts, notes)) return undefined;
      const values = definition.from.map((name) => keyPart(facts, name));
      const found = values.includes(undefined) ? undefined : entries.get(keyText(values.map(String)));
      return found === undefined
        ? unknown(definition, values, { scope, notes })
        : { value: staysIn(definition, facts, found) ?? found.to };
    },
    trace(facts) {
      const values = definition.from.map((name) => keyPart(facts, name));
      const key = Object.fromEntries(definition.from.map((name, index) => [name, values[index] ?? null]));
      const entry = entries.get(keyText(values.map(String)));
      if (entry === undefined) return { type: "mapping", key };
      const stays = staysIn(definition, facts, entry);
      return { type: "mapping", key, entry: entry.id, ...(stays !== undefined && { stays }) };
    },
  };
}

/** The order's own state, where the entry would move it backwards. */
function staysIn(definition: MappingDecision, facts: Facts, { to }: Entry): string | undefined {
  const order = facts["order"];
  if (definition.order === undefined || typeof order !== "object" || order === null) return undefined;
  const state: unknown = "fulfilment" in order ? order.fulfilment : undefined;
  return typeof state === "string" && !mayMove(definition, state, to) ? state : undefined;
}

function keyText(parts: readonly string[]): string {
  return JSON.stringify(parts);
}

type KeyPart = string | number | boolean | undefined;

/** A key part is a fact of its own name, else a variable, else a field of the order. */
function keyPart(facts: Facts, name: string): KeyPart {
  for (const place of [facts, facts["vars"], facts["order"]]) {
    if (typeof place !== "object" || place === null || !Object.hasOwn(place, name)) continue;
    const value: unknown = (place as Readonly<Record<string, unknown>>)[name]; // own, as just checked
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  }
  return undefined;
}

function unknown(
  definition: MappingDecision,
  values: readonly KeyPart[],
  { scope, notes }: { readonly scope: CompileScope; readonly notes: Notes },
): Verdict {
  const key = values.map((value) => value ?? "?").join(" / ");
  if (definition.unknown === "incident") {
    return {
      incident: "unknown-mapping",
      code: "unknown-mapping",
      data: { key, parts: Object.fromEntries(definition.from.map((name, index) => [name, values[index] ?? null])) },
    };
  }
  notes.warn(scope.warning("unknown-mapping", { key }));
  return { value: definition.unknown === "null" ? null : definition.unknown.value };
}
