import type { Definition } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { notRunYet } from "./not-run-yet.ts";

const head = { schemaVersion: 1, id: "d", name: { en: "reads metrics.growth, says its name" } } as const;
const rule = (conditions: object) =>
  ({
    kind: "decision",
    ...head,
    type: "rules",
    rules: [{ id: "r", conditions, event: { type: "x" } }],
  }) as unknown as Definition;

const cases: [string, Definition, string[]][] = [
  ["a rule over the order", rule({ all: [{ fact: "order", path: "$.total", operator: "greaterThan", value: 5 }] }), []],
  [
    "a rule over a metric",
    rule({ all: [{ fact: "metrics", path: "$.growth.state", operator: "equal", value: "held" }] }),
    ["/rules/0/conditions/all/0/fact"],
  ],
  ["an expression over a metric", rule({ all: [{ feel: "metrics.g.value > 0" }] }), ["/rules/0/conditions/all/0/feel"]],
  ["an expression over a quota", rule({ all: [{ feel: "quotas.gift.left > 0" }] }), []],
  ["a metric itself", { kind: "metric", ...head } as unknown as Definition, [""]],
  [
    "a wait for a metric",
    {
      kind: "workflow",
      ...head,
      nodes: { w: { type: "wait", until: { metric: "growth", state: "normal" } } },
    } as unknown as Definition,
    ["/nodes/w/until"],
  ],
];

test.each(cases)("%s", (_name, definition, places) => {
  expect(notRunYet(definition).map(({ path, code }) => [path, code])).toEqual(
    places.map((place) => [place, "not-run-yet"]),
  );
});
