import type { JsonObject } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Reference, referencesOf } from "./references.ts";
import type { RoutingDesk } from "./routing-desk.ts";

/** One place that refers to a definition. `id` of a route is the route's own. */
export interface Usage {
  readonly kind: string;
  readonly id: string;
  readonly name: JsonObject;
  /** The version in force that refers to it; absent for a draft and for a route. */
  readonly live?: number;
  readonly in: "version" | "draft" | "routing";
  /** JSON Pointer. */
  readonly path: string;
  /** Where the reference pins one version of it. */
  readonly version?: number;
  readonly action?: string;
}

export interface UsageParts {
  readonly store: DefinitionStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
}

/** Who refers to a definition: others as they are in force and as drafts, and the routing list. */
export async function usageOf(parts: UsageParts, kind: string, id: string): Promise<readonly Usage[]> {
  const { store, scope, routing } = parts;
  const refersTo = (one: Reference): boolean => one.kind === kind && one.id === id;
  const live = inForce(parts).flatMap(({ head, definition }) =>
    referencesOf(definition)
      .filter(refersTo)
      .map((one): Usage => ({ ...usage(head, definition, one), in: "version", live: head.version })),
  );
  const drafted = (await store.drafts(scope)).flatMap(({ definition, ...head }) =>
    referencesOf(definition)
      .filter(refersTo)
      .map((one): Usage => ({ ...usage(head, definition, one), in: "draft" })),
  );
  const routes = routing.routes.flatMap((route, index): Usage[] =>
    kind === "workflow" && route.workflow === id
      ? [{ kind: "routing", id: route.id, name: {}, in: "routing", path: `/routes/${index}/workflow` }]
      : [],
  );
  return [...routes, ...live, ...drafted];
}

function inForce({ catalogue, clock }: UsageParts) {
  const now = clock.now();
  return catalogue.heads().flatMap(([first]) => {
    const head = first && catalogue.inForce(first.kind, first.id, now);
    const definition = head && catalogue.version(head.kind, head.id, head.version)?.definition;
    return head && definition ? [{ head, definition }] : [];
  });
}

function usage(
  { kind, id }: { readonly kind: string; readonly id: string },
  { name }: JsonObject,
  { path, version, action }: Reference,
): Omit<Usage, "in"> {
  const isMap = typeof name === "object" && name !== null && !Array.isArray(name);
  return {
    kind,
    id,
    name: isMap ? (name as JsonObject) : {},
    path,
    ...(version !== undefined && { version }),
    ...(action !== undefined && { action }),
  };
}
