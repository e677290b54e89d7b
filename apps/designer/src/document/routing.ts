import type { Condition, Routing } from "@orderloom/rule-dsl";
import { moved } from "./moved.ts";

export type Route = Routing["routes"][number];

/** The list with one route moved up (-1) or down (1); the first match wins, so the order decides. */
export function moveRoute(routing: Routing, id: string, by: -1 | 1): Routing {
  const from = routing.routes.findIndex((route) => route.id === id);
  return { ...routing, routes: moved(routing.routes, from, by) };
}

/** At the end, where nothing before it changes hands. */
export function addRoute(routing: Routing, workflow: string): Routing {
  const taken = new Set(routing.routes.map(({ id }) => id));
  let id = workflow;
  for (let number = 2; taken.has(id); number += 1) id = `${workflow}-${String(number)}`;
  return { ...routing, routes: [...routing.routes, { id, workflow }] };
}

export const removeRoute = (routing: Routing, id: string): Routing => ({
  ...routing,
  routes: routing.routes.filter((route) => route.id !== id),
});

/** Without a condition of its own a route takes what its workflow takes. */
export const setRouteCondition = (routing: Routing, id: string, when: Condition | undefined): Routing =>
  changeRoute(routing, id, ({ when: _, ...route }) => ({ ...route, ...(when === undefined ? {} : { when }) }));

export const pauseRoute = (routing: Routing, id: string, paused: boolean): Routing =>
  changeRoute(routing, id, ({ paused: _, ...route }) => ({ ...route, ...(paused ? { paused } : {}) }));

const changeRoute = (routing: Routing, id: string, change: (route: Route) => Route): Routing => ({
  ...routing,
  routes: routing.routes.map((route) => (route.id === id ? change(route) : route)),
});
