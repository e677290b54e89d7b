import { expect, test } from "vitest";
import { referencesOf } from "./references.ts";

test.each([
  ["a decision node", { nodes: { a: { type: "decision", decision: "size" } } }, ["decision size /nodes/a/decision"]],
  ["a decision that calls another", { calls: [{ id: "r", decision: "risk" }] }, ["decision risk /calls/0/decision"]],
  ["a subworkflow", { nodes: { a: { type: "subworkflow", workflow: "part" } } }, ["workflow part /nodes/a/workflow"]],
  ["a task with a form", { nodes: { a: { type: "task", form: "yes-no" } } }, ["form yes-no /nodes/a/form"]],
  [
    "an action and what undoes it",
    {
      nodes: {
        a: {
          action: { connector: "wms", name: "reserve" },
          compensate: { action: { connector: "wms", name: "free" } },
        },
      },
    },
    ["connector wms /nodes/a/action/connector", "connector wms /nodes/a/compensate/action/connector"],
  ],
  ["a wait for a metric", { nodes: { a: { until: { metric: "growth" } } } }, ["metric growth /nodes/a/until/metric"]],
  ["a condition on a metric", { all: [{ fact: "metrics", path: "$.growth.state" }] }, ["metric growth /all/0/path"]],
  [
    "an expression, once for each it reads",
    { skip: "=metrics.growth.value > metrics.growth.line and quotas.gift.left > 0" },
    ["metric growth /skip", "quota gift /skip"],
  ],
  ["words for people name nothing", { name: { en: "metrics.growth" }, note: "quotas.gift" }, []],
  ["what is half-finished names nothing", { nodes: { a: { type: "decision" }, b: 7 } }, []],
])("%s", (_what, definition, expected) => {
  expect(referencesOf(definition as never).map(({ kind, id, path }) => `${kind} ${id} ${path}`)).toEqual(expected);
});
