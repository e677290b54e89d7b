// @vitest-environment node
import { expect, test } from "vitest";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { fakeWorkflow } from "../testing/fake-detail.ts";
import { workflowMap } from "./workflow-map.ts";

const overlaps = (one: { x: number; y: number }, other: { x: number; y: number }) =>
  Math.abs(one.x - other.x) < 64 && Math.abs(one.y - other.y) < 22;

test("a workflow reads downward and no two boxes overlap", () => {
  const { nodes, edges } = workflowMap(fakeWorkflow, new Set());
  const y = new Map(nodes.map((node) => [node.id, node.y]));
  expect(nodes).toHaveLength(Object.keys(fakeWorkflow.nodes).length);
  for (const { from, to } of edges) expect(y.get(to) ?? 0).toBeGreaterThan(y.get(from) ?? 0);
  for (const [index, one] of nodes.entries())
    for (const other of nodes.slice(index + 1)) expect(overlaps(one, other), `${one.id} ${other.id}`).toBe(false);
});

test("the ordinary way runs straight down", () => {
  const x = new Map(workflowMap(fakeWorkflow, new Set()).nodes.map((node) => [node.id, node.x]));
  expect(
    new Set(["start", "peak-check", "hold", "supervisor", "gifts", "reserve", "release"].map((id) => x.get(id))).size,
  ).toBe(1);
});

test("a loop is drawn and does not hang the layout; a port to nowhere is left out", () => {
  const looping: WorkflowDefinition = {
    ...fakeWorkflow,
    nodes: {
      start: { type: "start", ports: { next: "ask" } },
      ask: {
        type: "task",
        group: "g",
        outcomes: [{ id: "again" }, { id: "ok" }],
        ports: { again: "pause", ok: "end", lost: "gone" },
      },
      pause: { type: "wait", for: "PT1H", ports: { done: "ask" } },
      end: { type: "end", outcome: "done" },
    },
  };
  const { edges, nodes } = workflowMap(looping, new Set());
  expect(edges.map(({ from, port }) => `${from}/${port}`).sort()).toEqual([
    "ask/again",
    "ask/ok",
    "pause/done",
    "start/next",
  ]);
  expect(nodes.every(({ y }) => Number.isFinite(y))).toBe(true);
});

test("a handler is drawn once the order was there", () => {
  const handled: WorkflowDefinition = {
    ...fakeWorkflow,
    on: [{ id: "cancel", event: "order.cancelled", ports: { next: "tell" } }],
    nodes: {
      ...fakeWorkflow.nodes,
      tell: { type: "emit", event: "order.stopped", ports: { next: "told" } },
      told: { type: "end", outcome: "cancelled" },
    },
  };
  const ids = (visited: readonly string[]) => workflowMap(handled, new Set(visited)).nodes.map(({ id }) => id);
  expect(ids(["start"])).not.toContain("tell");
  expect(ids(["start", "tell"])).toEqual(expect.arrayContaining(["tell", "told"]));
});

test("where its drawing is known the map is drawn alike; where a box has no place there, on its own", () => {
  const ids = workflowMap(fakeWorkflow, new Set()).nodes.map(({ id }) => id);
  const places = Object.fromEntries(ids.map((id, index) => [id, { x: (index % 3) * 400, y: index * 120 }]));
  const layout = { kind: "layout", of: fakeWorkflow.id, nodes: places } as const;
  const drawn = new Map(workflowMap(fakeWorkflow, new Set(), layout).nodes.map((node) => [node.id, node]));
  const [first = "", second = "", third = ""] = ids;
  expect(drawn.get(second)?.x).toBeGreaterThan(drawn.get(first)?.x ?? 0);
  expect(drawn.get(third)?.x).toBeGreaterThan(drawn.get(second)?.x ?? 0);
  expect(drawn.get(second)?.y).toBeGreaterThan(drawn.get(first)?.y ?? 0);
  const { [first]: _first, ...rest } = places;
  const own = workflowMap(fakeWorkflow, new Set(), { ...layout, nodes: rest });
  expect(own).toEqual(workflowMap(fakeWorkflow, new Set()));
});
