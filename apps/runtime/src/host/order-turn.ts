import { type Actor, type Amendment, type Problem, problem } from "@orderloom/rule-dsl";
import type { Change, Effective } from "./effective.ts";
import type { Delivery, LoadedOrder, OrderDocument, OrderMail, OrderReply } from "./order-document.ts";
import { type OrderRouting, type OrderStarts, routeWaiting } from "./order-routing.ts";
import { eventId, systemActor, type TurnStep } from "./turn-record.ts";

export interface OrderOutcome {
  readonly loaded: Pick<LoadedOrder, "document" | "order">;
  readonly steps: readonly TurnStep[];
  readonly reply: OrderReply;
  /** Instances that it starts now, with the order as it is for them. */
  readonly starts?: OrderStarts;
}

export interface OrderContext {
  /** UTC milliseconds. */
  readonly now: number;
  readonly actor: Actor;
  readonly effective: Effective;
  readonly routing: OrderRouting;
}

type Loaded = OrderOutcome["loaded"];

/** Takes one piece of mail. The same piece again changes nothing: an order remembers what it has heard (H3). */
export function takeOrderMail(loaded: Loaded, mail: OrderMail, context: OrderContext): OrderOutcome {
  switch (mail.type) {
    case "order.event":
      return takeEvent(loaded, mail, context);
    case "order.amend":
      return takeAmendments(loaded, mail, context);
    case "event.publish":
      return takePublished(loaded, mail, context);
    case "order.route":
      return takeRoute(loaded, mail, context);
    case "tidy":
      return tidied(loaded, mail.delivered);
  }
}

/** It has waited for a paused workflow: it goes the way that a new order would go now. */
function takeRoute(loaded: Loaded, mail: MailOf<"order.route">, context: OrderContext): OrderOutcome {
  const found = routeWaiting(loaded, context);
  if (!found) return { loaded, steps: [], reply: { kind: "done", revision: loaded.document.orderRevision } };
  const { document, event, starts } = found;
  return { ...told({ document, order: loaded.order }, mail, context, [event]), ...(starts && { starts }) };
}

type MailOf<T extends OrderMail["type"]> = Extract<OrderMail, { type: T }>;

function takeEvent(loaded: Loaded, mail: MailOf<"order.event">, context: OrderContext): OrderOutcome {
  const heard = mail.sourceId === undefined ? undefined : `source:${mail.sourceId}`;
  if (isHeard(loaded, heard)) return duplicate(loaded);
  if (mail.amendment) {
    const how = { ...context, ...(heard !== undefined && { heard }), at: mail.at };
    const amended = amendAll(loaded, [mail.amendment], mail, how);
    if (amended.reply.kind !== "refused" || !mail.parked) return amended;
    return told(withDeliveries(loaded, [], heard), mail, context, [refusedLater(amended.reply.problems)]);
  }
  const { sourceId, event, at, data } = mail;
  const noted = {
    type: "order.noted",
    data: { event, ...(sourceId !== undefined && { sourceId }) },
  } as const;
  const delivery = { event, at, data, depth: 0, ...actorOf(context.actor) };
  return told(withDeliveries(loaded, [delivery], heard), mail, context, [noted]);
}

function refusedLater([first]: readonly Problem[]): TurnStep["events"][number] {
  const code = "amendment-refused" as const;
  const data = first ? { message: { ...first.message } } : {};
  return { type: "incident.raised", data: { incident: code, code, data } };
}

function takeAmendments(loaded: Loaded, mail: MailOf<"order.amend">, context: OrderContext): OrderOutcome {
  if (isHeard(loaded, mail.key)) return duplicate(loaded);
  const { key, from, depth, amendments } = mail;
  if (depth > MAX_DEPTH) return refused(loaded, [problem("chain-too-deep", "", { limit: MAX_DEPTH })]);
  return amendAll(loaded, amendments, mail, { ...context, heard: key, effectKey: key, from, depth, at: context.now });
}

function takePublished(loaded: Loaded, mail: MailOf<"event.publish">, context: OrderContext): OrderOutcome {
  if (isHeard(loaded, mail.key)) return duplicate(loaded);
  const { event, data, from, depth } = mail;
  if (depth > MAX_DEPTH) return told(loaded, mail, context, [chainCut]);
  return told(withDeliveries(loaded, [{ event, at: context.now, data, from, depth }], mail.key), mail, context, []);
}

/** A chain of events that lead to events is cut here (S39). */
const MAX_DEPTH = 16;
const chainCut = {
  type: "incident.raised",
  data: { incident: "chain-too-deep", code: "chain-too-deep", data: { limit: MAX_DEPTH } },
} as const;

