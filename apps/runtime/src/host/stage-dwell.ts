import type { Scope } from "../ports/scope.ts";
import type { OrderListStore, StuckLines } from "../ports/store.ts";
import type { StagePassageRecord } from "../ports/records.ts";

/** Durations kept a stage. */
const KEPT = 256;
/** Below this many nothing is called usual. */
const FEWEST = 5;
/** An order is stuck when it stays this many times as long as is usual. */
const FACTOR = 3;
/** Passing within seconds is usual for machines; nobody wants to be told of a minute instead of ten seconds. */
const SHORTEST_LINE_MS = 600_000;

/**
 * How long orders usually stay in a stage: the median of the last few hundred that left it. An approximation that forgets what is old by itself
 * and costs nothing while orders run; it is filled again from recent rows at start.
 */
export class StageDwell {
  readonly #durations = new Map<string, number[]>();
  readonly #next = new Map<string, number>();

  /** Passages of one instance before and after a turn: each stage that was left in between counts once. */
  noteTurn(
    before: readonly StagePassageRecord[],
    after: readonly StagePassageRecord[],
    endedAt: number | undefined,
  ): void {
    for (let index = Math.max(0, before.length - 1); index < after.length; index++) {
      const passage = after[index];
      const left = after[index + 1]?.at ?? endedAt;
      if (passage && left !== undefined) this.#note(passage.stage, left - passage.at);
    }
  }

  #note(stage: string, durationMs: number): void {
    const durations = this.#durations.get(stage) ?? [];
    const next = this.#next.get(stage) ?? 0;
    durations[next % KEPT] = durationMs;
    this.#durations.set(stage, durations);
    this.#next.set(stage, next + 1);
  }

  /** The median in milliseconds; undefined while too little is known. */
  usualMs(stage: string): number | undefined {
    const durations = this.#durations.get(stage);
    if (!durations || durations.length < FEWEST) return undefined;
    const sorted = [...durations].sort((left, right) => left - right);
    return sorted[Math.floor(sorted.length / 2)];
  }

  /** Who has been in a stage since before its line is stuck. */
  lines(now: number): StuckLines {
    const since: Record<string, number> = {};
    for (const stage of this.#durations.keys()) {
      const usual = this.usualMs(stage);
      if (usual !== undefined) since[stage] = now - Math.max(SHORTEST_LINE_MS, FACTOR * usual);
    }
    return { now, since };
  }
}

/** Rows looked at when a host starts, newest first. */
const RECENT = 1000;

/** What recent orders tell of how long stages usually take. */
export async function fillDwell(store: OrderListStore, scope: Scope, dwell: StageDwell): Promise<void> {
  for (const { standing } of await store.orderRows(scope, { limit: RECENT }))
    dwell.noteTurn([], standing.stages, standing.live ? undefined : standing.since);
}
