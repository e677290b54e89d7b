import type { Amendment, JsonObject, NewEvent } from "@orderloom/rule-dsl";
import type { Refusal } from "./message.ts";
import type { InstanceState, LedgerEntry } from "./state.ts";

/*
 * What the host is to do, as data. It is committed with the state, before any of it is run (H2).
 * `key` = instance / activation / generation (S28); a retry keeps it, so the other side can recognise the call.
 */
export type Effect =
  | {
      readonly type: "connector.invoke";
      readonly key: string;
      readonly activation: number;
      readonly nodeId: string;
      readonly connector: string;
      readonly action: string;
      readonly version?: string;
      readonly input: JsonObject;
      readonly attempt: number;
      readonly timeoutMs?: number;
      /** Effect key of the call this one undoes. */
      readonly compensates?: string;
    }
  /**
   * Asks what became of a call that was never answered (S8). The result comes back as `effect.completed` under the call's own key, as if the call
   * had answered: `done` when it was made, `failed` (not retryable) when it was not, anything else when the other side cannot tell.
   * `action` is the query action, `input` that of the call.
   */
  | {
      readonly type: "connector.query";
      readonly key: string;
      readonly activation: number;
      readonly connector: string;
      readonly action: string;
      readonly version?: string;
      readonly input: JsonObject;
    }
  | {
      readonly type: "fact.fetch";
      readonly key: string;
      readonly activation: number;
      readonly factId: string;
      readonly connector: string;
      readonly action: string;
      readonly version?: string;
      readonly input: JsonObject;
      readonly timeoutMs?: number;
      readonly maxAgeMs?: number;
    }
  | {
      readonly type: "order.amend";
      readonly key: string;
      readonly activation: number;
      readonly amendments: readonly Amendment[];
    }
  | {
      readonly type: "workflow.start";
      readonly key: string;
      readonly activation: number;
      readonly childId: string;
      readonly workflow: string;
      readonly version?: number;
      readonly input: JsonObject;
      /** It is joined rather than started: `childId` names it without its generation (S13). */
      readonly joins?: true;
    }
  /** `leaves`: it is shared; the activation that waits for it leaves it. */
  | {
      readonly type: "workflow.cancel";
      readonly key: string;
      readonly childId: string;
      readonly reason?: string;
      readonly leaves?: number;
    }
  /** Tells the parent that this instance has ended; `ledger` holds the completed calls that the parent may have to undo (S9). */
  | {
      readonly type: "workflow.ended";
      readonly key: string;
      readonly parent: { readonly instanceId: string; readonly activation: number };
      /** What the parent knows it by, where that is not its id. */
      readonly childId?: string;
      /** How many orders shared it (S13). */
      readonly together?: number;
      readonly outcome: string;
      readonly cancelled: boolean;
      readonly output: JsonObject;
      readonly ledger: readonly LedgerEntry[];
    }
  /** An event for whoever listens: other instances of the order, side workflows, subscribers. */
  | { readonly type: "event.publish"; readonly key: string; readonly event: string; readonly data: JsonObject };

export type EffectType = Effect["type"];
export type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;

/** A node that a token entered, and the activation it came from: the lit path of a drawing. */
export interface Visited {
  readonly nodeId: string;
  readonly activation: number;
  readonly from?: number;
  /** The node of `from`, and the port by which it was left; absent for what is tried again. */
  readonly fromNode?: string;
  readonly port?: string;
  /** It is the first of a path that an `on` handler started. */
  readonly handler?: string;
}

export interface Advance {
  readonly state: InstanceState;
  readonly effects: readonly Effect[];
  readonly events: readonly NewEvent[];
  /** In the order they were entered. */
  readonly visited: readonly Visited[];
  /** Present when the message changed nothing and its sender should be told why. */
  readonly refusal?: Refusal;
}
