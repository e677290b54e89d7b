import type { ActionManifest, DecisionDefinition, Order, WorkflowDefinition } from "@orderloom/rule-dsl";
import { compileWorkflow } from "../compile/compile-workflow.ts";
import type { CompiledWorkflow } from "../machine.ts";
import type { InstanceMessage, Reads } from "../message.ts";
import type { RecordedTurn } from "../replay.ts";
import type { InstanceState } from "../state.ts";

/** One instance's life as a release ran it, whole in itself: later releases must come to the same state and the same effects (H1, S26). */
export interface RecordedHistory {
  readonly title: string;
  readonly definition: WorkflowDefinition;
  readonly version: number;
  readonly decisions: readonly { readonly definition: DecisionDefinition; readonly version: number }[];
  /** `connector.action` to what its connector declared. */
  readonly actions: Readonly<Record<string, ActionManifest>>;
  /** Each revision once; turns name it by its place. */
  readonly orders: readonly Order[];
  readonly turns: readonly {
    readonly now: number;
    readonly order?: number;
    readonly reads: Omit<Reads, "order">;
    readonly message: InstanceMessage;
  }[];
  /** The keys of all effects, in order. */
  readonly effects: readonly string[];
  readonly state: InstanceState;
}

export function compiledFrom({ definition, version, decisions, actions }: RecordedHistory): CompiledWorkflow {
  return compileWorkflow(definition, {
    version,
    decision: (id) => decisions.find((decision) => decision.definition.id === id),
    action: ({ connector, name }) => actions[`${connector}.${name}`],
  });
}

export function turnsFrom({ turns, orders }: RecordedHistory): readonly RecordedTurn[] {
  return turns.map(({ now, message, order, reads }) => {
    const read = order === undefined ? undefined : orders[order];
    return { now, message, reads: { ...(read && { order: read }), ...reads } };
  });
}
