import type { Effect, InstanceMessage, InstanceState, Refusal } from "@orderloom/workflow";
import type { Actor, JsonObject, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Delivery, Role } from "./order-document.ts";

/*
 * The instance aggregate (S27): the interpreter's snapshot and, in the same document, what is still to be done for it (H2).
 */

export interface OutboxEntry {
  /** Unique among what is open: type, effect key and attempt. */
  readonly id: string;
  readonly effect: Effect;
  /** UTC milliseconds: on disk before a call that must not be made twice (S28). */
  readonly startedAt?: number;
  /**
   * How many events of workflows led to it one after the other (S39). It is that of the message it came from, not of all that its instance ever
   * heard: what a person decides, a timer or the world outside begins a new chain.
   */
  readonly depth: number;
}

/** A message that the interpreter broke on. It is kept with those that came after, until a person has them tried again. */
export interface Stalled {
  readonly at: number;
  readonly error: string;
  readonly kept: readonly InstanceMessage[];
}

export interface InstanceDocument {
  readonly state: InstanceState;
  readonly role: Role;
  /** How lists name its order. */
  readonly label?: { readonly channel: string; readonly channelOrderId: string };
  /** Started by the clock: the instant it was meant for, UTC milliseconds. */
  readonly tick?: number;
  /** When its turn is when work queues up, UTC milliseconds: its order's. */
  readonly dueBy?: number;
  readonly outbox: readonly OutboxEntry[];
  /** The last delivery of its order that it has. */
  readonly delivered: number;
  /** Milliseconds waited for people, by index of the stage passage. */
  readonly slack: Readonly<Record<string, number>>;
  readonly stalled?: Stalled;
  readonly nextSeq: number;
}

export interface LoadedInstance {
  readonly revision: number;
  readonly document: InstanceDocument;
}

/** What an instance is started with. */
export interface InstanceSeed {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly role: Role;
  readonly catalogueRevision: number;
  readonly orderId?: string;
  readonly label?: { readonly channel: string; readonly channelOrderId: string };
  /** UTC milliseconds: the instant of the schedule that starts it. */
  readonly tick?: number;
  readonly dueBy?: number;
  /** The order that has a shared instance started (S13). */
  readonly join?: Extract<InstanceMessage, { type: "order.join" }>["join"];
  readonly input?: JsonObject;
  readonly parent?: { readonly instanceId: string; readonly activation: number };
  /** Of the chain that its parent carries on. */
  readonly depth?: number;
}

/** Moves instances of one version of their workflow to another (H6). */
export interface Migration {
  readonly from: WorkflowDefinition;
  readonly fromVersion: number;
  readonly to: WorkflowDefinition;
  readonly toVersion: number;
  readonly catalogueRevision: number;
  readonly mapping: Readonly<Record<string, string>>;
  readonly reason?: string;
}

/** What reaches an instance through the host. */
export type InstanceMail =
  | { readonly type: "start"; readonly seed: InstanceSeed }
  /** Starts a shared instance with its first order, or has one more order join it. */
  | { readonly type: "join"; readonly seed: InstanceSeed & Required<Pick<InstanceSeed, "join">> }
  /** `depth`: of the chain that it carries on; a new one begins without it. */
  | { readonly type: "message"; readonly message: InstanceMessage; readonly depth?: number }
  /** An answer to something of its outbox, which it thereby leaves. */
  | { readonly type: "answer"; readonly entry: string; readonly message: InstanceMessage }
  | { readonly type: "delivery"; readonly delivery: Delivery }
  /** Writes down that a call is about to be made (S28). */
  | { readonly type: "starting"; readonly entry: string }
  /** Entries that need no answer and have been seen to. */
  | { readonly type: "tidy"; readonly entries: readonly string[] }
  | { readonly type: "unstall"; readonly actor: Actor }
  | { readonly type: "migrate"; readonly migration: Migration; readonly actor: Actor };

export interface InstanceReply {
  /** As it stands after the message; absent when there is no such instance. */
  readonly document?: InstanceDocument;
  readonly refusal?: Refusal;
  readonly missing?: true;
  /** A shared instance that takes no order any more. */
  readonly closed?: true;
}

export function entryId(effect: Effect): string {
  return `${effect.type}:${effect.key}:${"attempt" in effect ? effect.attempt : 0}`;
}
