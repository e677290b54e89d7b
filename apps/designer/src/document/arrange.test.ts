// @vitest-environment node
import { describe, expect, test } from "vitest";
import { apply } from "./apply.ts";
import { arranged, flowOrder, roomBelow } from "./arrange.ts";
import { onlyNodes } from "./command.ts";
import { acceptingNodes, mayLead, openPort } from "./connecting.ts";
import { blankDocument } from "./edited-document.ts";
import { isDrawable } from "./read-document.ts";
import { creditTermDocument, peakHourDocument } from "./testing/documents.ts";

const credit = creditTermDocument();
const peak = peakHourDocument();

describe("moving boxes for people", () => {
  const size = { width: 192, height: 52 };
  const placed = (how: Parameters<typeof arranged>[2], ...ids: readonly string[]) => {
    const command = arranged(credit, onlyNodes(...ids), how, () => size);
    if (command?.type !== "move") throw new Error("something is moved");
    return Object.values(command.nodes ?? {});
  };

  test("lined up at the leftmost", () => {
    const xs = placed("left", "start", "credit-limit", "cancel").map(({ x }) => x);
    expect(new Set(xs)).toEqual(new Set([-192]));
  });

  test("the same gap between all, the outermost two where they were", () => {
    const ys = placed("down", "start", "payment-method", "release").map(({ y }) => y);
    expect(ys[0]).toBe(0);
    expect(ys.at(-1)).toBe(600);
    expect((ys[1] ?? 0) - 52).toBe((ys[2] ?? 0) - (ys[1] ?? 0) - 52);
  });

  test("one alone has nothing to line up with", () =>
    expect(arranged(credit, onlyNodes("start"), "left", () => size)).toBeUndefined());

  test("room between two: what comes after stands lower, what came before stays", () => {
    const moves = roomBelow(credit, "reserve-stock", 84);
    expect(moves["reserve-stock"]?.y).toBe((credit.layout.nodes["reserve-stock"]?.y ?? 0) + 84);
    expect(moves["start"]).toBeUndefined();
  });

  test("Tab goes along the flow, each step once", () => {
    const order = flowOrder(credit);
    expect(order.slice(0, 3)).toEqual(["start", "payment-method", "credit-limit"]);
    expect(new Set(order).size).toBe(order.length);
    for (const id of Object.keys(credit.definition.nodes)) expect(order).toContain(id);
  });
});

describe("where a line may lead", () => {
  const parallel =
    Object.keys(peak.definition.nodes).find((id) => peak.definition.nodes[id]?.type === "parallel") ?? "";
  const node = peak.definition.nodes[parallel];
  const inside = node?.type === "parallel" ? (Object.values(node.ports)[0] ?? "") : "";

  test("never to a start, never to itself, never to what is not there", () => {
    expect(mayLead(credit, { node: "release" }, "done", "start")).toBe(false);
    expect(mayLead(credit, { node: "release" }, "done", "release")).toBe(false);
    expect(mayLead(credit, { node: "release" }, "done", "nowhere")).toBe(false);
    expect(mayLead(credit, { node: "release" }, "done", "cancelled")).toBe(true);
  });

  test("not from outside into a branch of a parallel (S6)", () => {
    expect(mayLead(peak, { node: "start" }, "next", inside)).toBe(false);
    expect(acceptingNodes(peak, { node: "start" }, "next").has(inside)).toBe(false);
  });

  test("all that take it and those that may be led to one by one are the same", () => {
    const from = { node: inside };
    const accepting = acceptingNodes(peak, from, "approve", () => 0);
    for (const id of Object.keys(peak.definition.nodes))
      expect(accepting.has(id), id).toBe(mayLead(peak, from, "approve", id));
  });

  test("the first way out that leads nowhere", () => {
    expect(openPort(blankDocument("try", { en: "Try" }, { en: "Start" }).definition, { node: "start" })).toBe("next");
    expect(openPort(credit.definition, { node: "start" })).toBeUndefined();
    const cut = apply(credit, { type: "disconnect", from: { node: "payment-method" }, port: "otherwise" }).document;
    expect(openPort(cut.definition, { node: "payment-method" })).toBe("otherwise");
  });
});

describe("what can be drawn", () => {
  const withNode = (node: unknown) => ({ ...credit.definition, nodes: { start: node } });
  test.each<[string, unknown, boolean]>([
    ["a workflow", credit.definition, true],
    ["one that refers to what is not there", withNode({ type: "decision", decision: "", ports: {} }), true],
    ["a text", "workflow", false],
    ["a decision", { kind: "decision", id: "a" }, false],
    ["a node of no type that we know", withNode({ type: "dance", ports: {} }), false],
    ["a condition without cases", withNode({ type: "switch", ports: {} }), false],
    ["ways out that are no names", withNode({ type: "start", ports: { next: 1 } }), false],
    ["no way out where there must be some", withNode({ type: "start" }), false],
  ])("%s", (_title, value, drawable) => expect(isDrawable(value)).toBe(drawable));
});
