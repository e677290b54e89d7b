import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateKind, AggregateStore } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { projectStored } from "./aggregate-text.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Effective } from "./effective.ts";
import { type EffectRunner, headOf } from "./effect-runner.ts";
import { seedOf } from "./order-acceptance.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { faultOf } from "./fault.ts";
import { systemActor } from "./turn-record.ts";

export interface RecoveryParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly cache: AggregateCache;
  readonly effective: Effective;
  readonly loop: TurnLoop;
  readonly runner: EffectRunner;
  readonly deliveries: Deliveries;
  /** Once the history is whole, and before anything moves. */
  readonly repaired: () => Promise<void>;
  readonly logger: Logger;
}

const PAGE = 500;

/**
 * Takes up where the last process ended: projections are brought level, orders whose instance was never written get it, and everything in an
 * outbox is run again under its key (S27, S28).
 */
export async function recover(parts: RecoveryParts): Promise<void> {
  const { store, scope, cache, effective, loop, logger } = parts;
  const repaired = await store.repair(
    scope,
    projectStored(effective, (id, error) => unreadable(logger, id, error)),
  );
  const { levelled, dropped, unstarted } = repaired;
  if (dropped.length > 0 || unstarted.length > 0)
    logger.info("the last batch was torn and has been mended", {
      levelled,
      dropped: dropped.length,
      started: unstarted.length,
    });
  await parts.repaired();
  await cache.bringOrders(unstarted);
  const seeds = unstarted.flatMap((id) => {
    const order = cache.order(id);
    return order ? order.document.instances.map((named) => seedOf(order.document, named)) : [];
  });
  await Promise.all(seeds.map((seed) => loop.tellInstance(seed.id, { type: "start", seed }, systemActor)));
  await resume(parts);
}

async function resume(parts: RecoveryParts): Promise<void> {
  const { cache, runner, deliveries, logger } = parts;
  let resumed = 0;
  for await (const ids of pendingPages(parts, "instance")) {
    await cache.bringInstances(ids);
    for (const id of ids)
      readable(parts, id, () => {
        const document = cache.instance(id)?.document;
        if (document) runner.run(headOf(document), document.outbox);
      });
    resumed += ids.length;
  }
  for await (const ids of pendingPages(parts, "order")) {
    await cache.bringOrders(ids);
    for (const id of ids) readable(parts, id, () => deliveries.deliver(id, cache.order(id)?.document.outbox ?? []));
    resumed += ids.length;
  }
  if (resumed > 0) logger.info("took up what was under way", { aggregates: resumed });
}

/** One that is damaged, or of a newer release, keeps nobody else from going on. */
function readable({ logger }: RecoveryParts, id: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    unreadable(logger, id, error);
  }
}

function unreadable(logger: Logger, id: string, error: unknown): void {
  logger.error("an aggregate cannot be read and stays where it is", { id, error: faultOf(error) });
}

async function* pendingPages(
  { store, scope, cache }: RecoveryParts,
  kind: AggregateKind,
): AsyncGenerator<readonly string[]> {
  let after = "";
  for (;;) {
    const ids = await store.pending(scope, kind, after, PAGE);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    cache.trim();
    after = last;
  }
}
