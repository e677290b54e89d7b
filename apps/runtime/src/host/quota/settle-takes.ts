import type { HostStore } from "../../ports/host-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { FoundTake } from "../../ports/quota-store.ts";
import type { Scope } from "../../ports/scope.ts";
import type { AggregateCache } from "../aggregate-cache.ts";
import { faultOf } from "../fault.ts";
import type { Tidier } from "../tidier.ts";

const PAGE = 500;

interface Parts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly cache: AggregateCache;
  readonly tidier: Tidier;
  readonly logger: Logger;
}

/**
 * Takes that were left open by the last process. One whose call is still in the outbox of its instance is asked for again and settled then; any
 * other has its answer on disk.
 */
export async function settleTakes({ store, scope, cache, tidier, logger }: Parts): Promise<void> {
  let after: FoundTake | undefined;
  for (;;) {
    const takes = await store.openTakes(scope, after, PAGE);
    after = takes.at(-1);
    if (!after) return;
    await cache.bringInstances(takes.map(({ instanceId }) => instanceId));
    for (const { aggregateId, id, instanceId } of takes) {
      try {
        const outbox = cache.instance(instanceId)?.document.outbox ?? [];
        if (!outbox.some(({ effect }) => effect.key === id)) tidier.quota(aggregateId, id);
      } catch (error) {
        logger.error("the instance of a take cannot be read", { instance: instanceId, error: faultOf(error) });
      }
    }
    cache.trim();
  }
}
