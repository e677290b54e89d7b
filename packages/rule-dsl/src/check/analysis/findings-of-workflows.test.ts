import { expect, test } from "vitest";
import type { Definition } from "../../schema/definition.ts";
import { check } from "../check.ts";
import type { CheckContext } from "../check-context.ts";
import type { WorkflowNode } from "../../schema/workflow.ts";
import {
  end,
  type Finding,
  fork,
  large,
  leaf,
  showFindings,
  showNoFindings,
  small,
  table,
  tmall,
  workflow,
} from "./testing/finding-cases.ts";

const creditTable = table("UNIQUE", [
  ["r1", '"gold"', "-", "60"],
  ["r2", '"silver"', "-", "30"],
]);
const withDecision: CheckContext = {
  definition: (kind, id) => (kind === "decision" && id === "credit" ? creditTable : undefined),
};

const findings: readonly Finding[] = [
  {
    name: "a switch: a case behind a wider one",
    definition: workflow({
      a: fork(
        [
          ["tmall", tmall],
          ["large", { all: [tmall, large] }],
        ],
        { tmall: "x", large: "y", otherwise: "y" },
      ),
      x: end("x"),
      y: end("y"),
    }),
    code: "case-shadowed",
    path: "/nodes/a/cases/1",
    says: "「tmall」",
    shows: { "/order/channel": "tmall" },
  },
  {
    name: "a switch that asks again what the one before has settled",
    definition: workflow({
      a: fork([["tmall", tmall]], { tmall: "b", otherwise: "y" }),
      b: fork([["jd", leaf("$.channel", "equal", "jd")]], { jd: "x", otherwise: "y" }),
      x: end("x"),
      y: end("y"),
    }),
    code: "branch-unreachable",
    path: "/nodes/b/cases/0",
    says: "渠道是天猫",
    shows: { "/order/channel": "tmall" },
  },
  {
    name: "a switch on what was just written",
    definition: workflow({
      a: { type: "assign", set: { "vars.risk": "low" }, ports: { next: "b" } },
      b: fork([["high", { fact: "vars", path: "$.risk", operator: "equal", value: "high" }]], {
        high: "x",
        otherwise: "y",
      }),
      x: end("x"),
      y: end("y"),
    }),
    code: "branch-unreachable",
    path: "/nodes/b/cases/0",
    says: "risk 是 low",
    shows: { "/facts/vars/risk": "low" },
  },
  {
    name: "a switch on a decision's result that the decision never gives",
    definition: workflow({
      a: { type: "decision", decision: "credit", output: "vars.credit", ports: { done: "b" } },
      b: fork([["long", { fact: "vars", path: "$.credit.days", operator: "greaterThan", value: 60 }]], {
        long: "x",
        otherwise: "y",
      }),
      x: end("x"),
      y: end("y"),
    }),
    context: withDecision,
    code: "branch-unreachable",
    path: "/nodes/b/cases/0",
    says: "走不到",
  },
  {
    name: "a switch whose cases take everything",
    definition: workflow({
      a: fork(
        [
          ["large", large],
          ["small", small],
        ],
        { large: "x", small: "y", otherwise: "y" },
      ),
      x: end("x"),
      y: end("y"),
    }),
    code: "otherwise-unreachable",
    path: "/nodes/a",
    says: "其余",
  },
  {
    name: "two branches that write the same",
    definition: workflow({
      a: { type: "parallel", branches: [{ id: "l" }, { id: "r" }], ports: { l: "b", r: "c" } },
      b: { type: "assign", set: { "vars.risk": "low" }, ports: { next: "j" } },
      c: { type: "assign", set: { "vars.risk": "high" }, ports: { next: "j" } },
      j: { type: "join", of: "a", ports: { done: "d" } },
      d: fork([["high", { fact: "vars", path: "$.risk", operator: "equal", value: "high" }]], {
        high: "x",
        otherwise: "y",
      }),
      x: end("x"),
      y: end("y"),
    }),
    code: "conflicting-writers",
    path: "/nodes/c/set/vars.risk",
    says: "「c」和「b」",
    shows: { "/order/channel": "tmall" },
  },
];

