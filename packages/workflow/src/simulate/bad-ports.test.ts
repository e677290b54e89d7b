import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { workflowOf } from "../testing/player.ts";
import { walkBadPorts } from "./bad-ports.ts";

type Nodes = WorkflowDefinition["nodes"];

const review: Nodes[string] = {
  type: "task",
  group: "finance",
  outcomes: [{ id: "approve" }],
  approvals: { count: 2 },
  ports: { approve: "release" },
};
const nodes = (badPort: string, extra: Nodes = {}): Nodes => ({
  start: { type: "start", ports: { next: "credit" } },
  credit: {
    type: "action",
    action: { connector: "finance", name: "get-credit" },
    output: "vars.credit",
    ports: { done: "review", error: badPort, timeout: badPort },
  },
  review,
  release: {
    type: "action",
    action: { connector: "wms", name: "ship" },
    ports: { done: "end", error: "stuck", timeout: "stuck" },
  },
  stuck: { type: "raise", incident: "stuck" },
  end: { type: "end", outcome: "released" },
  ...extra,
});

function freer(flow: Nodes): readonly (readonly [string, string, readonly string[]])[] {
  const approve = { decide: { node: "review", outcome: "approve" } };
  const report = walkBadPorts(
    workflowOf(flow),
    {
      version: 1,
      decision: () => undefined,
      action: ({ name }) => ({
        name: { en: name },
        idempotency: "idempotent",
        commits: name === "ship",
        input: {},
        output: {},
      }),
    },
    {
      now: 0,
      order: { channel: "b2b", lines: [] },
      steps: [{ decide: { ...approve.decide, by: "zhao" } }, { decide: { ...approve.decide, by: "sun" } }],
    },
  );
  expect(report.freedom).toEqual({ "wms.ship": { times: 1, approvals: 2 } });
  return report.walks.filter((walk) => walk.freer.length > 0).map((walk) => [walk.action, walk.answer, walk.freer]);
}

describe("acting more freely when a call goes wrong (S10)", () => {
  test("a flow that waits for a person does not", () => {
    expect(freer(nodes("stuck"))).toEqual([]);
  });
  test("one that ships without the approvals is found out", () => {
    expect(freer(nodes("release"))).toEqual([
      ["finance.get-credit", "error", ["wms.ship"]],
      ["finance.get-credit", "timeout", ["wms.ship"]],
    ]);
  });
  test("one that ships again after silence is found out", () => {
    const again: Nodes[string] = {
      type: "action",
      action: { connector: "wms", name: "ship" },
      ports: { done: "end", error: "end", timeout: "end" },
    };
    const flow = nodes("stuck", { again });
    const release = { ...flow["release"], ports: { done: "end", error: "stuck", timeout: "again" } } as Nodes[string];
    expect(freer({ ...flow, release })).toEqual([["wms.ship", "timeout", ["wms.ship"]]]);
  });
  test("one that gives for nothing is found out", () => {
    const gift: Nodes[string] = {
      type: "amend",
      add: { sku: "GF-9", quantity: 1, unitPrice: 0 },
      ports: { next: "stuck" },
    };
    expect(freer(nodes("gift", { gift })).map(([, , acts]) => acts)).toEqual([["amend.add"], ["amend.add"]]);
  });
});
