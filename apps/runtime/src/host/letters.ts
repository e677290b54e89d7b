import type { Actor, ReceivedOrder } from "@orderloom/rule-dsl";
import type { Accepted } from "./commands.ts";
import type { InstanceMail, InstanceReply } from "./instance-document.ts";
import type { OrderMail, OrderReply } from "./order-document.ts";
import type { QuotaMail, QuotaReply } from "./quota/quota-document.ts";

/** A message and who waits for its answer. The answer comes when what it changed is on disk (H7). */
export interface Letter<Mail, Reply> {
  readonly mail: Mail;
  readonly actor: Actor;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

export interface NewOrderMail {
  readonly input: ReceivedOrder;
  /** As it came (S36). */
  readonly text: string;
}

export type AcceptLetter = Letter<NewOrderMail, Accepted>;
export type OrderLetter = Letter<OrderMail, OrderReply>;
export type InstanceLetter = Letter<InstanceMail, InstanceReply>;
export type QuotaLetter = Letter<QuotaMail, QuotaReply>;

/** All that waits for one aggregate: taken together, written once. Twins of a new order share one (S31). */
export type Unit =
  | { readonly kind: "accept"; readonly key: string; readonly letters: AcceptLetter[]; attempts: number }
  | {
      readonly kind: "order";
      readonly key: string;
      readonly id: string;
      readonly letters: OrderLetter[];
      attempts: number;
    }
  | {
      readonly kind: "instance";
      readonly key: string;
      readonly id: string;
      readonly letters: InstanceLetter[];
      attempts: number;
    }
  | {
      readonly kind: "quota";
      readonly key: string;
      readonly id: string;
      readonly letters: QuotaLetter[];
      attempts: number;
    };