const beside = (high: string, entry: WorkflowNode): Definition =>
  workflow({
    a: entry,
    p: { type: "parallel", branches: [{ id: "l" }, { id: "r" }], ports: { l: "b", r: "c" } },
    b: { type: "assign", set: { "vars.risk": "low" }, ports: { next: "j" } },
    c: fork([["large", large]], { large: "w", otherwise: "j" }),
    w: { type: "assign", set: { "vars.risk": high }, ports: { next: "j" } },
    j: { type: "join", of: "p", ports: { done: "d" } },
    d: fork([["high", { fact: "vars", path: "$.risk", operator: "equal", value: "high" }]], {
      high: "x",
      otherwise: "y",
    }),
    x: end("x"),
    y: end("y"),
  });

const clean: readonly (readonly [string, Definition])[] = [
  [
    "what was written since is not known any more",
    workflow({
      a: fork([["tmall", { fact: "vars", path: "$.risk", operator: "equal", value: "high" }]], {
        tmall: "b",
        otherwise: "b",
      }),
      b: { type: "assign", set: { "vars.risk": "=order.customer.level" }, ports: { next: "c" } },
      c: fork([["low", { fact: "vars", path: "$.risk", operator: "equal", value: "low" }]], {
        low: "x",
        otherwise: "y",
      }),
      x: end("x"),
      y: end("y"),
    }),
  ],
  [
    "an order may be amended while its token rests",
    workflow({
      a: fork([["large", large]], { large: "b", otherwise: "y" }),
      b: { type: "wait", for: "PT1H", ports: { done: "c" } },
      c: fork([["small", small]], { small: "x", otherwise: "y" }),
      x: end("x"),
      y: end("y"),
    }),
  ],
  [
    "a loop that comes back with another value",
    workflow({
      a: { type: "assign", set: { "vars.round": 1 }, ports: { next: "b" } },
      b: fork([["second", { fact: "vars", path: "$.round", operator: "equal", value: 2 }]], {
        second: "x",
        otherwise: "c",
      }),
      c: { type: "wait", for: "PT1H", ports: { done: "d" } },
      d: { type: "assign", set: { "vars.round": 2 }, ports: { next: "b" } },
      x: end("x"),
    }),
  ],
  ["two that write the very same", beside("low", fork([["tmall", tmall]], { tmall: "p", otherwise: "y" }))],
  [
    "the first of two to arrive may write",
    workflow({
      a: { type: "parallel", branches: [{ id: "l" }, { id: "r" }], ports: { l: "b", r: "c" } },
      b: { type: "assign", set: { "vars.risk": "low" }, ports: { next: "j" } },
      c: { type: "assign", set: { "vars.risk": "high" }, ports: { next: "j" } },
      j: { type: "join", of: "a", when: "any", ports: { done: "d" } },
      d: fork([["high", { fact: "vars", path: "$.risk", operator: "equal", value: "high" }]], {
        high: "x",
        otherwise: "y",
      }),
      x: end("x"),
      y: end("y"),
    }),
  ],
];

showFindings([
  ...findings,
  {
    name: "two branches that write the same, one of them for some orders only",
    definition: beside("high", fork([["tmall", tmall]], { tmall: "p", otherwise: "y" })),
    code: "conflicting-writers",
    path: "/nodes/w/set/vars.risk",
    says: "「w」和「b」",
    shows: { "/order/channel": "tmall", "/order/total/minorUnits": 50_000 },
  },
]);
showNoFindings(clean);

test("of two writers of which no order comes to one, none is in the other's way", () => {
  const found = check(beside("high", fork([["small", small]], { small: "p", otherwise: "y" })));
  expect(found.map(({ code }) => code)).toEqual(["branch-unreachable"]);
});
