import type { Actor, BothLanguages, JsonObject } from "@orderloom/rule-dsl";
import { planMigration } from "@orderloom/workflow";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { OrderListStore, OrderRowQuery } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Refused } from "./commands.ts";
import { etagOf } from "./etag.ts";
import type { Migration } from "./instance-document.ts";
import { refuse } from "./refuse.ts";
import type { TurnLoop } from "./turn-loop.ts";

/*
 * Moving running instances to another version of their workflow (H6). What is to be moved is written down before the first one is, and crossed out
 * after the last: a process that dies in between goes on at its next start, and who was moved already is left alone.
 */

export interface MigrationRequest {
  readonly from: number;
  readonly to: number;
  /** Nodes that go by another name there. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Those only; all when absent. */
  readonly instances?: readonly string[];
  readonly reason?: string;
}

export interface MigrationPreview {
  readonly kind: "preview";
  /** Where tokens stand, and how many. */
  readonly nodes: readonly { readonly node: string; readonly to: string; readonly count: number }[];
  readonly possible: number;
  /** The first hundred that cannot be moved. */
  readonly impossible: readonly { readonly instance: string; readonly node: string; readonly why: BothLanguages }[];
  readonly impossibleCount: number;
}

export interface MigrationCommands {
  previewMigration(workflow: string, request: MigrationRequest): Promise<MigrationPreview | Refused>;
  migrate(
    workflow: string,
    request: MigrationRequest,
    actor: Actor,
  ): Promise<{ readonly kind: "moved"; readonly moved: number; readonly left: number } | Refused>;
}

interface Job extends MigrationRequest {
  readonly workflow: string;
  readonly actor: Actor;
}

export interface MigrationParts {
  readonly store: DefinitionStore & OrderListStore;
  readonly scope: Scope;
  readonly clock: { now(): number };
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  readonly loop: TurnLoop;
}

const KEY = "migrations";
const PAGE = 200;
/** Moving many goes in slices (S12). */
const SLICE = 500;
const MOST_TOLD = 100;
const OPEN = ["running", "waiting", "held", "incident"];

export class Migrations implements MigrationCommands {
  readonly #parts: MigrationParts;

  constructor(parts: MigrationParts) {
    this.#parts = parts;
  }

  async previewMigration(workflow: string, request: MigrationRequest): Promise<MigrationPreview | Refused> {
    const migration = this.#migrationOf(workflow, request);
    if ("kind" in migration) return migration;
    const counts = new Map<string, number>();
    const impossible: MigrationPreview["impossible"][number][] = [];
    const ids = await this.#running(workflow, request);
    for (const id of ids) {
      const state = this.#parts.cache.instance(id)?.document.state;
      if (!state) continue;
      for (const { nodeId, settles } of state.activations)
        if (!settles) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1);
      const [problem] = planMigration(state, migration).problems;
      if (problem) impossible.push({ instance: id, ...problem });
    }
    return {
      kind: "preview",
      nodes: [...counts].map(([node, count]) => ({ node, to: request.mapping[node] ?? node, count })),
      possible: ids.length - impossible.length,
      impossible: impossible.slice(0, MOST_TOLD),
      impossibleCount: impossible.length,
    };
  }

  async migrate(workflow: string, request: MigrationRequest, actor: Actor) {
    const migration = this.#migrationOf(workflow, request);
    if ("kind" in migration) return migration;
    if (request.from === request.to) return { kind: "moved", moved: 0, left: 0 } as const;
    const job: Job = { ...request, workflow, actor };
    await this.#change((jobs) => [...jobs, job]);
    return this.#run(job, migration);
  }

  /** What a process that died had begun. */
  async resume(): Promise<void> {
    for (const job of (await this.#jobs()).jobs) {
      const migration = this.#migrationOf(job.workflow, job);
      if (!("kind" in migration)) await this.#run(job, migration);
    }
  }

  async #run(job: Job, migration: Migration) {
    const ids = await this.#running(job.workflow, job);
    let moved = 0;
    for (let index = 0; index < ids.length; index += SLICE) {
      const replies = await Promise.all(
        ids
          .slice(index, index + SLICE)
          .map((id) => this.#parts.loop.tellInstance(id, { type: "migrate", migration, actor: job.actor }, job.actor)),
      );
      moved += replies.filter(({ document }) => document?.state.version === job.to).length;
    }
    const done = JSON.stringify(job);
    await this.#change((jobs) => jobs.filter((one) => JSON.stringify(one) !== done));
    return { kind: "moved", moved, left: ids.length - moved } as const;
  }

  #migrationOf(workflow: string, { from, to, mapping, reason }: MigrationRequest): Migration | Refused {
    const { catalogue } = this.#parts;
    const before = catalogue.workflowDefinition(workflow, from);
    const after = catalogue.workflowDefinition(workflow, to);
    if (!before || !after)
      return refuse(404, "version-not-found", { kind: "workflow", id: workflow, version: before ? to : from });
    return {
      from: before,
      fromVersion: from,
      to: after,
      toVersion: to,
      catalogueRevision: catalogue.revision,
      mapping,
      ...(reason !== undefined && { reason }),
    };
  }

  /** Running instances of that version, in memory once they are given. */
  async #running(workflow: string, { from, instances }: MigrationRequest): Promise<readonly string[]> {
    const { cache } = this.#parts;
    const asked = instances ?? (await this.#instancesOf(workflow));
    const found: string[] = [];
    for (let index = 0; index < asked.length; index += SLICE) {
      const slice = asked.slice(index, index + SLICE);
      await cache.bringInstances(slice);
      found.push(
        ...slice.filter((id) => {
          const state = cache.instance(id)?.document.state;
          return state?.workflow === workflow && state.version === from && state.phase !== "ended";
        }),
      );
    }
    return found;
  }

  async #instancesOf(workflow: string): Promise<readonly string[]> {
    const { store, scope } = this.#parts;
    const found: string[] = [];
    let after: OrderRowQuery["after"];
    for (;;) {
      const rows = await store.orderRows(scope, { status: OPEN, limit: PAGE, ...(after && { after }) });
      for (const { parts } of rows)
        found.push(
          ...parts.instances
            .filter(({ id, endedAt }) => endedAt === undefined && id.endsWith(`/${workflow}`))
            .map(({ id }) => id),
        );
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return found;
      after = { receivedAt: last.parts.order.receivedAt, id: last.id };
    }
  }

  async #jobs(): Promise<{ readonly jobs: readonly Job[]; readonly etag: string | undefined }> {
    const setting = await this.#parts.store.setting(this.#parts.scope, KEY);
    // Written below and nowhere else.
    return { jobs: setting ? (setting.value as unknown as readonly Job[]) : [], etag: setting?.etag };
  }

  async #change(change: (jobs: readonly Job[]) => readonly Job[]): Promise<void> {
    const { store, scope, clock } = this.#parts;
    for (;;) {
      const { jobs, etag } = await this.#jobs();
      const value = JSON.parse(JSON.stringify(change(jobs))) as JsonObject; // plain JSON, as it was
      if (await store.saveSetting(scope, KEY, { value, etag: etagOf(value, clock.now()) }, etag)) return;
    }
  }
}
