import type { Effective } from "./effective.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Committed, Draft } from "./draft.ts";
import type { OrderLetter } from "./letters.ts";
import type { LoadedOrder, OrderReply } from "./order-document.ts";
import { projectOrder } from "./order-projection.ts";
import { takeOrderMail } from "./order-turn.ts";
import type { TurnRecord, TurnStep } from "./turn-record.ts";

export interface OrderTools {
  readonly organisationId: string;
  readonly cache: AggregateCache;
  readonly effective: Effective;
}

/** Runs all that waits for an order and writes it once. */
export function draftOrder(
  loaded: LoadedOrder | undefined,
  letters: readonly OrderLetter[],
  now: number,
  tools: OrderTools,
): Draft {
  const replies: OrderReply[] = [];
  const steps: TurnStep[] = [];
  let after: Pick<LoadedOrder, "document" | "order"> | undefined = loaded;
  for (const { mail, actor } of letters) {
    if (!after) {
      replies.push({ kind: "missing" });
      continue;
    }
    const outcome = takeOrderMail(after, mail, { now, actor, effective: tools.effective });
    after = outcome.loaded;
    steps.push(...outcome.steps);
    replies.push(outcome.reply);
  }
  const changed =
    loaded && after && after.document !== loaded.document ? writeOrder(loaded, after, steps, tools) : undefined;
  return {
    writes: changed ? [changed.write] : [],
    settle(results) {
      const [result] = results;
      if (changed && result?.kind !== "done") return "again";
      letters.forEach((letter, index) => letter.resolve(replies[index] ?? { kind: "missing" }));
      return changed && result?.kind === "done" ? [changed.committed(result.cursor)] : [];
    },
    fail: (error) => letters.forEach((letter) => letter.reject(error)),
  };
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
