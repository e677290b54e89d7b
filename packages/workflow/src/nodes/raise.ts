import { type CompileNode, headOf } from "../compile/node-tools.ts";

/** Suspends its own token for a person; the others go on (S6). */
export const compileRaise: CompileNode<"raise"> = (node, tools) => {
  const incident = {
    incident: node.incident,
    ...(node.message && { message: node.message }),
    remedies: (node.remedies ?? []).map((remedy) => remedy.id),
  };
  return { ...headOf(node, tools), enter: () => ({ kind: "incident", incident }) };
};
