import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { park, placeOf } from "../turn.ts";

/** Opens a region: its activation stays until the join closes it, and its id names the region (S6). */
export const compileParallel: CompileNode<"parallel"> = (node, tools) => {
  const branches = node.branches.map((branch) => branch.id);
  return {
    ...headOf(node, tools),
    enter(turn, { id, token }) {
      turn.state.regions = [...turn.state.regions, { id, nodeId: tools.id, arrived: [] }];
      turn.events.push({ type: "parallel.opened", data: { nodeId: tools.id, activation: id, branches } });
      const { handler } = placeOf(token);
      for (const branch of branches) {
        const nodeId = node.ports[branch];
        const place = { region: id, branch, ...(handler !== undefined && { handler }) };
        if (nodeId !== undefined) turn.ready.push({ nodeId, from: id, fromNode: tools.id, port: branch, ...place });
      }
      return park({ for: "branches" });
    },
  };
};
