import type { CompiledWorkflow } from "@orderloom/workflow";
import type { WriteResult } from "../ports/store.ts";
import type { Effective } from "./effective.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Committed, Draft } from "./draft.ts";
import { instanceContext, type InstanceTools, type InstanceWrite, writeInstance } from "./draft-instance.ts";
import { happeningsOf } from "./happenings.ts";
import { takeInstanceMail } from "./instance-turn.ts";
import type { OrderLetter } from "./letters.ts";
import type { MetricTurn } from "./metric-turn.ts";
import type { LoadedOrder, OrderReply } from "./order-document.ts";
import { projectOrder } from "./order-projection.ts";
import type { OrderRouting, OrderStarts } from "./order-routing.ts";
import { takeOrderMail } from "./order-turn.ts";
import type { RoutingTable } from "./routing-table.ts";
import type { TurnRecord, TurnStep } from "./turn-record.ts";

export interface OrderTools {
  readonly organisationId: string;
  readonly cache: AggregateCache;
  readonly effective: Effective;
}

/** What an order needs to start instances while it stands. */
export interface RoutingTools extends OrderTools, InstanceTools {
  readonly routing: OrderRouting;
}

/** Runs all that waits for an order and writes it once, with the instances that it starts. */
export function draftOrder(
  loaded: LoadedOrder | undefined,
  letters: readonly OrderLetter[],
  now: number,
  tools: RoutingTools,
): Draft {
  const replies: OrderReply[] = [];
  const steps: TurnStep[] = [];
  const instances: InstanceWrite[] = [];
  let after: Pick<LoadedOrder, "document" | "order"> | undefined = loaded;
  for (const { mail, actor } of letters) {
    if (!after) {
      replies.push({ kind: "missing" });
      continue;
    }
    const { effective, routing } = tools;
    const outcome = takeOrderMail(after, mail, { now, actor, effective, routing });
    after = outcome.loaded;
    if (outcome.starts) instances.push(...startInstances(after, outcome.starts, now, tools));
    steps.push(...outcome.steps.map((step) => withCounted(step, outcome.loaded, tools.metrics)));
    replies.push(outcome.reply);
  }
  const changed =
    loaded && after && after.document !== loaded.document ? writeOrder(loaded, after, steps, tools) : undefined;
  return {
    writes: changed ? [changed.write, ...instances.map(({ write }) => ({ ...write, after: 0 }))] : [],
    settle(results) {
      const [result, ...others] = results;
      if (changed && result?.kind !== "done") return "again";
      letters.forEach((letter, index) => letter.resolve(replies[index] ?? { kind: "missing" }));
      return changed && result?.kind === "done"
        ? [changed.committed(result.cursor), ...instancesCommitted(instances, others)]
        : [];
    },
    fail: (error) => letters.forEach((letter) => letter.reject(error)),
  };
}

/** What metrics count of a step, beside it, so that it counts the same whenever the history is read (S21). */
function withCounted(step: TurnStep, { order }: Pick<LoadedOrder, "order">, metrics: MetricTurn | undefined): TurnStep {
  const counted = metrics ? happeningsOf(step).flatMap((one) => metrics.counted(one, order)) : [];
  return counted.length > 0 ? { ...step, counted } : step;
}

function startInstances(
  { order }: Pick<LoadedOrder, "order">,
  { seeds, delivered }: OrderStarts,
  now: number,
  tools: RoutingTools,
): InstanceWrite[] {
  return seeds.flatMap((seed) => {
    const workflow = workflowOf(tools.routing.table(), seed.workflow);
    if (!workflow) return [];
    const context = instanceContext(workflow, { order, delivered }, now, tools);
    const { document, steps } = takeInstanceMail(undefined, { type: "start", seed }, context);
    return document ? [writeInstance(undefined, document, steps, tools)] : [];
  });
}

/** What runs a workflow that the table names. */
export function workflowOf({ mains, sides }: RoutingTable, id: string): CompiledWorkflow | undefined {
  return [...mains, ...sides].find(({ workflow }) => workflow === id)?.compiled;
}

/** Those of a batch that were really written. */
export function instancesCommitted(instances: readonly InstanceWrite[], results: readonly WriteResult[]): Committed[] {
  return instances.flatMap((instance, index) => {
    const result = results[index];
    return result?.kind === "done" ? [instance.committed(result.cursor)] : [];
  });
}

function writeOrder(
  loaded: LoadedOrder,
  after: Pick<LoadedOrder, "document" | "order">,
  steps: readonly TurnStep[],
  tools: OrderTools,
) {
  const { document, order } = after;
  const revision = loaded.revision + 1;
  const turn: TurnRecord = { firstSeq: loaded.document.nextSeq, steps };
  const projection = projectOrder(after, revision, steps.at(-1)?.at ?? 0, steps.length > 0);
  return {
    write: {
      kind: "order" as const,
      id: document.id,
      expectedRevision: loaded.revision,
      revision,
      document: JSON.stringify(document),
      turn: JSON.stringify(turn),
      projection,
    },
    committed: (cursor: number | undefined): Committed => {
      tools.cache.putOrder({ revision, document, order });
      return {
        place: { organisationId: tools.organisationId, kind: "order", id: document.id, orderId: document.id },
        turn,
        projection,
        ...(cursor !== undefined && { cursor }),
        entries: [],
        deliveries: document.outbox.filter(({ seq }) => seq >= loaded.document.nextDelivery),
      };
    },
  };
}
