import type { NodeType } from "@orderloom/rule-dsl";
import type { CompileNode } from "../compile/node-tools.ts";
import { compileAction } from "./action.ts";
import { compileAmend } from "./amend.ts";
import { compileAssign } from "./assign.ts";
import { compileDecision } from "./decision.ts";
import { compileEmit } from "./emit.ts";
import { compileEnd } from "./end.ts";
import { compileForeach } from "./foreach.ts";
import { compileJoin } from "./join.ts";
import { compileParallel } from "./parallel.ts";
import { compileRaise } from "./raise.ts";
import { compileStart } from "./start.ts";
import { compileSubworkflow } from "./subworkflow.ts";
import { compileSwitch } from "./switch.ts";
import { compileTask } from "./task.ts";
import { compileWait } from "./wait.ts";

/** Every node type there is (S42): a new one is a file and a line here. */
export const nodeTypes: { readonly [T in NodeType]: CompileNode<T> } = {
  start: compileStart,
  end: compileEnd,
  decision: compileDecision,
  switch: compileSwitch,
  assign: compileAssign,
  amend: compileAmend,
  action: compileAction,
  task: compileTask,
  wait: compileWait,
  parallel: compileParallel,
  join: compileJoin,
  foreach: compileForeach,
  subworkflow: compileSubworkflow,
  emit: compileEmit,
  raise: compileRaise,
};
