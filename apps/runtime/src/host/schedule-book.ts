import type { JsonValue } from "@orderloom/rule-dsl";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";

/** One time that a schedule came round, or that a person had it run. */
export interface ScheduleRun {
  /** UTC milliseconds: the instant it was meant for. */
  readonly tick: number;
  readonly startedAt: number;
  /** Runs started, and those left out because one still went on. */
  readonly started: number;
  readonly leftOut: number;
  /** The run itself, where it is one. */
  readonly instanceId?: string;
}

export interface ScheduleState {
  /** The last instant that has been seen to; none before it is looked at again. */
  readonly tick: number;
  /** An instant that waits for the run before it to end. */
  readonly waiting?: number;
  /** The latest first. */
  readonly runs: readonly ScheduleRun[];
}

const KEPT_RUNS = 20;

/** How far each schedule has come. Written after a tick's runs have started: killed in between, the same tick starts the same runs again, which changes nothing. */
export class ScheduleBook {
  readonly #store: DefinitionStore;
  readonly #scope: Scope;
  readonly #known = new Map<string, { readonly etag: string; readonly state: ScheduleState }>();

  constructor(store: DefinitionStore, scope: Scope) {
    this.#store = store;
    this.#scope = scope;
  }

  /** Undefined when it has never been followed. */
  async of(workflow: string): Promise<ScheduleState | undefined> {
    const known = this.#known.get(workflow);
    if (known) return known.state;
    const setting = await this.#store.setting(this.#scope, keyOf(workflow));
    if (!setting) return undefined;
    const state = setting.value as unknown as ScheduleState; // written by `save` alone
    this.#known.set(workflow, { etag: setting.etag, state });
    return state;
  }

  async save(workflow: string, state: ScheduleState): Promise<void> {
    const before = this.#known.get(workflow)?.etag;
    const etag = String(Number(before ?? 0) + 1);
    const kept = { ...state, runs: state.runs.slice(0, KEPT_RUNS) };
    const value = kept as unknown as JsonValue; // plain JSON by its type
    if (await this.#store.saveSetting(this.#scope, keyOf(workflow), { value, etag }, before))
      this.#known.set(workflow, { etag, state: kept });
    else this.#known.delete(workflow);
  }
}

const keyOf = (workflow: string): string => `schedule/${workflow}`;
