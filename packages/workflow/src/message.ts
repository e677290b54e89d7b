import type { Actor, CodeData, Code, JsonObject, JsonValue, Order, Problem } from "@orderloom/rule-dsl";
import type { JoinedOrder, LedgerEntry, Owner } from "./state.ts";

/** What a joining order brings. `group` is what its workflow knows the shared instance by: `<workflow>/<key>`. */
export type Joining = Omit<JoinedOrder, "at">;

/** What a call came back with. Expected business results are `outcome`; faults are `failed`; silence is `timeout`. */
export type CallAnswer =
  | { readonly kind: "done"; readonly output: JsonValue }
  | { readonly kind: "outcome"; readonly outcome: string; readonly output?: JsonValue }
  | { readonly kind: "failed"; readonly message: string; readonly retryable: boolean; readonly retryAfterMs?: number }
  | { readonly kind: "timeout" }
  /** A fenced or never-retry call whose fate nobody knows. */
  | { readonly kind: "unknown"; readonly message: string };

/** What reaches an instance. The same history of messages, with the same reads, gives the same state (H1). */
export type InstanceMessage =
  | {
      readonly type: "start";
      readonly instanceId: string;
      readonly orderId?: string;
      readonly catalogueRevision: number;
      readonly input?: JsonObject;
      readonly parent?: { readonly instanceId: string; readonly activation: number };
      /** The order that has it started, of a keyed workflow (S13). */
      readonly join?: Joining;
    }
  | { readonly type: "order.join"; readonly join: Joining }
  | { readonly type: "order.leave"; readonly parent: Joining["parent"]; readonly actor: Actor }
  /** `attempt`: which one answers; a stale answer of an earlier attempt is then told apart from the one that is awaited. */
  | {
      readonly type: "effect.completed";
      readonly effectKey: string;
      readonly attempt?: number;
      readonly answer: CallAnswer;
      readonly tookMs: number;
    }
  | { readonly type: "order.amended"; readonly effectKey: string; readonly problems: readonly Problem[] }
  /** Everything that is due by `now` fires. */
  | { readonly type: "timer.fired" }
  | {
      readonly type: "task.claim";
      readonly taskId: string;
      readonly actor: Actor;
      readonly release?: boolean;
      readonly takeover?: boolean;
    }
  | {
      readonly type: "task.decide";
      readonly taskId: string;
      readonly outcome: string;
      readonly actor: Actor;
      readonly form?: JsonObject;
      readonly reason?: string;
      readonly batch?: number;
    }
  /** An amendment that happened, a fact from outside, or an event another instance of this order emitted. */
  | {
      readonly type: "event";
      readonly event: string;
      readonly at: number;
      readonly data: JsonObject;
      readonly actor?: Actor;
    }
  | {
      readonly type: "incident.remedy";
      readonly activation: number;
      readonly remedy: string;
      readonly actor: Actor;
      readonly reason?: string;
      /** With `done`: what the call is taken to have given. */
      readonly output?: JsonValue;
      /** With `mend`: what is sent instead. */
      readonly input?: JsonObject;
    }
  | {
      readonly type: "incident.assign";
      readonly activation: number;
      readonly owner: Owner;
      readonly actor: Actor;
      readonly reason?: string;
    }
  /** `nodes`: what each node that the state names is called in the version it goes on by. */
  | {
      readonly type: "migrate";
      readonly version: number;
      readonly catalogueRevision: number;
      readonly nodes: Readonly<Record<string, string>>;
      readonly actor: Actor;
      readonly reason?: string;
    }
  | {
      readonly type: "restart";
      readonly node: string;
      /** Whether what was done at that node and behind it is undone first. */
      readonly compensate: boolean;
      readonly actor: Actor;
      readonly reason: string;
    }
  | { readonly type: "cancel"; readonly actor: Actor; readonly reason?: string }
  | {
      readonly type: "child.ended";
      readonly activation: number;
      readonly childId: string;
      readonly together?: number;
      readonly outcome: string;
      readonly cancelled: boolean;
      readonly output: JsonObject;
      readonly ledger?: readonly LedgerEntry[];
    };

/** All that `advance` may read beside the state; recorded with the message for replay (S15, S26). */
export interface Reads {
  /** The effective order (S1); absent for an instance without one. */
  readonly order?: Order;
  readonly metrics?: Readonly<Record<string, JsonValue>>;
  readonly quotas?: Readonly<Record<string, JsonValue>>;
  /** By calendar and duration: the instant (UTC milliseconds) at which so much working time will have passed. */
  readonly calendars?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface AdvanceInput {
  /** UTC milliseconds. */
  readonly now: number;
  readonly reads: Reads;
}

/** A message that changed nothing, and why: shown to who sent it. */
export interface Refusal {
  /** `duplicate`: the same person said the same before (200); otherwise 409 or as `problem.code` says. */
  readonly kind: "duplicate" | "refused";
  readonly problem: Problem;
  readonly code: Code;
  readonly data: CodeData;
}
