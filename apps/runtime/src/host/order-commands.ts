import {
  type Actor,
  channelOf,
  channels,
  isAmendmentType,
  type OrderEventInput,
  readAmendment,
} from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, ChannelKey } from "../ports/store.ts";
import type { OrderCommands, Refused } from "./commands.ts";
import type { OrderMail, OrderReply } from "./order-document.ts";
import type { Parking } from "./parking.ts";
import { refuse } from "./refuse.ts";
import type { TurnLoop } from "./turn-loop.ts";

export interface OrderCommandParts {
  readonly store: Pick<AggregateStore, "findOrder">;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly parking: Parking;
}

export function createOrderCommands(parts: OrderCommandParts): OrderCommands {
  return {
    accept: ({ input, text }, actor) => parts.loop.accept({ input, text }, actor),
    orderEvent: (order, event, actor) => orderEvent(parts, order, event, actor),
  };
}

type Told = Awaited<ReturnType<OrderCommands["orderEvent"]>>;

async function orderEvent(
  { store, scope, loop, clock, parking }: OrderCommandParts,
  order: string,
  event: OrderEventInput,
  actor: Actor,
): Promise<Told> {
  const named = channelKeyIn(order);
  if (named && !channelOf(named.channel))
    return refuse(422, "unknown-channel", { given: named.channel, allowed: channels.map(({ id }) => id) });
  const mail = mailOf(event, clock.now());
  if (mail.type === "refused") return mail.refused;
  const orderId = named ? await store.findOrder(scope, named) : order;
  if (named && orderId === undefined) return parking.park(named, mail.mail, actor);
  return replyOf(orderId ?? order, await loop.tellOrder(orderId ?? order, mail.mail, actor));
}

/** `jd:JD-2026-0071` is an order by its channel's number; ids of ours hold no colon (S37). */
function channelKeyIn(order: string): ChannelKey | undefined {
  const colon = order.indexOf(":");
  return colon < 1 ? undefined : { channel: order.slice(0, colon), channelOrderId: order.slice(colon + 1) };
}

type EventMail = Extract<OrderMail, { type: "order.event" }>;
type Read =
  { readonly type: "mail"; readonly mail: EventMail } | { readonly type: "refused"; readonly refused: Refused };

/** An event whose type is an amendment's changes the order; every other is a fact that its workflows may wait for (S1). */
function mailOf({ id, type, at, data = {} }: OrderEventInput, now: number): Read {
  const base = {
    type: "order.event" as const,
    event: type,
    at: at === undefined ? now : Date.parse(at),
    data,
    ...(id !== undefined && { sourceId: id }),
  };
  if (!isAmendmentType(type)) return { type: "mail", mail: base };
  const amendment = readAmendment(type, data);
  if (amendment.ok) return { type: "mail", mail: { ...base, amendment: amendment.value } };
  const [first] = amendment.error;
  const refused = refuse(422, first?.code ?? "wrong-format", { given: type });
  return { type: "refused", refused: { ...refused, problems: amendment.error } };
}

function replyOf(orderId: string, reply: OrderReply): Told {
  if (reply.kind === "missing") return refuse(404, "order-not-found", { id: orderId });
  if (reply.kind !== "refused") return { ...reply, orderId };
  const [first] = reply.problems;
  const refused = refuse(409, first?.code ?? "amendment-refused", { message: first?.message });
  return { ...refused, problems: reply.problems };
}
