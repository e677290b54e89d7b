import type { JsonValue, QuotaDefinition } from "@orderloom/rule-dsl";
import type { CompiledLimit } from "@orderloom/workflow";
import type { Clock } from "../../ports/clock.ts";
import type { FoundTake } from "../../ports/quota-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Scope } from "../../ports/scope.ts";
import type { Refused } from "../commands.ts";
import { refuse } from "../refuse.ts";
import type { BoundQuota, QuotaBook } from "./quota-book.ts";
import { awaitedQuota, type LimitDocument } from "./quota-document.ts";

/** How much of one limit is out. */
export interface LimitStanding {
  readonly limit: CompiledLimit;
  readonly taken: number;
  readonly keys: number;
}

export interface QuotaStanding {
  readonly definition: QuotaDefinition;
  readonly version: number;
  readonly state: "upcoming" | "open" | "over";
  /** Instances that wait for room, up to `MOST_WAITING`. */
  readonly waiting: number;
  readonly limits: readonly LimitStanding[];
}

export interface QuotaDetails extends QuotaStanding {
  /** By the limit's id: its keys with most out. Raw values: whoever shows them masks them (H10). */
  readonly top: ReadonlyMap<string, readonly { readonly key: readonly JsonValue[]; readonly taken: number }[]>;
  /** Of the widest limit, newest first. */
  readonly takes: readonly FoundTake[];
}

export interface QuotaQueries {
  quotas(): Promise<readonly QuotaStanding[]>;
  quota(id: string): Promise<QuotaDetails | Refused>;
}

const MOST_WAITING = 500;
const TOP_KEYS = 10;
const LAST_TAKES = 50;

export interface QuotaQueryParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly book: QuotaBook;
}

export function createQuotaQueries(parts: QuotaQueryParts): QuotaQueries {
  return {
    quotas: async () => {
      const { book, clock } = parts;
      const bound = book.ids().flatMap((id) => book.inForce(id, clock.now()) ?? []);
      return Promise.all(bound.map((one) => standingOf(parts, one)));
    },
    quota: (id) => detailsOf(parts, id),
  };
}

async function standingOf({ store, scope, clock }: QuotaQueryParts, bound: BoundQuota): Promise<QuotaStanding> {
  const { id, definition, limits } = bound.quota;
  const [waiting, ...sums] = await Promise.all([
    store.awaiting(scope, awaitedQuota(id), undefined, MOST_WAITING),
    ...limits.map((limit) => store.countedSum(scope, id, limit.id)),
  ]);
  return {
    definition,
    version: bound.version,
    state: stateAt(definition, clock.now()),
    waiting: waiting.length,
    limits: limits.map((limit, index) => ({ limit, taken: sums[index]?.taken ?? 0, keys: sums[index]?.keys ?? 0 })),
  };
}

async function detailsOf(parts: QuotaQueryParts, id: string): Promise<QuotaDetails | Refused> {
  const { store, scope, clock, book } = parts;
  const bound = book.inForce(id, clock.now());
  if (!bound) return refuse(404, "definition-not-found", { kind: "quota", id });
  const { limits } = bound.quota;
  const widest = limits.at(-1)?.id ?? "";
  const [standing, takes, ...tops] = await Promise.all([
    standingOf(parts, bound),
    store.recentTakes(scope, id, widest, LAST_TAKES),
    ...limits.map((limit) => (limit.isShared ? [] : store.countedKeys(scope, id, limit.id, TOP_KEYS))),
  ]);
  const top = limits.map((limit, index) => {
    const keys = (tops[index] ?? []).map(({ taken, document }) => {
      const { key } = JSON.parse(document) as LimitDocument; // written by the host
      return { key, taken };
    });
    return [limit.id, keys] as const;
  });
  return { ...standing, takes, top: new Map(top) };
}

function stateAt({ period }: QuotaDefinition, now: number): QuotaStanding["state"] {
  if (!period) return "open";
  if (now < Date.parse(period.from)) return "upcoming";
  return now < Date.parse(period.until) ? "open" : "over";
}
