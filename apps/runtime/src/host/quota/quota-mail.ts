import type { QuotaStore, TakeRecord } from "../../ports/quota-store.ts";
import type { Scope } from "../../ports/scope.ts";
import type { AggregateCache } from "../aggregate-cache.ts";
import type { Unit } from "../letters.ts";
import type { QuotaMail } from "./quota-document.ts";

/** By limit and id: takes as they are on disk. */
export type KnownTakes = ReadonlyMap<string, ReadonlyMap<string, TakeRecord>>;

const none: KnownTakes = new Map();

/** Brings the limits that have mail into memory, and the takes that the mail names. */
export async function bringTakes(
  { store, scope, cache }: { readonly store: QuotaStore; readonly scope: Scope; readonly cache: AggregateCache },
  units: readonly Unit[],
): Promise<KnownTakes> {
  const quotas = units.filter((unit) => unit.kind === "quota");
  if (quotas.length === 0) return none;
  await cache.bringQuotas(quotas.map(({ id }) => id));
  const found = await Promise.all(
    quotas.map(async ({ id, letters }) => {
      const ids = letters.flatMap(({ mail }) => idsIn(mail));
      return [id, byId(await store.takesIn(scope, id, [...new Set(ids)]))] as const;
    }),
  );
  return new Map(found);
}

function idsIn(mail: QuotaMail): readonly string[] {
  return mail.type === "settle" ? mail.ids : [mail.id];
}

function byId(takes: readonly TakeRecord[]): ReadonlyMap<string, TakeRecord> {
  return new Map(takes.map((take) => [take.id, take]));
}
