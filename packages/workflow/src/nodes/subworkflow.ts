import type { JsonValue } from "@orderloom/rule-dsl";
import { durationMs } from "../compile/duration.ts";
import { strictInput, strictValue } from "../compile/expressions.ts";
import { type CompileNode, headOf } from "../compile/node-tools.ts";
import { effectKeyOf, idOf, leave, park, setVar, stop } from "../turn.ts";
import { stopChild } from "../withdraw.ts";

/** How a shared instance is known: its key as a text that can be a part of an id (S13). */
function groupOf(workflow: string, key: JsonValue): string {
  return `${workflow}/${encodeURIComponent(typeof key === "string" ? key : JSON.stringify(key))}`;
}

/** Runs another workflow as a child; its completed calls become this instance's to undo (S9). */
export const compileSubworkflow: CompileNode<"subworkflow"> = (node, tools) => {
  const input = strictInput(node.input ?? {}, "input", tools.context);
  const timeoutMs = durationMs(node.timeout ?? "");
  const key = node.key === undefined ? undefined : strictValue(node.key, "key", tools.context);
  const fault = stop("subworkflow-failed", { workflow: node.workflow });
  return {
    ...headOf(node, tools),
    enter(turn, { id }) {
      const worked = input(turn.facts.current());
      if (!worked.ok) return { kind: "incident", incident: worked.incident };
      const named = key?.(turn.facts.current());
      if (named?.ok === false) return { kind: "incident", incident: named.incident };
      const joins = named && ({ joins: true } as const);
      const childId = named ? groupOf(node.workflow, named.value) : idOf(turn, id);
      turn.effects.push({
        type: "workflow.start",
        key: effectKeyOf(turn, id),
        activation: id,
        childId,
        workflow: node.workflow,
        ...(node.version !== undefined && { version: node.version }),
        input: worked.value,
        ...joins,
      });
      turn.events.push({
        type: "subworkflow.started",
        data: { nodeId: tools.id, activation: id, workflow: node.workflow, child: childId },
      });
      return park({
        for: "child",
        childId,
        ...joins,
        ...(timeoutMs !== undefined && { timeoutAt: turn.now + timeoutMs }),
      });
    },
    resume(turn, activation, signal) {
      const { wait } = activation;
      if (wait.for !== "child") return undefined;
      if (signal.kind === "timer") {
        stopChild(turn, activation, wait.childId, "timeout");
        return node.ports["timeout"] === undefined ? fault : leave("timeout");
      }
      if (signal.kind !== "child") return undefined;
      const { outcome, cancelled, output, together } = signal;
      turn.events.push({
        type: "subworkflow.ended",
        data: {
          nodeId: tools.id,
          activation: activation.id,
          child: wait.childId,
          outcome,
          ...(together !== undefined && { together }),
        },
      });
      if (cancelled) return node.ports["error"] === undefined ? fault : leave("error");
      setVar(turn, node.output, output);
      return leave(node.ports[outcome] === undefined ? "done" : outcome);
    },
  };
};
