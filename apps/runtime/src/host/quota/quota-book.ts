import type { ActionManifest, Facts, JsonObject } from "@orderloom/rule-dsl";
import { compileQuota, type CompiledQuota, quotaFact } from "@orderloom/workflow";
import { asDefinition, type Catalogue } from "../catalogue.ts";
import type { AggregateCache } from "../aggregate-cache.ts";
import { limitId } from "./quota-document.ts";
import { quotaReaders } from "./quota-readers.ts";

/** A quota as it is in force. */
export interface BoundQuota {
  readonly version: number;
  readonly quota: CompiledQuota;
}

/** The quotas in force, bound when they are used (S23), and what instances read of them. */
export class QuotaBook {
  readonly #catalogue: Catalogue;
  readonly #cache: AggregateCache;
  readonly #compiled = new Map<string, BoundQuota>();
  #readers: ReadonlyMap<string, readonly string[]> = new Map();
  #revision = -1;

  constructor(catalogue: Catalogue, cache: AggregateCache) {
    this.#catalogue = catalogue;
    this.#cache = cache;
  }

  /** `now`: UTC milliseconds. */
  inForce(id: string, now: number): BoundQuota | undefined {
    const head = this.#catalogue.inForce("quota", id, now);
    if (!head) return undefined;
    const name = `${id}/${head.version}`;
    const known = this.#compiled.get(name);
    if (known) return known;
    const definition = asDefinition(this.#catalogue.version("quota", id, head.version));
    if (definition?.kind !== "quota") return undefined;
    const bound = {
      version: head.version,
      quota: compileQuota(definition, this.#catalogue.contextOf(definition)),
    };
    this.#compiled.set(name, bound);
    return bound;
  }

  /** The limits of all that is in force, as outcomes of a take are called. */
  outcomes(now: number): NonNullable<ActionManifest["outcomes"]> {
    const limits = this.ids().flatMap((id) => this.inForce(id, now)?.quota.definition.allow ?? []);
    const byId = new Map(limits.map(({ id, name = { en: id } }) => [id, { id, name }]));
    return [...byId.values()];
  }

  ids(): readonly string[] {
    return this.#catalogue.heads("quota").flatMap(([head]) => head?.id ?? []);
  }

  /** Workflows that read quotas, and which ones. */
  get readers(): ReadonlyMap<string, readonly string[]> {
    if (this.#revision !== this.#catalogue.revision) {
      this.#readers = quotaReaders(this.#catalogue.published());
      this.#revision = this.#catalogue.revision;
    }
    return this.#readers;
  }

  /** The counts that a workflow reads about these facts: to be brought into memory. */
  limitsReadBy(workflow: string, facts: Facts, now: number): readonly string[] {
    return (this.readers.get(workflow) ?? []).flatMap((id) => {
      const bound = this.inForce(id, now);
      return (bound?.quota.limits ?? []).flatMap((limit) => {
        const key = limit.keyOf(facts);
        return key ? [limitId({ quota: id, limit: limit.id, key })] : [];
      });
    });
  }

  /** The facts `quotas.<id>` that a workflow reads, as they are on disk. */
  reads(workflow: string, facts: Facts, now: number): Readonly<Record<string, JsonObject>> {
    return Object.fromEntries(
      (this.readers.get(workflow) ?? []).flatMap((id) => {
        const bound = this.inForce(id, now);
        if (!bound) return [];
        const taken = (limit: { readonly id: string }, key: Parameters<typeof limitId>[0]["key"]): number =>
          this.#cache.quota(limitId({ quota: id, limit: limit.id, key }))?.document.taken ?? 0;
        return [[id, quotaFact(bound.quota, facts, taken)] as const];
      }),
    );
  }
}
