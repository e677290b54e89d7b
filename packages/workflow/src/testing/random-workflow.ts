import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import fc from "fast-check";

type Nodes = WorkflowDefinition["nodes"];
type Node = Nodes[string];

/** A piece of a workflow, from which a whole one is made that keeps S6: regions are closed by their own join. */
export type Piece =
  | { readonly kind: "assign" | "emit" | "amend" | "wait" | "event" | "child" | "raise" }
  | { readonly kind: "action"; readonly undo: boolean; readonly ports: boolean; readonly attempts: number }
  | { readonly kind: "task"; readonly needed: number }
  | { readonly kind: "choice"; readonly left: readonly Piece[]; readonly right: readonly Piece[] }
  | { readonly kind: "region"; readonly when: "all" | "any" | 2; readonly branches: readonly (readonly Piece[])[] }
  | {
      readonly kind: "loop";
      readonly count: number;
      readonly atOnce: number;
      readonly onFault: "wait" | "leave-out" | "stop";
      readonly when: "all" | "any" | 2;
      readonly body: readonly Piece[];
    }
  | { readonly kind: "end"; readonly compensate: boolean };

const { pieces } = fc.letrec<{ pieces: readonly Piece[]; piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.record({ kind: fc.constantFrom("assign", "emit", "amend", "wait", "event", "child", "raise") }),
    fc.record({
      kind: fc.constant("action"),
      undo: fc.boolean(),
      ports: fc.boolean(),
      attempts: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ kind: fc.constant("task"), needed: fc.integer({ min: 1, max: 2 }) }),
    fc.record({ kind: fc.constant("choice"), left: tie("pieces"), right: tie("pieces") }),
    fc.record({
      kind: fc.constant("region"),
      when: fc.constantFrom<"all" | "any" | 2>("all", "any", 2),
      branches: fc.array(tie("pieces"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("loop"),
      count: fc.integer({ min: 0, max: 3 }),
      atOnce: fc.integer({ min: 1, max: 3 }),
      onFault: fc.constantFrom<"wait" | "leave-out" | "stop">("wait", "leave-out", "stop"),
      when: fc.constantFrom<"all" | "any" | 2>("all", "all", "any", 2),
      body: tie("pieces"),
    }),
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("end"), compensate: fc.boolean() }) },
  ),
  pieces: fc.array(tie("piece"), { maxLength: 3 }),
}));

export { pieces };

/** Lays the pieces out one after the other, with two handlers: one beside the order, one that interrupts it. */
export function workflowFrom(main: readonly Piece[], compensate: boolean): WorkflowDefinition {
  const nodes: Record<string, Node> = {
    end: { type: "end", outcome: "done", compensate },
    beside: {
      type: "action",
      action: { connector: "shop", name: "note" },
      ports: { done: "handled", error: "handled" },
    },
    handled: { type: "end", outcome: "handled", ends: "handler" },
    stopped: { type: "end", outcome: "stopped", compensate: true },
  };
  nodes["start"] = { type: "start", ports: { next: lay(nodes, main, "end") } };
  return {
    kind: "workflow",
    schemaVersion: 1,
    id: "random",
    name: { en: "Random" },
    role: "main",
    on: [
      { id: "beside", event: "order.noted", ports: { next: "beside" } },
      { id: "stop", event: "order.cancelled", interrupts: true, ports: { next: "stopped" } },
    ],
    nodes,
  };
}

/** Adds the nodes of a run of pieces and gives the id of the first. */
function lay(nodes: Record<string, Node>, run: readonly Piece[], next: string): string {
  return run.reduceRight((after, piece) => add(nodes, piece, after), next);
}

function add(nodes: Record<string, Node>, piece: Piece, next: string): string {
  const id = `n${Object.keys(nodes).length}`;
  // Taken first, so that the ids of what lies inside differ.
  nodes[id] = { type: "end", outcome: "unused" };
  nodes[id] = nodeFrom(nodes, id, piece, next);
  return id;
}

function nodeFrom(nodes: Record<string, Node>, id: string, piece: Piece, next: string): Node {
  switch (piece.kind) {
    case "assign":
      return { type: "assign", set: { "vars.n": "=if vars.n = null then 1 else vars.n + 1" }, ports: { next } };
    case "emit":
      return { type: "emit", event: "order.told", data: { n: "=vars.n" }, ports: { next } };
    case "amend":
      return { type: "amend", hold: { reason: "why" }, ports: { next } };
    case "wait":
      return { type: "wait", for: "PT1H", ports: { done: next } };
    case "event":
      return {
        type: "wait",
        until: { event: "shipment.dispatched" },
        timeout: "P1D",
        ports: { done: next, timeout: next },
      };
    case "child":
      return { type: "subworkflow", workflow: "part", timeout: "P1D", ports: { done: next, error: next } };
    case "raise":
      return { type: "raise", incident: "look", remedies: [{ id: "go-on" }], ports: { "go-on": next } };
    case "task":
      return {
        type: "task",
        group: "ops",
        outcomes: [{ id: "yes" }, { id: "no" }],
        approvals: { count: piece.needed },
        due: { after: "PT1H", escalate: [{ after: "PT2H", to: "boss" }], timeout: { after: "P1D" } },
        ports: { yes: next, no: next, timeout: next },
      };
    case "action":
      return {
        type: "action",
        action: { connector: "shop", name: id },
        output: `vars.${id}`,
        retry: { attempts: piece.attempts, first: "PT1M" },
        ...(piece.undo && { compensate: { action: { connector: "shop", name: `undo-${id}` }, input: { what: id } } }),
        ports: { done: next, sold: next, ...(piece.ports && { error: next, timeout: next }) },
      };
    case "choice":
      return {
        type: "switch",
        cases: [{ id: "left", when: { feel: "vars.n > 1" } }],
        ports: { left: lay(nodes, piece.left, next), otherwise: lay(nodes, piece.right, next) },
      };
    case "region": {
      const join = `${id}-join`;
      nodes[join] = { type: "join", of: id, when: piece.when, ports: { done: next } };
      const ports = Object.fromEntries(piece.branches.map((branch, index) => [`b${index}`, lay(nodes, branch, join)]));
      return { type: "parallel", branches: piece.branches.map((_, index) => ({ id: `b${index}` })), ports };
    }
    case "loop": {
      const join = `${id}-join`;
      nodes[join] = { type: "join", of: id, when: piece.when, ports: { done: next } };
      return {
        type: "foreach",
        items: `=[${Array.from({ length: piece.count }, (_, index) => index + 1).join(", ")}]`,
        as: `item${id}`,
        atOnce: piece.atOnce,
        onFault: piece.onFault,
        output: `vars.${id}`,
        ports: { each: lay(nodes, piece.body, join), error: next },
      };
    }
    case "end":
      return { type: "end", outcome: "early", compensate: piece.compensate };
  }
}
