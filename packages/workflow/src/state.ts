import type { Actor, CodeData, Code, IdempotencyClass, JsonObject, JsonValue } from "@orderloom/rule-dsl";

/*
 * An instance's snapshot: plain JSON, whole in itself (S27: tasks, claims and the next timer live here).
 * Fields are only added; a change of meaning raises STATE_VERSION and adds an upcaster (S26).
 */
export const STATE_VERSION = 1;

export type InstanceStatus = "running" | "waiting" | "held" | "incident" | "done" | "cancelled";

/** One visit of a node by a token. Its id is a number unique in the instance, so ids follow from the history (H1, S37). */
export interface Activation {
  readonly id: number;
  readonly nodeId: string;
  /** The activation this token came from, for "retry re-enters the node that led there" (S6). */
  readonly from?: number;
  readonly fromNode?: string;
  /** Innermost open parallel region: activation id of the parallel node, and the branch. */
  readonly region?: number;
  readonly branch?: string;
  /** Set on tokens that an `on` handler started. */
  readonly handler?: string;
  /** Not a token: it stands for a call that is being asked after (`ask`) or undone (`undo`), by the call's effect key (S8, S9). */
  readonly settles?: { readonly effectKey: string; readonly by: "ask" | "undo"; readonly tries: number };
  readonly enteredAt: number;
  readonly wait: ActivationWait;
}

/** What an activation is parked on. */
export type ActivationWait =
  /** `asking`: a query is out, not the call itself. `retryAt`: nothing is out until then. */
  | {
      readonly for: "call";
      readonly effectKey: string;
      readonly attempt: number;
      readonly retryAt?: number;
      readonly asking?: true;
    }
  | {
      readonly for: "facts";
      readonly fetched: Readonly<Record<string, JsonValue>>;
      readonly asked: readonly { readonly factId: string; readonly effectKey: string }[];
    }
  | { readonly for: "amend"; readonly effectKey: string }
  | { readonly for: "task"; readonly task: TaskState }
  | { readonly for: "time"; readonly until: number }
  | { readonly for: "event"; readonly event: string; readonly timeoutAt?: number }
  | {
      readonly for: "metric";
      readonly metric: string;
      readonly state: "normal" | "held";
      readonly key: JsonValue;
      readonly timeoutAt?: number;
    }
  | { readonly for: "quota"; readonly quota: string; readonly timeoutAt?: number }
  /** `joins`: the child is shared with other orders, and `childId` names it without its generation. */
  | { readonly for: "child"; readonly childId: string; readonly timeoutAt?: number; readonly joins?: true }
  | { readonly for: "branches" }
  /** Calls are being undone; then its token leaves by `port`, or enters its node. */
  | { readonly for: "undo"; readonly effectKeys: readonly string[]; readonly port?: string }
  | { readonly for: "person"; readonly incident: IncidentState };

export interface Approval {
  readonly by: Actor;
  readonly outcome: string;
  readonly at: number;
  readonly form?: JsonObject;
  readonly reason?: string;
}

export interface TaskState {
  /** `<instance>/<n>`. */
  readonly id: string;
  readonly group: string;
  readonly form?: string;
  readonly show: JsonObject;
  readonly cause?: { readonly key: string; readonly name: Readonly<Record<string, string>> };
  readonly priority: number;
  readonly outcomes: readonly string[];
  readonly approvalsNeeded: number;
  /** Outcomes that one person may decide whatever `approvalsNeeded` says. */
  readonly alone?: readonly string[];
  /** Ids of people who may not decide. */
  readonly excluded: readonly string[];
  readonly approvals: readonly Approval[];
  readonly claimedBy?: Actor;
  readonly openedAt: number;
  readonly dueAt?: number;
  readonly timeoutAt?: number;
  /** Escalations still ahead, soonest first. */
  readonly escalations: readonly { readonly at: number; readonly to: string }[];
  readonly escalatedTo: readonly string[];
}

export type Owner = { readonly group: string } | { readonly person: string };

export interface IncidentState {
  readonly id: string;
  /** The raise node's incident, or a code of ours. */
  readonly incident: string;
  readonly code?: Code;
  readonly data: CodeData;
  readonly message?: Readonly<Record<string, string>>;
  /** Ids a person may choose; `retry` is always one. */
  readonly remedies: readonly string[];
  /** Whose it is to see to. It keeps nobody else from doing so. */
  readonly owner?: Owner;
  readonly raisedAt: number;
}

