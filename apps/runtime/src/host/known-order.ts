import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, OrderListStore } from "../ports/store.ts";
import { readOrder } from "./aggregate-text.ts";
import { answerTwin } from "./draft-accept.ts";
import type { Effective } from "./effective.ts";
import type { AcceptLetter } from "./letters.ts";

export interface KnownOrderParts {
  readonly store: AggregateStore & OrderListStore;
  readonly scope: Scope;
  readonly effective: Effective;
}

/** The channel order came before: what was received then is compared with what comes now, as it was sent, not as amended since (S31). */
export async function answerKnown(
  parts: KnownOrderParts,
  orderId: string,
  letters: readonly AcceptLetter[],
): Promise<void> {
  const { store, scope, effective } = parts;
  try {
    const [stored] = await store.load(scope, "order", [orderId]);
    const found = await store.orderRow(scope, orderId);
    if (!stored) throw new Error(`order ${orderId} holds a channel order and cannot be read`);
    const { document } = readOrder(effective, stored);
    const input = effective.received(document, stored.body ?? "");
    for (const letter of letters) answerTwin(letter, input, document, found?.standing.status ?? "received");
  } catch (error) {
    for (const letter of letters) letter.reject(error);
  }
}
