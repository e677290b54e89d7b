import type { JsonObject } from "@orderloom/rule-dsl";
import { upcastState } from "@orderloom/workflow";
import type { Project, Projection, StoredAggregate } from "../ports/store.ts";
import type { Effective } from "./effective.ts";
import type { InstanceDocument, LoadedInstance } from "./instance-document.ts";
import { projectInstance } from "./instance-projection.ts";
import type { LoadedOrder, OrderDocument } from "./order-document.ts";
import { projectOrder } from "./order-projection.ts";
import { type LimitDocument, type LoadedLimit, projectLimit } from "./quota/quota-document.ts";
import type { TurnRecord } from "./turn-record.ts";

/*
 * Between the text of the store and what the host works with. What is read here was written here: its shape is known, and a change of shape
 * comes with an upcaster (S26).
 */

/** Throws for a snapshot that a newer release wrote. */
export function readInstance({ id, revision, document }: StoredAggregate): LoadedInstance {
  const parsed = JSON.parse(document) as InstanceDocument;
  // A snapshot is JSON, of whatever release.
  const state = upcastState(parsed.state as unknown as JsonObject);
  if (!state.ok) throw new Error(`instance ${id}: ${state.error[0]?.code ?? "state-newer"}`);
  return { revision, document: { ...parsed, state: state.value } };
}

export function readOrder(effective: Effective, { revision, document, body = "" }: StoredAggregate): LoadedOrder {
  const parsed = JSON.parse(document) as OrderDocument;
  return { revision, document: parsed, order: effective.restored(parsed, body) };
}

export function readLimit({ revision, document }: StoredAggregate): LoadedLimit {
  return { revision, document: JSON.parse(document) as LimitDocument };
}

export function readTurn(text: string): TurnRecord {
  return JSON.parse(text) as TurnRecord;
}

/** What follows from an aggregate as it lies on disk, for repair. `unreadable` is told of one that is damaged or of a newer release. */
export function projectStored(effective: Effective, unreadable: (id: string, error: unknown) => void): Project {
  return (aggregate) => {
    try {
      return projectionOf(effective, aggregate);
    } catch (error) {
      unreadable(aggregate.id, error);
      return undefined;
    }
  };
}

function projectionOf(effective: Effective, aggregate: StoredAggregate): Projection {
  if (aggregate.kind === "quota") return projectLimit(readLimit(aggregate).document);
  const turn = readTurn(aggregate.turn);
  const at = turn.steps.at(-1)?.at ?? 0;
  const isTold = turn.steps.length > 0;
  if (aggregate.kind === "order") return projectOrder(readOrder(effective, aggregate), aggregate.revision, at, isTold);
  return projectInstance(readInstance(aggregate).document, aggregate.revision, at, isTold);
}
