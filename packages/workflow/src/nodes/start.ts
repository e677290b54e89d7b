import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { leave } from "../turn.ts";

export const compileStart: CompileNode<"start"> = (node, tools) => ({
  ...headOf(node, tools),
  enter: () => leave("next"),
});
