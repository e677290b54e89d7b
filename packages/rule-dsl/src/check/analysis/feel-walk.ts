import type { FeelNode } from "../../expression/syntax/feel-node.ts";

/** The expressions that an expression is directly made of, iterators' sources and entries' values among them. */
export function childrenOf(node: FeelNode): readonly FeelNode[] {
  return Object.values(node).flatMap(nodesIn);
}

function nodesIn(part: unknown): readonly FeelNode[] {
  if (Array.isArray(part)) return part.flatMap(nodesIn);
  if (typeof part !== "object" || part === null) return [];
  if (isNode(part)) return [part];
  // An iterator, an entry of a context: no expression itself, but it holds some.
  return "source" in part || "value" in part ? Object.values(part).flatMap(nodesIn) : [];
}

const kindsOfTypes: ReadonlySet<unknown> = new Set(["named", "list-of", "range-of", "context-of", "function-of"]);
const isNode = (value: object): value is FeelNode =>
  "kind" in value && "from" in value && !kindsOfTypes.has(value.kind);
