import { type Order, sameContent } from "@orderloom/rule-dsl";
import { standingOf } from "../ports/order-row.ts";
import type { AggregateWrite, Projection, WriteResult } from "../ports/store.ts";
import type { Accepted } from "./commands.ts";
import type { Committed, Draft } from "./draft.ts";
import { instanceContext, type InstanceTools, writeInstance, type InstanceWrite } from "./draft-instance.ts";
import { instancesCommitted, type OrderTools, workflowOf } from "./draft-order.ts";
import { takeInstanceMail } from "./instance-turn.ts";
import type { AcceptLetter } from "./letters.ts";
import { newOrder, type NewOrder } from "./order-acceptance.ts";
import type { LoadedOrder, OrderDocument } from "./order-document.ts";
import type { Due } from "./promise-desk.ts";
import { projectOrder } from "./order-projection.ts";
import { routeOrder, type RoutingTable } from "./routing-table.ts";
import type { TurnRecord } from "./turn-record.ts";

export interface AcceptTools extends OrderTools, InstanceTools {
  readonly catalogueRevision: number;
  readonly table: RoutingTable;
  /** What its customer is known again by, where anybody asks. */
  readonly marksOf: (order: Order) => Pick<OrderDocument, "marks">;
  /** When a new order has to leave, and when its turn is. */
  readonly dueOf: (order: Order) => Due;
  /** The id that the order gets if it is new. */
  readonly takeId: () => string;
  /** Answers letters whose channel order is known under this id. */
  readonly known: (orderId: string, letters: readonly AcceptLetter[]) => void;
}

/**
 * Accepting is one insert that already names the instances it starts (S27); they start in the same batch, each in a write of its own that is
 * left out when the order is not new. The first letter makes the order, its twins are compared with it (S31).
 */
export function draftAccept(
  first: AcceptLetter,
  twins: readonly AcceptLetter[],
  now: number,
  tools: AcceptTools,
): Draft {
  const receivedAt = now;
  const came = tools.effective.first(first.mail.input, { id: tools.takeId(), receivedAt });
  const due = tools.dueOf(came);
  const order = due.deadline === undefined ? came : { ...came, deadline: due.deadline };
  const counted = tools.metrics?.receive(order) ?? [];
  const kept = { dueBy: due.dueBy, ...tools.marksOf(order) };
  const made = newOrder(order, kept, routeOrder(tools.table, order, now), tools.catalogueRevision);
  const loaded: LoadedOrder = { revision: 1, document: made.document, order };
  const turn: TurnRecord = {
    firstSeq: 1,
    steps: [
      {
        at: now,
        input: { type: "order.received" },
        actor: first.actor,
        events: made.events,
        ...(counted.length > 0 && { counted }),
      },
    ],
  };
  const projection = projectOrder(loaded, 1, now, true);
  const instances = started(made, loaded, now, tools);
  const write: AggregateWrite = {
    kind: "order",
    id: order.id,
    expectedRevision: 0,
    revision: 1,
    document: JSON.stringify(made.document),
    turn: JSON.stringify(turn),
    body: first.mail.text,
    projection,
  };
  return {
    writes: [write, ...instances.map((instance) => ({ ...instance.write, after: 0 }))],
    settle([result, ...others]) {
      if (result?.kind === "exists") {
        tools.known(result.orderId, [first, ...twins]);
        return [];
      }
      if (result?.kind !== "done") return "again";
      tools.cache.putOrder(loaded);
      answer(first, twins, made.document, statusOf(projection, instances));
      return [
        orderCommitted(tools.organisationId, loaded, turn, projection, result),
        ...instancesCommitted(instances, others),
      ];
    },
    fail: (error) => [first, ...twins].forEach((letter) => letter.reject(error)),
  };
}

function started({ seeds }: NewOrder, { order }: LoadedOrder, now: number, tools: AcceptTools): InstanceWrite[] {
  return seeds.flatMap((seed) => {
    const workflow = workflowOf(tools.table, seed.workflow);
    if (!workflow) return [];
    const context = instanceContext(workflow, { order, delivered: 0 }, now, tools);
    const { document, steps } = takeInstanceMail(undefined, { type: "start", seed }, context);
    return document ? [writeInstance(undefined, document, steps, tools)] : [];
  });
}

function orderCommitted(
  organisationId: string,
  { document }: LoadedOrder,
  turn: TurnRecord,
  projection: Projection,
  result: Extract<WriteResult, { kind: "done" }>,
): Committed {
  return {
    place: { organisationId, kind: "order", id: document.id, orderId: document.id },
    turn,
    projection,
    ...(result.cursor !== undefined && { cursor: result.cursor }),
    entries: [],
    deliveries: [],
  };
}

function statusOf({ part }: Projection, instances: readonly InstanceWrite[]): string {
  if (!part || !("order" in part)) return "received";
  const parts = instances.flatMap(({ write }) => {
    const own = write.projection.part;
    return own && "instance" in own ? [own.instance] : [];
  });
  return standingOf({ order: part.order, instances: parts }).status;
}

function answer(first: AcceptLetter, twins: readonly AcceptLetter[], document: OrderDocument, status: string): void {
  first.resolve(acceptedAs("accepted", document, status));
  for (const twin of twins) answerTwin(twin, first.mail.input, document, status);
}

/** The same again is told the same; the same number with other content is refused (S31). */
export function answerTwin(
  twin: AcceptLetter,
  input: AcceptLetter["mail"]["input"],
  document: OrderDocument,
  status: string,
): void {
  if (sameContent(input, twin.mail.input)) twin.resolve(acceptedAs("duplicate", document, status));
  else twin.resolve({ kind: "refused", status: 409, code: "order-differs", data: { id: document.id } });
}

function acceptedAs(
  kind: "accepted" | "duplicate",
  { id, traceId, instances }: OrderDocument,
  status: string,
): Accepted {
  return {
    kind,
    orderId: id,
    traceId,
    status,
    instances: instances.map(({ id: instanceId, workflow, version }) => ({ id: instanceId, workflow, version })),
  };
}
