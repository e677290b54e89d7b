import type {
  Actor,
  Code,
  CodeData,
  DecisionDefinition,
  DecisionTrace,
  Definition,
  EvaluationWarning,
  JsonValue,
  DefinitionVersion,
  ChangeSet,
  Draft,
  Diagnostic,
  JsonObject,
  OrderEventInput,
  ReceivedOrder,
  Problem,
  Routing,
} from "@orderloom/rule-dsl";
import type { InstanceMessage, Owner, Refusal } from "@orderloom/workflow";
import type { DefinitionRow } from "./definition-list.ts";
import type { Usage } from "./definition-usage.ts";
import type { Gate } from "./publish-gates.ts";
import type { Preview } from "./publish-preview.ts";
import type { VersionState } from "./resolve.ts";

/*
 * What the rest of the runtime may ask of the host. Every command takes the actor (S34); every promise resolves when the
 * result is on disk (H7). Expected failures are values.
 */

export interface Refused {
  readonly kind: "refused";
  readonly status: 404 | 409 | 403 | 412 | 422 | 428;
  readonly code: Code;
  readonly data: CodeData;
  readonly problems?: readonly Problem[];
}

export interface InstanceRef {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
}

/** A parsed, normalised order with the text it came in, which is what is kept (S36). */
export interface IncomingOrder {
  readonly input: ReceivedOrder;
  readonly text: string;
}

export type Accepted =
  | {
      readonly kind: "accepted" | "duplicate";
      readonly orderId: string;
      readonly traceId: string;
      readonly status: string;
      readonly instances: readonly InstanceRef[];
    }
  | Refused;

export interface OrderCommands {
  /** Resolves when the order is durable. A twin still in flight waits for the first's commit (S31). */
  accept(order: IncomingOrder, actor: Actor): Promise<Accepted>;
  /**
   * `order`: its id, or `<channel>:<channel order id>`. An event of an order that its channel has not sent yet is parked for seven days and told
   * to it when it comes (S5).
   */
  orderEvent(
    order: string,
    event: OrderEventInput,
    actor: Actor,
  ): Promise<
    | { readonly kind: "done" | "duplicate"; readonly orderId: string; readonly revision: number }
    | { readonly kind: "parked" | "parked-already"; readonly until: number }
    | Refused
  >;
}

export type TaskReply =
  | {
      readonly kind: "decided" | "approved" | "claimed" | "released";
      readonly outcome?: string;
      readonly given: number;
      readonly needed: number;
    }
  | { readonly kind: "duplicate"; readonly outcome?: string; readonly given: number; readonly needed: number }
  | Refused;

/** Takes it, gives it back, or takes it from whoever holds it. */
export type Claiming = "claim" | "release" | "takeover";

export interface InstanceCommands {
  claim(taskId: string, how: Claiming, actor: Actor): Promise<TaskReply>;
  decide(
    taskId: string,
    decision: {
      readonly outcome: string;
      readonly form?: JsonObject;
      readonly reason?: string;
      readonly batch?: number;
    },
    actor: Actor,
  ): Promise<TaskReply>;
  remedy(
    instanceId: string,
    choice: Pick<
      Extract<InstanceMessage, { type: "incident.remedy" }>,
      "activation" | "remedy" | "reason" | "output" | "input"
    >,
    actor: Actor,
  ): Promise<{ readonly kind: "done" } | Refused>;
  assign(
    instanceId: string,
    choice: { readonly activation: number; readonly owner: Owner; readonly reason?: string },
    actor: Actor,
  ): Promise<{ readonly kind: "done" } | Refused>;
  restart(
    instanceId: string,
    choice: { readonly node: string; readonly compensate: boolean; readonly reason: string },
    actor: Actor,
  ): Promise<{ readonly kind: "done" } | Refused>;
  cancel(instanceId: string, reason: string | undefined, actor: Actor): Promise<{ readonly kind: "done" } | Refused>;
}

export interface DefinitionCommands {
  draft(kind: string, id: string): Promise<Draft | Refused>;
  drafts(kind?: string): Promise<readonly Draft[]>;
  /** `etag` undefined creates and refuses when there is one. */
  saveDraft(definition: Definition, etag: string | undefined, actor: Actor): Promise<Draft | Refused>;
  check(definition: Definition): Promise<readonly Diagnostic[]>;
  /** A change set: all or none (S24). */
  publish(
    items: readonly { readonly kind: string; readonly id: string }[],
    options: {
      readonly note: string;
      readonly effectiveFrom?: number;
      readonly effectiveUntil?: number;
      /** Whether stored cases that fail stop it, or are only told. */
      readonly failingCases?: "block" | "tell";
    },
    actor: Actor,
  ): Promise<
    | {
        readonly kind: "published";
        readonly changeSet: ChangeSet;
        readonly diagnostics: readonly Diagnostic[];
        readonly gates: readonly Gate[];
      }
    | (Refused & { readonly diagnostics?: readonly Diagnostic[]; readonly gates?: readonly Gate[] })
  >;
  /** What publishing would do and what stands in its way; nothing is changed. */
  preview(items: readonly { readonly kind: string; readonly id: string }[]): Promise<Preview | Refused>;
  list(kind?: string): Promise<readonly DefinitionRow[]>;
  /** Who refers to it: definitions as they are in force and as drafts, and the routing list. */
  usage(kind: string, id: string): Promise<readonly Usage[]>;
  /** Newest first. */
  versions(
    kind: string,
    id: string,
  ): Promise<readonly (Omit<DefinitionVersion, "definition"> & { readonly state: VersionState })[] | Refused>;
  /** `latest` is the one in force now. */
  version(kind: string, id: string, version: number | "latest"): Promise<DefinitionVersion | Refused>;
  routing(): Promise<Routing & { readonly etag: string }>;
  saveRouting(
    routing: Routing,
    etag: string | undefined,
    actor: Actor,
  ): Promise<(Routing & { readonly etag: string }) | Refused>;
}

/** One decision, asked for by itself. */
export interface Evaluated {
  readonly kind: "value";
  readonly definition: DecisionDefinition;
  readonly version: number;
  readonly value: JsonValue;
  readonly warnings: readonly EvaluationWarning[];
  readonly trace?: DecisionTrace;
}

/** Turns what `advance` said into what a caller is told. */
export function refusedOf(refusal: Refusal): Refused {
  return { kind: "refused", status: 409, code: refusal.code, data: refusal.data, problems: [refusal.problem] };
}
