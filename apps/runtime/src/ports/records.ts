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
    /** Whose it is to see to. */
    readonly owner?: { readonly group?: string; readonly person?: string };
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
  /** Outcomes that one person may decide whatever it needs. */
  readonly alone?: readonly string[];
  /** Ids of people who may not decide. */
  readonly excluded?: readonly string[];
  readonly openedAt: number;
  readonly dueAt?: number;
  /** UTC milliseconds: when the turn of its order is, fixed when that came; absent where it belongs to no order. */
  readonly orderDueBy?: number;
}

/** How a task ended. `by`: who decided so; nobody where it was withdrawn or timed out. */
export interface TaskEnding {
  readonly id: string;
  readonly state: "decided" | "withdrawn" | "timed-out";
  readonly outcome?: string;
  readonly by: readonly { readonly id: string; readonly name: string }[];
}

/** Why tasks came to be, as one word: what its author calls the cause, else the place in the workflow. */
export function causeOf({ workflow, nodeId, cause }: Pick<TaskRecord, "workflow" | "nodeId" | "cause">): string {
  return cause ? `${workflow}/${nodeId}/${cause.key}` : `${workflow}/${nodeId}`;
}
