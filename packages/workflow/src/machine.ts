import type {
  ActionReference,
  Code,
  CodeData,
  CompiledCondition,
  EventHandler,
  Facts,
  IdempotencyClass,
  JsonObject,
  JsonValue,
  NewEvent,
  Order,
  Ports,
  Problem,
  WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { WorkingTimes } from "./calendars.ts";
import type { Effect, Visited } from "./effect.ts";
import type { FactSource } from "./facts.ts";
import type { Inside } from "./item-facts.ts";
import type { CallAnswer, Reads, Refusal } from "./message.ts";
import type { Activation, ActivationWait, Approval, InstanceState, KeptEvent } from "./state.ts";

/*
 * The parts of the machine and how they see each other: a compiled workflow is a map of node behaviours, a turn walks tokens through them.
 */

/** A definition as closures, made once for a version and shared by all its instances. */
export interface CompiledWorkflow {
  readonly id: string;
  readonly version: number;
  readonly definition: WorkflowDefinition;
  readonly start: string;
  readonly nodes: ReadonlyMap<string, NodeBehaviour>;
  readonly handlers: readonly CompiledHandler[];
  /** Events that some wait of it could want: others are not kept (S5). */
  readonly awaited: ReadonlySet<string>;
  /** What it counts by calendars. */
  readonly workingTimes: WorkingTimes;
  /** The order as expressions see it; worked out once for an order, as is what of it is personal (H10). */
  readonly factsOf: (order: Order) => Facts;
  readonly personalIn: (order: Order) => PersonalTexts;
}

/** Personal texts of one order: all of them, and those that give somebody away even inside a longer text. */
export interface PersonalTexts {
  readonly all: ReadonlySet<string>;
  readonly parts: readonly string[];
}

export interface CompiledHandler {
  readonly definition: EventHandler;
  readonly when?: CompiledCondition;
}

type Draft = { -readonly [K in keyof InstanceState]: InstanceState[K] };

/**
 * The working copy of one `advance`. The state that came in is never written to: the draft is a shallow copy whose lists are replaced, not
 * changed, so old and new snapshots share what did not move (H1).
 */
export interface Turn {
  readonly workflow: CompiledWorkflow;
  readonly reads: Reads;
  /** UTC milliseconds; never before what the instance has already seen (S38). */
  readonly now: number;
  readonly state: Draft;
  /** The draft's own `visits`, which may be counted up in place. */
  readonly visits: Record<string, number>;
  readonly facts: FactSource;
  readonly inside: Inside;
  readonly ready: Token[];
  readonly effects: Effect[];
  readonly events: NewEvent[];
  readonly visited: Visited[];
  steps: number;
  refusal?: Refusal;
}

/** A token on its way into a node. */
export interface Token {
  readonly nodeId: string;
  readonly from?: number;
  readonly fromNode?: string;
  /** By which of its ports it left `fromNode`; absent for what is tried again. */
  readonly port?: string;
  readonly region?: number;
  readonly branch?: string;
  readonly handler?: string;
  /** The activation that a person tries again: its call keeps its key while its input is the same (S28). */
  readonly retryOf?: number;
  /** What a person has it send instead of what its expressions come to. */
  readonly input?: JsonObject;
}

/** A visit of a node by a token. `id` is the activation's number, taken before the node is asked. */
export interface Visit {
  readonly id: number;
  readonly token: Token;
}

/** What stops a token until a person acts. `incident` is the author's own word, or one of our codes. */
export interface IncidentDraft {
  readonly incident: string;
  readonly code?: Code;
  readonly data?: CodeData;
  readonly message?: Readonly<Record<string, string>>;
  /** Beside `retry`. */
  readonly remedies?: readonly string[];
}

/** What becomes of a token after a node has seen it. */
export type Move =
  | { readonly kind: "leave"; readonly port: string }
  | { readonly kind: "park"; readonly wait: ActivationWait }
  | { readonly kind: "incident"; readonly incident: IncidentDraft }
  /** The token ends here: an end, an arrival at a join. */
  | { readonly kind: "consumed" };

/** What reaches a parked activation. */
export type Signal =
  | {
      readonly kind: "answer";
      readonly effectKey: string;
      readonly attempt?: number;
      readonly answer: CallAnswer;
      readonly tookMs: number;
    }
  | { readonly kind: "amended"; readonly effectKey: string; readonly problems: readonly Problem[] }
  | { readonly kind: "timer" }
  /** The calls it waited for are undone. */
  | { readonly kind: "undone" }
  | { readonly kind: "event"; readonly event: KeptEvent }
  | { readonly kind: "decided"; readonly outcome: string; readonly approvals: readonly Approval[] }
  | {
      readonly kind: "child";
      readonly outcome: string;
      readonly together?: number;
      readonly cancelled: boolean;
      readonly output: JsonObject;
    };

/** A node of a definition as closures. Its file under nodes/ is the only place that knows what the type does. */
export interface NodeBehaviour {
  readonly id: string;
  readonly stage?: string;
  readonly ports: Ports;
  /** Present when the node calls a connector. */
  readonly call?: CompiledCall;
  /** Present when the node runs a region for each item of a list. */
  readonly loop?: CompiledLoop;
  /** Present when the node is a decision that is taken anew (S14). */
  readonly replan?: { readonly on: string; readonly until: string };
  enter(turn: Turn, visit: Visit): Move;
  /** Undefined: the signal means nothing to it, and it stays parked as it is. */
  resume?(turn: Turn, activation: Activation, signal: Signal): Move | undefined;
}

/** What becomes of the items of a loop. */
export interface CompiledLoop {
  readonly as: string;
  readonly join: string;
  readonly atOnce: number;
  readonly onFault: "wait" | "leave-out" | "stop";
  readonly output?: string;
  /** Works out what is listed of an item from what expressions see inside it; its variables when absent. */
  readonly collect?: (facts: Facts) => JsonValue;
}

/** A connector call as a node declares it, with what its manifest says of repeating it (H4). */
export interface CompiledCall {
  readonly reference: ActionReference;
  readonly idempotency: IdempotencyClass;
  readonly query?: string;
  readonly timeoutMs?: number;
  readonly retry: Backoff;
  readonly output?: string;
  /** It moves stock or money. */
  readonly commits: boolean;
  /** Beside trying again. */
  readonly remedies: readonly string[];
  readonly compensation?: CompiledCompensation;
}

export interface Backoff {
  readonly attempts: number;
  readonly firstMs: number;
  readonly mostMs: number;
  readonly exponential: boolean;
  readonly on: "any" | "error" | "timeout";
  /** 0.2: up to a fifth longer. */
  readonly jitter: number;
}

export interface CompiledCompensation {
  readonly reference: ActionReference;
  readonly idempotency: IdempotencyClass;
  readonly timeoutMs?: number;
  readonly input: StrictInput;
}

/** A value that must not come to null (S10), or the incident it raises instead. */
export type Worked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly incident: IncidentDraft };
export type StrictInput = (facts: Readonly<Record<string, unknown>>) => Worked<JsonObject>;
export type StrictValue = (facts: Readonly<Record<string, unknown>>) => Worked<JsonValue>;

export type CallWait = Extract<ActivationWait, { for: "call" }>;
