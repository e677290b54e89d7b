import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { beginEnding } from "../ending.ts";
import type { Token, Turn } from "../machine.ts";
import { consumed } from "../turn.ts";
import { closeRegion, outermostRegion } from "../withdraw.ts";

/** Ends the instance and withdraws what is open (S6); on a handler's path it may end that path only. */
export const compileEnd: CompileNode<"end"> = (node, tools) => ({
  ...headOf(node, tools),
  enter(turn, { token }) {
    if (node.ends === "handler" && token.handler !== undefined && endPath(turn, token)) return consumed;
    beginEnding(turn, {
      outcome: node.outcome,
      cancelled: false,
      compensate: node.compensate ?? false,
      nodeId: tools.id,
    });
    return consumed;
  },
});

/**
 * Ends a handler's path with every region that it has opened. False when nothing else is left: an instance without a token would never end, so
 * the last path ends it.
 */
function endPath(turn: Turn, { region }: Token): boolean {
  if (region !== undefined) closeRegion(turn, outermostRegion(turn, region));
  return turn.ready.length > 0 || turn.state.activations.some((activation) => !activation.settles);
}
