import type { Actor, Amendment, JsonObject, Order, Problem } from "@orderloom/rule-dsl";

/*
 * The order aggregate (S1, S27): what was received lies beside it as the text that came; here are the amendments, the instances it named and
 * what it still has to tell them.
 */

export type Role = "main" | "side" | "part" | "own";

export interface NamedInstance {
  readonly id: string;
  readonly workflow: string;
  readonly version: number;
  readonly role: Role;
}

export interface AmendmentRecord {
  /** Revision of the effective order that it made. */
  readonly revision: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly amendment: Amendment;
  readonly actor: Actor;
}

/** An amendment or an event on its way to the live instances of the order; delivered at least once, in the order of `seq`. */
export interface Delivery {
  readonly seq: number;
  readonly event: string;
  /** Source time (S5), UTC milliseconds. */
  readonly at: number;
  readonly data: JsonObject;
  readonly actor?: Actor;
  /** How many events led to it one after the other (S39). */
  readonly depth: number;
  /** It changed the order; an event of the same name that a workflow emitted does not. */
  readonly amends?: true;
  /** The instance it came from, which knows already. */
  readonly from?: string;
  readonly causedBy?: string;
}

export interface OrderDocument {
  readonly id: string;
  readonly traceId: string;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly receivedAt: number;
  /** When it has to leave, and when its turn is when work queues up: UTC milliseconds. Orders of an earlier release have neither. */
  readonly deadline?: number;
  readonly dueBy?: number;
  /** What its customer is known again by, where some rule asks for past orders (S13). */
  readonly marks?: readonly string[];
  /** Revision of the effective order. */
  readonly orderRevision: number;
  readonly catalogueRevision: number;
  readonly routed?: { readonly workflow: string; readonly version: number; readonly routeId?: string };
  /** The main workflow that wants it is paused: it is routed when that goes on (S24). */
  readonly waits?: { readonly workflow: string; readonly version: number; readonly reason: string };
  readonly instances: readonly NamedInstance[];
  readonly amendments: readonly AmendmentRecord[];
  /** Ids of sources and keys of effects that were heard: the same again changes nothing. */
  readonly heard: readonly string[];
  readonly nextDelivery: number;
  readonly outbox: readonly Delivery[];
  readonly nextSeq: number;
}

/** An order in memory: its document and what it comes to. */
export interface LoadedOrder {
  readonly revision: number;
  readonly document: OrderDocument;
  readonly order: Order;
}

/** What reaches an order. */
export type OrderMail =
  /** From outside: an amendment, or a fact that changes no field. */
  | {
      readonly type: "order.event";
      readonly sourceId?: string;
      readonly event: string;
      readonly at: number;
      readonly data: JsonObject;
      readonly amendment?: Amendment;
      /** It came before its order did (S5): refused now, it is told as an incident, for nobody waits for the answer. */
      readonly parked?: true;
    }
  | {
      readonly type: "order.amend";
      readonly key: string;
      readonly amendments: readonly Amendment[];
      readonly from: string;
      readonly depth: number;
    }
  | {
      readonly type: "event.publish";
      readonly key: string;
      readonly event: string;
      readonly data: JsonObject;
      readonly from: string;
      readonly depth: number;
    }
  /** What it waited for may have gone on: it is routed as a new order would be now. Nothing for one that does not wait. */
  | { readonly type: "order.route" }
  /** Deliveries that every instance has: housekeeping, not history. */
  | { readonly type: "tidy"; readonly delivered: readonly number[] };

export type OrderReply =
  | { readonly kind: "done" | "duplicate"; readonly revision: number }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  | { readonly kind: "missing" };
