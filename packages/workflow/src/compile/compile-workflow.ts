import {
  type CompileContext,
  compileCondition,
  feelTypeOf,
  isPersonal,
  loopsAround,
  type NodeOf,
  type NodeType,
  type WorkflowDefinition,
  type WorkflowNode,
} from "@orderloom/rule-dsl";
import { workingTimesIn } from "../calendars.ts";
import type { CompiledHandler, CompiledWorkflow, NodeBehaviour } from "../machine.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { personalReader } from "../personal.ts";
import { withEvent, withNames } from "./names.ts";
import type { CompileNode } from "./node-tools.ts";
import { oncePerOrder, orderFactsIn } from "./order-facts.ts";
import type { WorkflowResolver } from "./resolver.ts";

/** Makes the closures of a definition that has passed `check`: once for a version, shared by all its instances. */
export function compileWorkflow(definition: WorkflowDefinition, resolver: WorkflowResolver): CompiledWorkflow {
  const context: CompileContext = {
    fieldType: feelTypeOf,
    isPersonal,
    ...resolver.context,
    conditions: { ...resolver.context?.conditions, ...definition.conditions },
  };
  const nodes = new Map<string, NodeBehaviour>();
  const joins = new Map(
    Object.entries(definition.nodes).flatMap(([id, node]) => (node.type === "join" ? [[node.of, id] as const] : [])),
  );
  const loops = loopsAround(definition);
  for (const [id, node] of Object.entries(definition.nodes)) {
    const join = joins.get(id);
    const inside = insideLoops(context, definition, loops.get(id) ?? []);
    nodes.set(id, compileNode(node, { id, resolver, context: inside, ...(join !== undefined && { join }) }));
  }
  return {
    id: definition.id,
    version: resolver.version,
    definition,
    start: Object.entries(definition.nodes).find(([, node]) => node.type === "start")?.[0] ?? "start",
    nodes,
    handlers: (definition.on ?? []).map((handler) => compileHandler(handler, context)),
    awaited: new Set(Object.values(definition.nodes).flatMap(awaitedBy)),
    workingTimes: workingTimesIn(definition),
    factsOf: orderFactsIn(context.baseCurrency),
    personalIn: oncePerOrder(personalReader(context.isPersonal ?? isPersonal)),
  };
}

/** Inside loops expressions read the items by their names. */
function insideLoops(context: CompileContext, { nodes }: WorkflowDefinition, loops: readonly string[]): CompileContext {
  const names = loops.flatMap((id) => {
    const loop = nodes[id];
    return loop?.type === "foreach" ? [loop.as] : [];
  });
  return names.length === 0 ? context : withNames(context, names);
}

function compileNode<T extends NodeType>(node: NodeOf<T>, tools: Parameters<CompileNode<T>>[1]): NodeBehaviour {
  // The registry is typed by node type, and a node's `type` says which entry is its own.
  const compile = nodeTypes[node.type] as CompileNode<T>;
  return compile(node, tools);
}

function compileHandler(definition: CompiledHandler["definition"], context: CompileContext): CompiledHandler {
  if (!definition.when) return { definition };
  return { definition, when: compileCondition(definition.when, withEvent(context)) };
}

function awaitedBy(node: WorkflowNode): readonly string[] {
  return node.type === "wait" && node.until && "event" in node.until ? [node.until.event] : [];
}
