import type { NodeOf, WorkflowDefinition } from "@orderloom/rule-dsl";

type Due = Pick<NodeOf<"task">, "due">;
type Nodes = WorkflowDefinition["nodes"];

/** A workflow of these nodes that takes every order. */
export function workflow(id: string, nodes: Nodes, more: Partial<WorkflowDefinition> = {}): WorkflowDefinition {
  return { kind: "workflow", schemaVersion: 1, id, name: { en: id }, role: "main", nodes, ...more };
}

export const start = (next: string) => ({ type: "start", ports: { next } }) as const;
export const end = (outcome = "done", compensate?: boolean) =>
  ({ type: "end", outcome, ...(compensate && { compensate }) }) as const;

/** Reserves stock, releases it when anything is undone. */
export const reserve = (next: string) =>
  ({
    type: "action",
    stage: "stock",
    action: { connector: "wms", name: "reserve-stock" },
    input: { orderId: "=order.id" },
    output: "vars.reservation",
    compensate: {
      action: { connector: "wms", name: "release-stock" },
      input: { reservationId: "=vars.reservation.id" },
    },
    ports: { done: next },
  }) as const;

/** Supervisors approve, or it ends as rejected and everything is undone. */
export function review(next: string, due: Due = {}): NodeOf<"task"> {
  const ports = { approve: next, reject: "rejected" };
  return {
    type: "task",
    stage: "review",
    group: "supervisor",
    outcomes: [{ id: "approve" }, { id: "reject" }],
    ...due,
    ports,
  };
}

/** Reserve, then done. */
export const reserveOnly = (id = "reserve-only") =>
  workflow(id, { start: start("reserve"), reserve: reserve("end"), end: end() });

/** Reserve, let a supervisor look, then done. */
export const reserveAndReview = (due: Due = {}) =>
  workflow("reserve-and-review", {
    start: start("reserve"),
    reserve: reserve("review"),
    review: review("end", due),
    rejected: end("rejected", true),
    end: end(),
  });
