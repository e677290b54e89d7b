import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { beginEnding } from "../ending.ts";
import { consumed } from "../turn.ts";

/** Ends the instance and withdraws what is open (S6); on a handler's path it may end that path only. */
export const compileEnd: CompileNode<"end"> = (node, tools) => ({
  ...headOf(node, tools),
  enter(turn, { token }) {
    const endsPath = node.ends === "handler" && token.handler !== undefined && othersLive(turn);
    if (!endsPath) {
      beginEnding(turn, {
        outcome: node.outcome,
        cancelled: false,
        compensate: node.compensate ?? false,
        nodeId: tools.id,
      });
    }
    return consumed;
  },
});

/** An instance without a token would never end: a handler's path that is the last one ends it. */
function othersLive(turn: Parameters<ReturnType<typeof compileEnd>["enter"]>[0]): boolean {
  return turn.ready.length > 0 || turn.state.activations.some((activation) => !activation.settles);
}
