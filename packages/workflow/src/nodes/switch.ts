import { compileCondition, type JsonValue } from "@orderloom/rule-dsl";
import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { scrubCondition } from "../personal.ts";
import { leave } from "../turn.ts";

/** The first case that holds; a condition on a missing value does not (S10). */
export const compileSwitch: CompileNode<"switch"> = (node, tools) => {
  const cases = node.cases.map(({ id, when }) => ({ id, condition: compileCondition(when, tools.context) }));
  return {
    ...headOf(node, tools),
    enter(turn, { id }) {
      const facts = turn.facts.current();
      const traces: JsonValue[] = [];
      let port = "otherwise";
      for (const { id: caseId, condition } of cases) {
        const result = condition.evaluate(facts, { trace: true });
        if (result.trace) traces.push({ case: caseId, condition: scrubCondition(turn, result.trace) });
        if (!result.held) continue;
        port = caseId;
        break;
      }
      turn.events.push({
        type: "switch.taken",
        data: { nodeId: tools.id, activation: id, port, trace: traces },
      });
      return leave(port);
    },
  };
};
