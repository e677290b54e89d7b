import type { CompileContext } from "@orderloom/rule-dsl";
import type { NodeBehaviour } from "../machine.ts";
import type { WorkflowResolver } from "./resolver.ts";
import type { NodeOf, NodeType } from "@orderloom/rule-dsl";

/** What a node's file is given to compile its definition. */
export interface NodeTools {
  readonly id: string;
  readonly resolver: WorkflowResolver;
  readonly context: CompileContext;
  /** The join that names this node. */
  readonly join?: string;
}

export type CompileNode<T extends NodeType> = (node: NodeOf<T>, tools: NodeTools) => NodeBehaviour;

/** The head that every behaviour shares. */
export function headOf(
  node: { readonly stage?: string; readonly ports?: NodeBehaviour["ports"] },
  { id }: NodeTools,
): Pick<NodeBehaviour, "id" | "stage" | "ports"> {
  return { id, ports: node.ports ?? {}, ...(node.stage !== undefined && { stage: node.stage }) };
}
