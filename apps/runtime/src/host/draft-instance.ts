import type { CompiledWorkflow, InstanceState } from "@orderloom/workflow";
import type { AggregateWrite } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Committed, Draft } from "./draft.ts";
import type { InstanceDocument, InstanceReply, LoadedInstance, OutboxEntry } from "./instance-document.ts";
import { projectInstance } from "./instance-projection.ts";
import { type InstanceContext, takeInstanceMail } from "./instance-turn.ts";
import type { InstanceLetter } from "./letters.ts";
import type { LoadedOrder } from "./order-document.ts";
import type { MetricTurn } from "./metric-turn.ts";
import type { Reading } from "./quota/reading.ts";
import { eventCount, type TurnRecord, type TurnStep } from "./turn-record.ts";

export interface InstanceTools {
  readonly organisationId: string;
  readonly cache: AggregateCache;
  readonly broke: InstanceContext["broke"];
  readonly measures: Reading["measures"];
  readonly calendar: InstanceContext["calendar"];
  /** Where anything is measured. */
  readonly metrics?: MetricTurn | undefined;
}

export interface InstanceRun {
  readonly id: string;
  readonly loaded: LoadedInstance | undefined;
  /** As it is on disk. */
  readonly order: LoadedOrder | undefined;
  /** Undefined only when there is neither an instance nor a seed. */
  readonly workflow: CompiledWorkflow | undefined;
  readonly boundAgain: (state: InstanceState) => CompiledWorkflow | undefined;
  readonly now: number;
}

/** An instance's write and everything that follows from it. */
export interface InstanceWrite {
  readonly write: AggregateWrite;
  readonly committed: (cursor: number | undefined) => Committed;
}

/** Runs all that waits for an instance and writes it once. */
export function draftInstance(run: InstanceRun, letters: readonly InstanceLetter[], tools: InstanceTools): Draft {
  const replies: InstanceReply[] = [];
  const steps: TurnStep[] = [];
  let document = run.loaded?.document;
  let context = contextOf(run, tools);
  for (const { mail } of letters) {
    if (!context) {
      replies.push({ missing: true });
      continue;
    }
    const outcome = takeInstanceMail(document, mail, context);
    document = outcome.document;
    if (document && document.state.version !== context.workflow.version)
      context = contextOf(rebound(run, document), tools);
    steps.push(...outcome.steps);
    replies.push(outcome.reply);
  }
  const written =
    document && document !== run.loaded?.document ? writeInstance(run.loaded, document, steps, tools) : undefined;
  return {
    writes: written ? [written.write] : [],
    settle(results) {
      const [result] = results;
      if (written && result?.kind !== "done") return "again";
      letters.forEach((letter, index) => letter.resolve(replies[index] ?? { missing: true }));
      return written && result?.kind === "done" ? [written.committed(result.cursor)] : [];
    },
    fail: (error) => letters.forEach((letter) => letter.reject(error)),
  };
}

/** It goes on by another version: what comes next is for that one. */
function rebound(run: InstanceRun, { state }: InstanceDocument): InstanceRun {
  return { ...run, workflow: run.boundAgain(state) };
}

function contextOf({ workflow, order, now }: InstanceRun, tools: InstanceTools): InstanceContext | undefined {
  if (!workflow) return undefined;
  return instanceContext(
    workflow,
    order && { order: order.order, delivered: order.document.nextDelivery - 1 },
    now,
    tools,
  );
}

/** What a turn of an instance is given. */
export function instanceContext(
  workflow: CompiledWorkflow,
  order: InstanceContext["order"] | undefined,
  now: number,
  { broke, measures, calendar, metrics }: InstanceTools,
): InstanceContext {
  const read = measures(workflow.id, order?.order, now);
  return {
    workflow,
    now,
    broke,
    calendar,
    ...(order && { order }),
    ...(read && { measures: read }),
    ...(metrics && { metrics: () => metrics.readBy(order?.order) }),
  };
}

/** The new text of an instance, its projection, and what to do once it is on disk. */
export function writeInstance(
  loaded: LoadedInstance | undefined,
  changed: InstanceDocument,
  steps: readonly TurnStep[],
  { organisationId, cache }: InstanceTools,
): InstanceWrite {
  const { instanceId: id, orderId, workflow } = changed.state;
  const turn: TurnRecord = {
    firstSeq: changed.nextSeq,
    ...(steps.some(({ path }) => path) && { workflow }),
    steps,
  };
  const document: InstanceDocument = { ...changed, nextSeq: changed.nextSeq + eventCount(steps) };
  const expectedRevision = loaded?.revision ?? 0;
  const revision = expectedRevision + 1;
  const projection = projectInstance(document, revision, steps.at(-1)?.at ?? 0, steps.length > 0);
  return {
    write: {
      kind: "instance",
      id,
      expectedRevision,
      revision,
      document: JSON.stringify(document),
      turn: JSON.stringify(turn),
      projection,
    },
    committed: (cursor) => {
      cache.putInstance({ revision, document });
      return {
        place: { organisationId, kind: "instance", id, ...(orderId !== undefined && { orderId }) },
        turn,
        projection,
        ...(cursor !== undefined && { cursor }),
        instance: { document, stagesBefore: loaded?.document.state.stages ?? [] },
        entries: newEntries(loaded?.document.outbox ?? [], document.outbox),
        deliveries: [],
      };
    },
  };
}

/** By the effect itself: an entry may leave and one of the same name come in the same turn. */
function newEntries(before: readonly OutboxEntry[], after: readonly OutboxEntry[]): OutboxEntry[] {
  const known = new Set(before.map(({ effect }) => effect));
  return after.filter(({ effect }) => !known.has(effect));
}
