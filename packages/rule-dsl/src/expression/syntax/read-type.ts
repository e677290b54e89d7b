/** Types as they are written after `instance of` and in parameters. */
import type { SyntaxNode } from "@lezer/common";
import type { Parameter, TypeNode } from "./feel-node.ts";
import { nameText } from "./names.ts";
import { childrenOf, SyntaxProblem, type TreeReader } from "./tree-reader.ts";

/** `node` is lezer's Type. */
export function readType(node: SyntaxNode, reader: TreeReader): TypeNode {
  const span = { from: node.from, to: node.to };
  const inner = childrenOf(node)[0];
  if (inner === undefined) throw new SyntaxProblem({ code: "expression-incomplete", ...span });
  switch (inner.name) {
    case "ListType": {
      const kind = reader.text(inner).startsWith("range") ? "range-of" : "list-of";
      return { kind, of: readType(typesIn(inner)[0] ?? inner, reader), ...span };
    }
    case "ContextType":
      return { kind: "context-of", entries: readEntries(inner, reader), ...span };
    case "FunctionType":
      return readFunctionType(inner, reader);
    default:
      return { kind: "named", name: nameText(reader.text(inner).replace(/<\s*>?/, "")), ...span };
  }
}

function typesIn(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter((child) => child.name === "Type");
}

function readEntries(node: SyntaxNode, reader: TreeReader): Readonly<Record<string, TypeNode>> {
  const list = childrenOf(node).find((child) => child.name === "ContextEntryTypes");
  const entries = list === undefined ? [] : childrenOf(list).filter((child) => child.name === "ContextEntryType");
  return Object.fromEntries(
    entries.map((entry) => {
      const [name, type] = childrenOf(entry);
      if (name === undefined || type === undefined) {
        throw new SyntaxProblem({ code: "expression-incomplete", from: entry.from, to: entry.to });
      }
      return [nameText(reader.text(name)), readType(type, reader)];
    }),
  );
}

function readFunctionType(node: SyntaxNode, reader: TreeReader): TypeNode {
  const span = { from: node.from, to: node.to };
  const list = childrenOf(node).find((child) => child.name === "ArgumentTypes");
  const parameters = list === undefined ? [] : childrenOf(list).flatMap(typesIn);
  const result = typesIn(node)[0];
  if (result === undefined) throw new SyntaxProblem({ code: "expression-incomplete", ...span });
  return {
    kind: "function-of",
    parameters: parameters.map((type) => readType(type, reader)),
    result: readType(result, reader),
    ...span,
  };
}

/** `node` is lezer's FormalParameter. */
export function readFormalParameter(node: SyntaxNode, reader: TreeReader): Parameter {
  const [name, type] = childrenOf(node);
  if (name === undefined) throw new SyntaxProblem({ code: "expression-incomplete", from: node.from, to: node.to });
  const text = nameText(reader.text(name));
  return type === undefined ? { name: text } : { name: text, type: readType(type, reader) };
}
