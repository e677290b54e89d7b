import type { Actor, JsonObject, LocalizedText } from "@orderloom/rule-dsl";

/*
 * What the read side shows, and what is projected for it: raw facts, no wording. Personal values are masked when they are written (H10).
 */

export type StepKind = "task" | "timer" | "event" | "call" | "incident" | "none";

/** What is really open on an order (S4), taken from its instances: the most urgent one. */
export interface OpenStep {
  readonly kind: StepKind;
  readonly instanceId: string;
  readonly workflow: string;
  readonly version: number;
  readonly nodeId: string;
  readonly activation: number;
  readonly taskId?: string;
  /** UTC milliseconds: due, fires, tried again. */
  readonly at?: number;
  readonly incident?: {
    readonly incident: string;
    readonly code?: string;
    readonly data: JsonObject;
    readonly message?: LocalizedText;
    readonly remedies: readonly string[];
  };
  readonly event?: string;
  readonly group?: string;
}

/** One visit of a stage. `slackMs`: how long it waited there for a person. */
export interface StagePassageRecord {
  readonly stage: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly slackMs?: number;
}

export interface TaskRecord {
  readonly id: string;
  readonly instanceId: string;
  readonly orderId?: string;
  readonly channel?: string;
  readonly channelOrderId?: string;
  readonly workflow: string;
  readonly version: number;
  readonly nodeId: string;
  readonly group: string;
  /** Groups it was escalated to. */
  readonly escalatedTo: readonly string[];
  readonly claimedBy?: Actor;
  readonly cause?: { readonly key: string; readonly name: LocalizedText };
  readonly form?: string;
  readonly show: JsonObject;
  readonly outcomes: readonly string[];
  readonly approvalsNeeded: number;
  readonly approvalsGiven: number;
  readonly openedAt: number;
  readonly dueAt?: number;
}
