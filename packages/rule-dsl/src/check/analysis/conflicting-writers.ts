/** Two branches that run at once and write different values to one variable, shown by an order that goes both ways. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { holdsByReference } from "../../reference/evaluate-decision.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { WorkflowDefinition } from "../../schema/workflow.ts";
import { fix, removed } from "../fixes/edits.ts";
import { graphOf } from "../graph.ts";
import { everywhere } from "./box.ts";
import type { Known } from "./path-conditions.ts";
import type { Reading } from "./reading.ts";
import type { Space } from "./space.ts";
import { ordersIn, type Shown } from "./witness.ts";
import { regionsOf, writtenBy } from "./writers.ts";

export interface Standings {
  readonly workflow: WorkflowDefinition;
  readonly space: Space;
  readonly reading: Reading;
  /** What is known of an order at a node; a node that no order comes to has none. */
  readonly known: ReadonlyMap<string, Known>;
}

interface Writer {
  readonly node: string;
  readonly branch: number;
}

/** Where the first branch to arrive ends the others, only one of them counts. */
export function conflictingWriters(standings: Standings): readonly Diagnostic[] {
  const { workflow } = standings;
  return regionsOf(workflow, graphOf(workflow)).flatMap(({ join, branches }) => {
    const node = join === undefined ? undefined : workflow.nodes[join];
    if (node?.type === "join" && node.when === "any") return [];
    const first = new Map<string, Writer>();
    return branches.flatMap((branch, index) =>
      [...branch].flatMap((id) =>
        writtenBy(workflow.nodes[id]).flatMap((path) => {
          const known = first.get(path);
          if (known === undefined) first.set(path, { node: id, branch: index });
          if (known === undefined || known.branch === index || known.node === id) return [];
          return isSame(workflow, path, known.node, id) ? [] : conflict(standings, path, known.node, id);
        }),
      ),
    );
  });
}

/** Both write the very same value, which is no formula. */
function isSame({ nodes }: WorkflowDefinition, path: string, one: string, other: string): boolean {
  const [a, b] = [nodes[one], nodes[other]].map((node): JsonValue | undefined =>
    node?.type === "assign" ? node.set[path] : undefined,
  );
  const isFormula = typeof a === "string" && a.startsWith("=");
  return a !== undefined && !isFormula && JSON.stringify(a) === JSON.stringify(b);
}

function conflict(standings: Standings, path: string, other: string, node: string): readonly Diagnostic[] {
  const { workflow, space, known } = standings;
  const [here, there] = [known.get(node), known.get(other)];
  // A node that no order comes to writes nothing.
  if (here === undefined || there === undefined) return [];
  const both = space.both(here, there) ?? [everywhere];
  if (both.length === 0) return [];
  const place = workflow.nodes[node]?.type === "assign" ? `/nodes/${node}/set/${path}` : `/nodes/${node}/output`;
  const shown = both
    .slice(0, 16)
    .flatMap((box) => ordersIn(box, space.axes, undefined))
    .find((one) => [node, other].every((id) => comesTo(standings, id, one)));
  const found = diagnostic("warning", "conflicting-writers", place, { node, other, path });
  const fixes = [fix("只让「{0}」写", "Let only “{0}” write it", [other], [removed(place)])];
  return [shown === undefined ? { ...found, fixes } : { ...found, fixes, witness: shown.witness }];
}

/** Whether some way leads to a node on which each switch, by the reference evaluator, sends the order on. */
function comesTo({ workflow, reading }: Standings, goal: string, { facts }: Shown): boolean {
  const graph = graphOf(workflow);
  const open = [...graph.starts];
  const seen = new Set(open);
  for (const id of open) {
    if (id === goal) return true;
    const node = workflow.nodes[id];
    const context = { conditions: reading.conditions };
    const way =
      node?.type === "switch"
        ? (node.cases.find(({ when }) => holdsByReference(when, facts, context))?.id ?? "otherwise")
        : undefined;
    for (const { port, to } of graph.out.get(id) ?? []) {
      if (seen.has(to) || (way !== undefined && port !== way)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return false;
}
