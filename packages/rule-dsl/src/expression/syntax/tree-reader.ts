/** What the readers of lezer's tree share. */
import type { SyntaxNode } from "@lezer/common";
import type { FeelProblem } from "../feel-codes.ts";
import type { FeelNode, Span } from "./feel-node.ts";

export interface TreeReader {
  text(node: SyntaxNode): string;
  /** Throws SyntaxProblem for what is no expression. */
  expression(node: SyntaxNode, depth: number): FeelNode;
}

/** Leaves the reading of a tree; caught in parse-feel.ts and never seen outside. */
export class SyntaxProblem extends Error {
  readonly problem: FeelProblem;

  constructor(problem: FeelProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The children in order, without comments. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "LineComment" && child.name !== "BlockComment") children.push(child);
  }
  return children;
}

export function spanOf(node: SyntaxNode): Span {
  return { from: node.from, to: node.to };
}

/** The children that are no punctuation. */
export function operandsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter((child) => !/^[[\](){},]$/.test(child.name));
}

export function only(node: SyntaxNode): SyntaxNode {
  return at(node, 0);
}

export function at(node: SyntaxNode, index: number): SyntaxNode {
  const child = childrenOf(node)[index];
  if (child === undefined) throw new SyntaxProblem({ code: "expression-incomplete", ...spanOf(node) });
  return child;
}

/** The beginning of a text, for a message. */
export function excerpt(text: string): string {
  return text.slice(0, 20);
}
