import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { finishItem } from "../loop.ts";
import type { Move, Token, Turn } from "../machine.ts";
import { activationOf, consumed, leave, placeOf } from "../turn.ts";
import { closeRegion } from "../withdraw.ts";

/** Counts arrivals per branch; when enough have come it closes the region and one token goes on (S6). */
export const compileJoin: CompileNode<"join"> = (node, tools) => {
  const next = node.ports["done"];
  return {
    ...headOf(node, tools),
    enter(turn, visit) {
      const arrival = arrivalAt(turn, node.of, visit.token);
      if (!arrival) return leave("done");
      const { region, branch } = arrival;
      const opened = activationOf(turn, region);
      if (turn.workflow.nodes.get(node.of)?.loop) {
        if (!finishItem(turn, { region, index: Number(branch) - 1 }, node.when)) return consumed;
        return goOn(turn, next, { id: visit.id, nodeId: tools.id, place: placeOf(opened ?? {}) });
      }
      const arrived = arrive(turn, region, branch);
      if (arrived.length < needed(turn, node.of, node.when)) return consumed;
      const withdrawn = closeRegion(turn, region);
      turn.events.push({
        type: "join.passed",
        data: { nodeId: tools.id, activation: visit.id, arrived: [...arrived], withdrawn: [...withdrawn] },
      });
      return goOn(turn, next, { id: visit.id, nodeId: tools.id, place: placeOf(opened ?? {}) });
    },
  };
};

interface Onward {
  readonly id: number;
  readonly nodeId: string;
  readonly place: ReturnType<typeof placeOf>;
}

/** The token leaves as one of the region around: not by its own place. */
function goOn(turn: Turn, target: string | undefined, { id, nodeId, place }: Onward): Move {
  if (target === undefined) return leave("done");
  turn.ready.push({ nodeId: target, from: id, fromNode: nodeId, port: "done", ...place });
  return consumed;
}

/** The open region of the parallel that this join names, and the branch of it the token came by. */
function arrivalAt(turn: Turn, of: string, token: Token): { region: number; branch: string } | undefined {
  let { region, branch } = token;
  while (region !== undefined) {
    const parallel = activationOf(turn, region);
    if (parallel?.nodeId === of) return { region, branch: branch ?? "" };
    ({ region, branch } = placeOf(parallel ?? {}));
  }
  return undefined;
}

function arrive(turn: Turn, region: number, branch: string): readonly string[] {
  let arrived: readonly string[] = [];
  turn.state.regions = turn.state.regions.map((open) => {
    if (open.id !== region) return open;
    arrived = open.arrived.includes(branch) ? open.arrived : [...open.arrived, branch];
    return { ...open, arrived };
  });
  return arrived;
}

function needed(turn: Turn, of: string, when: "all" | "any" | number = "all"): number {
  const parallel = turn.workflow.definition.nodes[of];
  const branches = parallel?.type === "parallel" ? parallel.branches.length : 1;
  if (when === "all") return branches;
  return when === "any" ? 1 : Math.min(when, branches);
}
