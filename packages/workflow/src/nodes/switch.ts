import { compileCondition, type JsonValue } from "@orderloom/rule-dsl";
import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { scrubValue } from "../personal.ts";
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
        // A trace is plain JSON: places, bits and values (S19).
        if (result.trace) traces.push({ case: caseId, condition: result.trace as unknown as JsonValue });
        if (!result.held) continue;
        port = caseId;
        break;
      }
      turn.events.push({
        type: "switch.taken",
        data: { nodeId: tools.id, activation: id, port, trace: scrubValue(turn, traces) },
      });
      return leave(port);
    },
  };
};
