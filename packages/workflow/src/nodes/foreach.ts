import type { JsonValue } from "@orderloom/rule-dsl";
import { lenientValue, strictValue, wrongKind } from "../compile/expressions.ts";
import { withNames } from "../compile/names.ts";
import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { openLoop } from "../loop.ts";
import type { CompiledLoop, Move } from "../machine.ts";
import { consumed, leave, placeOf, setVar, stop } from "../turn.ts";

const MOST_ITEMS = 1_000;

/** Opens a region in which each item of a list has a token of its own, so many at once; its join closes it (S6). */
export const compileForeach: CompileNode<"foreach"> = (node, tools) => {
  const items = strictValue(node.items, "items", tools.context);
  const collect = lenientValue(node.collect, withNames(tools.context, [node.as]));
  const most = Math.min(node.maxItems ?? MOST_ITEMS, MOST_ITEMS);
  const loop: CompiledLoop = {
    as: node.as,
    join: tools.join ?? "",
    atOnce: node.atOnce ?? 1,
    onFault: node.onFault ?? "wait",
    ...(node.output !== undefined && { output: node.output }),
    ...(collect && { collect }),
  };
  return {
    ...headOf(node, tools),
    loop,
    enter(turn, { id, token }): Move {
      const worked = items(turn.facts.current());
      if (!worked.ok) return { kind: "incident", incident: worked.incident };
      const list = worked.value;
      if (!isList(list)) return { kind: "incident", incident: wrongKind("items", NO_LIST) };
      const count = list.length;
      if (count > most) return stop("items-exceeded", { node: tools.id, count, limit: most });
      const data = { nodeId: tools.id, activation: id, items: count, atOnce: loop.atOnce };
      turn.events.push({ type: "foreach.opened", data });
      if (count > 0) return openLoop(turn, { id, nodeId: tools.id, loop, items: list });
      setVar(turn, loop.output, []);
      turn.ready.push({ nodeId: loop.join, from: id, ...placeOf(token) });
      return consumed;
    },
    resume: (_turn, { wait }, signal) =>
      wait.for === "undo" && wait.port !== undefined && signal.kind === "undone" ? leave(wait.port) : undefined,
  };
};

const NO_LIST = { "zh-CN": "结果不是列表", en: "it is not a list" };

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
