import { latestTick, nextTick } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Logger } from "../ports/logger.ts";
import type { Committed } from "./draft.ts";
import { faultOf } from "./fault.ts";
import type { Pause } from "./pause.ts";
import { ScheduleBook, type ScheduleRun, type ScheduleState } from "./schedule-book.ts";
import { runId, type Scheduled, type ScheduleRunParts, startEach, startOne } from "./schedule-runs.ts";

/** After a failure. */
const PAUSE_MS = 1000;

export interface ScheduleParts extends ScheduleRunParts {
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The organisation's zone, where a schedule names none. */
  readonly timeZone: string;
  readonly pauseOf: (workflow: string) => Pause | undefined;
}

/** A scheduled workflow and how it is doing. */
export interface ScheduleStanding extends Scheduled {
  readonly timeZone: string;
  /** UTC milliseconds; undefined when it never comes again. */
  readonly nextAt?: number;
  readonly paused?: Pause;
  readonly waiting?: number;
  readonly runs: readonly ScheduleRun[];
}

/**
 * Starts workflows by the clock. What was missed while nothing ran comes to one run; a paused workflow's instants pass. The instants are seen to
 * one after the other, in slices, so that a thousand runs hold nobody up.
 */
export class Schedules {
  readonly #parts: ScheduleParts;
  readonly #book: ScheduleBook;
  #cancel: (() => void) | undefined;
  /** Nothing starts before the host is open, or after it stops. */
  #isOpen = false;
  #isWanted = false;
  #turning: Promise<void> | undefined;
  /** Workflows of which an instant waits for the run before it. */
  readonly #waiting = new Set<string>();

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
    this.#book = new ScheduleBook(parts.store, parts.scope);
    parts.catalogue.follow(() => this.turn());
  }

  get isTurning(): boolean {
    return this.#turning !== undefined;
  }

  open(): void {
    this.#isOpen = true;
    this.turn();
  }

  stop(): void {
    this.#isOpen = false;
    this.#cancel?.();
  }

  /** Looks at every schedule: starts what is due and sets the alarm for what comes next. */
  turn(): void {
    if (!this.#isOpen) return;
    this.#isWanted = true;
    this.#turning ??= this.#turns().finally(() => {
      this.#turning = undefined;
    });
  }

  /** A run that ended may be what another waits for. */
  note(turns: readonly Committed[]): void {
    if (this.#waiting.size === 0) return;
    const isOver = turns.some(({ instance }) => {
      const state = instance?.document.state;
      return state?.phase === "ended" && state.orderId === undefined && this.#waiting.has(state.workflow);
    });
    if (isOver) this.turn();
  }

  async list(): Promise<readonly ScheduleStanding[]> {
    const now = this.#parts.clock.now();
    return Promise.all(
      this.#inForce(now).map(async (scheduled) => {
        const state = await this.#book.of(scheduled.workflow);
        const paused = this.#parts.pauseOf(scheduled.workflow);
        const nextAt = paused ? undefined : nextTick(scheduled.schedule, this.#parts.timeZone, now);
        return {
          ...scheduled,
          timeZone: scheduled.schedule.timeZone ?? this.#parts.timeZone,
          ...(nextAt !== undefined && { nextAt }),
          ...(paused && { paused }),
          ...(state?.waiting !== undefined && { waiting: state.waiting }),
          runs: state?.runs ?? [],
        };
      }),
    );
  }

  /** Has a schedule come round now, for a person who asks for it. Undefined: there is no such schedule in force. */
  async runNow(workflow: string): Promise<ScheduleRun | undefined> {
    const now = this.#parts.clock.now();
    const scheduled = this.#inForce(now).find((one) => one.workflow === workflow);
    if (!scheduled) return undefined;
    const state = (await this.#book.of(workflow)) ?? { tick: now, runs: [] };
    return this.#run(scheduled, state, now, state.tick);
  }

  async #turns(): Promise<void> {
    const { clock, logger } = this.#parts;
    while (this.#isWanted && this.#isOpen) {
      this.#isWanted = false;
      try {
        const now = clock.now();
        for (const scheduled of this.#inForce(now)) await this.#see(scheduled, now);
        this.#setAlarm(this.#nextAt(now) - now);
      } catch (error) {
        logger.warn("schedules will be looked at again", { error: faultOf(error) });
        this.#setAlarm(PAUSE_MS);
      }
    }
  }

  #inForce(now: number): readonly Scheduled[] {
    const { catalogue } = this.#parts;
    return catalogue.heads("workflow").flatMap(([head]) => {
      const found = head && catalogue.inForce("workflow", head.id, now);
      const definition = found && catalogue.workflowDefinition(found.id, found.version);
      return found && definition?.schedule
        ? [{ workflow: found.id, version: found.version, definition, schedule: definition.schedule }]
        : [];
    });
  }

  #nextAt(now: number): number {
    const { catalogue, timeZone } = this.#parts;
    const ticks = this.#inForce(now).map(({ schedule }) => nextTick(schedule, timeZone, now) ?? Infinity);
    return Math.min(Infinity, catalogue.nextEdge(now), ...ticks);
  }

  #setAlarm(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#isOpen || !Number.isFinite(delayMs)) return;
    this.#cancel = this.#parts.clock.after(Math.min(delayMs, LONGEST_MS), () => this.turn());
  }

  async #see(scheduled: Scheduled, now: number): Promise<void> {
    const { workflow, schedule } = scheduled;
    const state = await this.#book.of(workflow);
    // The first look at it: its first instant is the next one.
    if (!state) return this.#book.save(workflow, { tick: now, runs: [] });
    const due = latestTick(schedule, this.#parts.timeZone, state.tick, now);
    if (this.#parts.pauseOf(workflow)) {
      if (due !== undefined) await this.#book.save(workflow, { ...state, tick: due });
      return;
    }
    const tick = due ?? state.waiting;
    if (tick !== undefined) await this.#run(scheduled, state, tick, due ?? state.tick);
  }

  /** `seen`: the instant up to which the schedule has been seen to afterwards. */
  async #run(scheduled: Scheduled, state: ScheduleState, tick: number, seen: number): Promise<ScheduleRun> {
    const { workflow, schedule } = scheduled;
    const startedAt = this.#parts.clock.now();
    const { waiting: _, ...rest } = state;
    const isHeldUp = !schedule.each && schedule.overlap !== "alongside" && (await this.#stillRuns(state, tick));
    if (isHeldUp && schedule.overlap === "after") {
      this.#waiting.add(workflow);
      await this.#book.save(workflow, { ...state, tick: seen, waiting: tick });
      return { tick, startedAt, started: 0, leftOut: 0 };
    }
    this.#waiting.delete(workflow);
    const counted = isHeldUp ? { started: 0, leftOut: 1 } : await this.#start(scheduled, tick);
    const run: ScheduleRun = { tick, startedAt, ...counted };
    await this.#book.save(workflow, { ...rest, tick: seen, runs: [run, ...state.runs] });
    return run;
  }

  #start(scheduled: Scheduled, tick: number): Promise<Omit<ScheduleRun, "tick" | "startedAt">> {
    return scheduled.schedule.each ? startEach(this.#parts, scheduled, tick) : startOne(this.#parts, scheduled, tick);
  }

  /** Whether the run before has not ended; one of the very same instant is no other. */
  async #stillRuns({ runs }: ScheduleState, tick: number): Promise<boolean> {
    const { cache } = this.#parts;
    const before = runs.flatMap(({ instanceId }) => instanceId ?? []).filter((id) => !id.endsWith(runId("", tick)));
    await cache.bringInstances(before);
    return before.some((id) => (cache.peekInstance(id)?.document.state.phase ?? "ended") !== "ended");
  }
}

/** setTimeout takes no more than a signed 32-bit number; the alarm is then set again. */
const LONGEST_MS = 0x7fffffff;
