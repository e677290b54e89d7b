/** From the parsed form to closures: which file compiles which construct. */
import { builtins } from "../builtins/registry.ts";
import type { FeelNode } from "../syntax/feel-node.ts";
import { compileFilter, compilePath } from "./access.ts";
import { compileContext, compileList } from "./collections.ts";
import { builtinValue, compileCall, compileFunction, compileInstanceOf, findBuiltin } from "./functions.ts";
import { compileFor, compileQuantified } from "./iteration.ts";
import { compileAnd, compileIf, compileOr } from "./logic.ts";
import { compileInput, compileName, mayBeKnown } from "./names.ts";
import { compileArithmetic, compileCompare, compileNegate } from "./operators.ts";
import { type Compiled, constantOf, type Language, type Scope } from "./scope.ts";
import { compileBetween, compileIn, compileInterval, compileTest } from "./tests.ts";

export const language: Language = {
  compile: compileNode,
  builtinNamed: (name) => {
    const named = findBuiltin(name, builtins);
    return named && builtinValue(named);
  },
};

function compileNode(node: FeelNode, scope: Scope): Compiled {
  switch (node.kind) {
    case "null":
      return constantOf(null);
    case "boolean":
    case "number":
    case "string":
    case "temporal":
      return constantOf(node.value);
    case "mistake":
      return scope.compilation.problem(node.code, node, { text: node.text });
    case "name":
      return compileNameOrBuiltin(node, scope);
    case "input":
      return compileInput(node, scope);
    case "path":
      return compilePath(node, scope);
    case "filter":
      return compileFilter(node, scope);
    case "list":
      return compileList(node, scope);
    case "context":
      return compileContext(node, scope);
    case "interval":
      return compileInterval(node, scope);
    case "test":
      return compileTest(node, scope);
    case "negate":
      return compileNegate(node, scope);
    case "arithmetic":
      return compileArithmetic(node, scope);
    case "compare":
      return compileCompare(node, scope);
    case "between":
      return compileBetween(node, scope);
    case "in":
      return compileIn(node, scope);
    case "and":
      return compileAnd(node, scope);
    case "or":
      return compileOr(node, scope);
    case "if":
      return compileIf(node, scope);
    case "for":
      return compileFor(node, scope);
    case "some":
    case "every":
      return compileQuantified(node, scope);
    case "function":
      return compileFunction(node, scope);
    case "call":
      return compileCall(node, scope, builtins);
    case "instance-of":
      return compileInstanceOf(node, scope);
  }
}

/** A built-in function's name is a value too, where no fact and no local name bears it. */
function compileNameOrBuiltin(node: Extract<FeelNode, { kind: "name" }>, scope: Scope): Compiled {
  const named = mayBeKnown(node.name, scope) ? undefined : findBuiltin(node.name, builtins);
  return named === undefined ? compileName(node, scope) : { run: () => builtinValue(named) };
}
