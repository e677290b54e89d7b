// @vitest-environment node
import { expect, test } from "vitest";
import type { Condition, Routing } from "@orderloom/rule-dsl";
import { addRoute, moveRoute, pauseRoute, removeRoute, setRouteCondition } from "./routing.ts";

const list: Routing = { routes: ["credit", "gifts", "rest"].map((id) => ({ id, workflow: id })) };
const ids = ({ routes }: Routing) => routes.map(({ id }) => id).join(" ");
const large: Condition = { fact: "order", path: "$.total", operator: "greaterThan", value: 500 };

test.each([
  ["the second goes first", moveRoute(list, "gifts", -1), "gifts credit rest"],
  ["the second goes last", moveRoute(list, "gifts", 1), "credit rest gifts"],
  ["the first cannot go further up", moveRoute(list, "credit", -1), "credit gifts rest"],
  ["the last cannot go further down", moveRoute(list, "rest", 1), "credit gifts rest"],
  ["a new one comes last", addRoute(list, "peak"), "credit gifts rest peak"],
  [
    "the same workflow again gets an id of its own",
    addRoute(addRoute(list, "gifts"), "gifts"),
    "credit gifts rest gifts-2 gifts-3",
  ],
  ["one is taken out", removeRoute(list, "gifts"), "credit rest"],
] satisfies readonly (readonly [string, Routing, string])[])("%s", (_title, routing, expected) =>
  expect(ids(routing)).toBe(expected),
);

test("a condition and a pause come and go without a trace", () => {
  const changed = pauseRoute(setRouteCondition(list, "gifts", large), "gifts", true);
  expect(changed.routes[1]).toEqual({ id: "gifts", workflow: "gifts", when: large, paused: true });
  expect(pauseRoute(setRouteCondition(changed, "gifts", undefined), "gifts", false)).toEqual(list);
});