/** A call to the outside and what became of it (H3, S8). */
export interface LedgerEntry {
  readonly effectKey: string;
  readonly activation: number;
  readonly nodeId: string;
  readonly connector: string;
  readonly action: string;
  readonly state:
    | "requested"
    | "completed"
    | "answered"
    | "failed"
    | "unknown"
    | "compensating"
    | "compensated"
    | "compensation-failed";
  readonly requestedAt: number;
  readonly version?: string;
  /** Kept while the call may have to be made or asked about again. */
  readonly input?: JsonObject;
  /** What expressions saw of the loop's item it was made in; kept as long as something may have to be worked out from it. */
  readonly scope?: JsonObject;
  /** The loop items it was made in, outermost first: `<region>/<item>`. */
  readonly inItems?: readonly string[];
  /** How often it was asked for, so that a retry under the same key goes on counting. */
  readonly attempts: number;
  /** Its token is gone, and the host has not reported yet: an answer is still to come (S8). */
  readonly awaited?: true;
  /** It must be undone whatever happens to the instance: its token had moved on when it succeeded (S8). */
  readonly late?: true;
  /** The compensation's input came to null; it is worked out again when it is needed (S10). */
  readonly compensationMissing?: true;
  /** Place in the order of completion; compensation runs in reverse of it (S9). */
  readonly completed?: number;
  readonly outcome?: string;
  /** The compensation's action and input, evaluated and kept when the action completed (S9). */
  readonly compensation?: {
    readonly connector: string;
    readonly action: string;
    readonly version?: string;
    readonly input: JsonObject;
    readonly effectKey: string;
    readonly idempotency: IdempotencyClass;
    readonly timeoutMs?: number;
  };
}

/** A decided or withdrawn task, kept so that the second decider is told by whom (S11). */
export interface ClosedTask {
  readonly id: string;
  readonly nodeId: string;
  readonly state: "decided" | "withdrawn" | "timed-out";
  readonly outcome?: string;
  readonly approvals: readonly Approval[];
}

/** An event that came before anybody waited for it (S5). */
export interface KeptEvent {
  readonly type: string;
  readonly at: number;
  readonly data: JsonObject;
}

export interface Region {
  /** The activation of the parallel or foreach that opened it. */
  readonly id: number;
  readonly nodeId: string;
  readonly arrived: readonly string[];
  /** Only of a loop: what expressions call the item, and the items in the order of the list. */
  readonly as?: string;
  readonly items?: readonly ItemState[];
}

/** One item of a loop. What its nodes write is its own until the loop collects it. */
export interface ItemState {
  readonly value: JsonValue;
  readonly vars?: JsonObject;
  /** As those of the instance, but for the item (S7). */
  readonly visits?: Readonly<Record<string, number>>;
  readonly started?: true;
  readonly result?: JsonValue;
  /** The incident it failed by. */
  readonly fault?: string;
}

/** An order that shares the instance (S13): whose node waits for it, and what it brought. */
export interface JoinedOrder {
  readonly parent: { readonly instanceId: string; readonly activation: number };
  readonly group: string;
  readonly orderId?: string;
  readonly at: number;
  readonly input: JsonObject;
}

export interface InstanceState {
  readonly stateVersion: typeof STATE_VERSION;
  readonly instanceId: string;
  readonly orderId?: string;
  readonly workflow: string;
  readonly version: number;
  readonly catalogueRevision: number;
  readonly startedAt: number;
  /** The latest instant it has seen; time never runs backwards inside it (S38). */
  readonly now: number;
  readonly parent?: { readonly instanceId: string; readonly activation: number };
  /** Decisions that are taken anew when `on` happens, as long as `until` is not entered; `at`: when they were taken (S14). */
  readonly planned?: readonly {
    readonly node: string;
    readonly on: string;
    readonly until: string;
    readonly at: number;
    /** `until` was entered: only told that it is too late. */
    readonly past?: true;
  }[];
  /** Of a keyed workflow (S13). */
  readonly joined?: readonly JoinedOrder[];
  readonly phase: "running" | "compensating" | "ended";
  readonly outcome?: string;
  readonly endedAt?: number;
  /** What is to be reported once compensation is over. */
  readonly ending?: {
    readonly outcome: string;
    readonly cancelled: boolean;
    /** Completed calls are undone before it is final (S9). */
    readonly compensate: boolean;
    readonly nodeId?: string;
    readonly reason?: string;
    /** Who stopped it. */
    readonly by?: Actor;
    /** Calls undone so far. */
    readonly undone: number;
  };
  readonly vars: JsonObject;
  readonly activations: readonly Activation[];
  readonly nextId: number;
  readonly nextCompleted: number;
  /** How often each node was visited (S7). */
  readonly visits: Readonly<Record<string, number>>;
  /** Open parallel regions and loops: arrivals per branch, or per item by its number from 1 (S6). */
  readonly regions: readonly Region[];
  readonly ledger: readonly LedgerEntry[];
  readonly closedTasks: readonly ClosedTask[];
  readonly kept: readonly KeptEvent[];
  /** Children told to stop that have not said that they did; the instance is not final before (S9). */
  readonly stopping: readonly { readonly activation: number; readonly childId: string; readonly nodeId: string }[];
  /** Stage of the node last entered that names one (S4). */
  readonly stage?: string;
  readonly stages: readonly { readonly stage: string; readonly at: number }[];
}
