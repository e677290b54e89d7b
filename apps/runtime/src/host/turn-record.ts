import type { Actor, EventEnvelope, JsonValue, NewEvent, OrderLoomEvent } from "@orderloom/rule-dsl";
import type { InstanceMessage, Reads } from "@orderloom/workflow";
import type { HistoryKind } from "../ports/store.ts";
import type { OrderMail } from "./order-document.ts";

/** A node that was entered, and by which port of which node it was come to. A path of a handler begins with `on/<handler>`. */
export type Step = readonly [node: string, from?: string, port?: string];

/** That a step counts under a metric (S21). Without `at` it happened when the step was taken. */
export interface CountedStep {
  readonly metric: string;
  readonly key: JsonValue;
  /** UTC milliseconds. */
  readonly at?: number;
  /** Ten-thousandths. */
  readonly total?: number;
  /** Fingerprint of a distinct value. */
  readonly seen?: number;
}

/** One message and what it led to; with `reads` it can be played again (S26). The order it saw is named by its revision. */
export interface TurnStep {
  /** UTC milliseconds. */
  readonly at: number;
  readonly input: InstanceMessage | OrderMail | { readonly type: "order.received" | "definition.changed" };
  readonly reads?: Omit<Reads, "order"> & { readonly orderRevision?: number };
  /** The id of the event that led here (S39). */
  readonly causedBy?: string;
  readonly actor?: Actor;
  readonly events: readonly NewEvent[];
  /** Orders only: what of it metrics count. */
  readonly counted?: readonly CountedStep[];
  /** Nodes entered, in their order. */
  readonly path?: readonly Step[];
}

/** All that one write of an aggregate did: kept packed in one row of the history. */
export interface TurnRecord {
  /** Number of its first event; numbers rise by one in an aggregate. */
  readonly firstSeq: number;
  /** What it runs; where tokens moved. */
  readonly workflow?: string;
  readonly steps: readonly TurnStep[];
}

export const systemActor: Actor = { kind: "system", id: "system", name: "OrderLoom", groups: [] };

export interface TurnPlace {
  readonly organisationId: string;
  readonly kind: HistoryKind;
  readonly id: string;
  readonly orderId?: string;
}

export function eventCount(steps: readonly TurnStep[]): number {
  return steps.reduce((count, step) => count + step.events.length, 0);
}

/** The id of an event follows from its aggregate and number, so that it is the same each time it is told (H1). */
export function eventId(aggregateId: string, seq: number): string {
  return `${aggregateId}#${seq}`;
}

/** The events of a turn in their envelopes (S39). */
export function eventsOf(place: TurnPlace, turn: TurnRecord): OrderLoomEvent[] {
  const events: OrderLoomEvent[] = [];
  for (const step of turn.steps) {
    for (const event of step.events) {
      const seq = turn.firstSeq + events.length;
      events.push({ ...event, ...envelopeOf(place, step, seq, event.actor) });
    }
  }
  return events;
}

function envelopeOf(place: TurnPlace, step: TurnStep, seq: number, actor: Actor | undefined): EventEnvelope {
  return {
    id: eventId(place.id, seq),
    v: 1,
    at: step.at,
    organisationId: place.organisationId,
    ...(place.orderId !== undefined && { orderId: place.orderId }),
    ...(place.kind === "instance" && { instanceId: place.id }),
    seq,
    ...(step.causedBy !== undefined && { causedBy: step.causedBy }),
    actor: actor ?? step.actor ?? systemActor,
  };
}
