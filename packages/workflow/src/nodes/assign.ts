import { compileValue, type JsonValue } from "@orderloom/rule-dsl";
import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { leave, nameOfVar, setVars } from "../turn.ts";

/** All values are worked out before the first is set, so that their order does not matter. */
export const compileAssign: CompileNode<"assign"> = (node, tools) => {
  const values = Object.entries(node.set).map(
    ([path, value]) => [nameOfVar(path), compileValue(value, tools.context)] as const,
  );
  const names = values.map(([name]) => name);
  return {
    ...headOf(node, tools),
    enter(turn, { id }) {
      const facts = turn.facts.current();
      const set: Record<string, JsonValue> = {};
      for (const [name, value] of values) set[name] = value.evaluate(facts).value;
      setVars(turn, set);
      turn.events.push({ type: "vars.assigned", data: { nodeId: tools.id, activation: id, names } });
      return leave("next");
    },
  };
};
