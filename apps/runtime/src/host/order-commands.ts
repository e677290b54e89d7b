import { type Actor, isAmendmentType, type OrderEventInput, readAmendment } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { OrderCommands, Refused } from "./commands.ts";
import type { OrderMail, OrderReply } from "./order-document.ts";
import type { TurnLoop } from "./turn-loop.ts";

export function createOrderCommands(loop: TurnLoop, clock: Clock): OrderCommands {
  return {
    accept: ({ input, text }, actor) => loop.accept({ input, text }, actor),
    orderEvent: (orderId, event, actor) => orderEvent(loop, clock, orderId, event, actor),
  };
}

async function orderEvent(loop: TurnLoop, clock: Clock, orderId: string, event: OrderEventInput, actor: Actor) {
  const mail = mailOf(event, clock.now());
  if (mail.type === "refused") return mail.refused;
  const reply = await loop.tellOrder(orderId, mail.mail, actor);
  return replyOf(orderId, reply);
}

type Read =
  { readonly type: "mail"; readonly mail: OrderMail } | { readonly type: "refused"; readonly refused: Refused };

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
  return { type: "refused", refused: refusal(422, first?.code ?? "wrong-format", { given: type }, amendment.error) };
}

function replyOf(orderId: string, reply: OrderReply): Awaited<ReturnType<OrderCommands["orderEvent"]>> {
  if (reply.kind === "missing") return refusal(404, "order-not-found", { id: orderId });
  if (reply.kind !== "refused") return reply;
  const [first] = reply.problems;
  return refusal(409, first?.code ?? "amendment-refused", { message: first?.message }, reply.problems);
}

function refusal(
  status: Refused["status"],
  code: Refused["code"],
  data: Refused["data"],
  problems?: Refused["problems"],
): Refused {
  return { kind: "refused", status, code, data, ...(problems && { problems }) };
}
