import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { lenientValue } from "../compile/expressions.ts";
import type { JsonObject } from "@orderloom/rule-dsl";
import { scrub } from "../personal.ts";
import { effectKeyOf, leave } from "../turn.ts";

export const compileEmit: CompileNode<"emit"> = (node, tools) => {
  const value = lenientValue(node.data, tools.context);
  return {
    ...headOf(node, tools),
    enter(turn, { id }) {
      // A map of values comes out as a map.
      const data = (value?.(turn.facts.current()) ?? {}) as JsonObject;
      turn.effects.push({ type: "event.publish", key: effectKeyOf(turn, id), event: node.event, data });
      turn.events.push({
        type: "event.emitted",
        data: { nodeId: tools.id, activation: id, event: node.event, data: scrub(turn, data) },
      });
      return leave("next");
    },
  };
};