interface AmendContext extends OrderContext {
  /** Source time, UTC milliseconds. */
  readonly at: number;
  readonly heard?: string;
  readonly effectKey?: string;
  readonly from?: string;
  readonly depth?: number;
}

/** All of them or none (S1). */
function amendAll(
  loaded: Loaded,
  amendments: readonly Amendment[],
  mail: OrderMail,
  context: AmendContext,
): OrderOutcome {
  let { order } = loaded;
  const changes: (Change & { readonly amendment: Amendment })[] = [];
  for (const amendment of amendments) {
    const result = context.effective.amended(order, amendment, context.now);
    if (!result.ok) return refused(loaded, result.error);
    order = result.value.order;
    changes.push({ ...result.value, amendment });
  }
  const records = changes.map((change) => recordOf(change, context));
  const document: OrderDocument = {
    ...loaded.document,
    orderRevision: order.revision,
    amendments: [...loaded.document.amendments, ...records],
  };
  const deliveries = changes.map((change) => deliveryOf(change, context));
  return told(
    withDeliveries({ document, order }, deliveries, context.heard),
    mail,
    context,
    changes.map((change) => eventOf(change, context)),
  );
}

type Changed = Change & { readonly amendment: Amendment };

function recordOf({ order, amendment }: Changed, { now, actor }: AmendContext): OrderDocument["amendments"][number] {
  return { revision: order.revision, at: now, amendment, actor };
}

function deliveryOf({ amendment, withdrawn }: Changed, { at, from, depth = 0, actor }: AmendContext): NewDelivery {
  return {
    event: amendment.type,
    at,
    data: { ...amendment.data, ...(withdrawn.length > 0 && { withdrawn }) },
    depth,
    amends: true,
    ...(from !== undefined && { from }),
    ...actorOf(actor),
  };
}

function eventOf(
  { order, amendment, lines, withdrawn }: Changed,
  { effectKey }: AmendContext,
): TurnStep["events"][number] {
  const reason = "reason" in amendment.data ? amendment.data.reason : undefined;
  return {
    type: "order.amended",
    data: {
      change: amendment.type,
      revision: order.revision,
      ...(lines.length > 0 && { lines: [...lines] }),
      ...(withdrawn.length > 0 && { withdrawn: [...withdrawn] }),
      ...(reason !== undefined && { reason }),
      ...(effectKey !== undefined && { effectKey }),
    },
  };
}

type NewDelivery = Omit<Delivery, "seq" | "causedBy">;

function withDeliveries({ document, order }: Loaded, deliveries: readonly NewDelivery[], heard?: string): Loaded {
  const { nextDelivery, nextSeq, id } = document;
  const numbered = deliveries.map((delivery, index): Delivery => {
    // The event of the same index in this turn's step tells of it; published events have none of their own.
    return { ...delivery, seq: nextDelivery + index, causedBy: eventId(id, nextSeq + index) };
  });
  return {
    order,
    document: {
      ...document,
      nextDelivery: nextDelivery + deliveries.length,
      outbox: [...document.outbox, ...numbered],
      ...(heard !== undefined && { heard: [...document.heard, heard] }),
    },
  };
}

function told(
  loaded: Loaded,
  input: OrderMail,
  { now, actor }: OrderContext,
  events: TurnStep["events"],
): OrderOutcome {
  const document = { ...loaded.document, nextSeq: loaded.document.nextSeq + events.length };
  return {
    loaded: { document, order: loaded.order },
    steps: [{ at: now, input, actor, events }],
    reply: { kind: "done", revision: document.orderRevision },
  };
}

function isHeard({ document }: Loaded, key: string | undefined): boolean {
  return key !== undefined && document.heard.includes(key);
}

function duplicate(loaded: Loaded): OrderOutcome {
  return { loaded, steps: [], reply: { kind: "duplicate", revision: loaded.document.orderRevision } };
}

function refused(loaded: Loaded, problems: readonly Problem[]): OrderOutcome {
  return { loaded, steps: [], reply: { kind: "refused", problems } };
}

function tidied(loaded: Loaded, delivered: readonly number[]): OrderOutcome {
  const outbox = loaded.document.outbox.filter(({ seq }) => !delivered.includes(seq));
  const document = outbox.length === loaded.document.outbox.length ? loaded.document : { ...loaded.document, outbox };
  return {
    loaded: { document, order: loaded.order },
    steps: [],
    reply: { kind: "done", revision: document.orderRevision },
  };
}

function actorOf(actor: Actor): { readonly actor?: Actor } {
  return actor.id === systemActor.id ? {} : { actor };
}
