import type { IdempotencyClass, JsonObject } from "@orderloom/rule-dsl";
import type { CallAnswer, EffectOf } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { ConnectorCall, ConnectorRunner } from "../ports/connector-runner.ts";
import { CallGate } from "./call-gate.ts";
import { CallLane } from "./call-lane.ts";

/** How often a query is tried before it counts as unanswered. */
const QUERY_TRIES = 5;
const FIRST_QUERY_PAUSE_MS = 1000;

export interface Answered {
  readonly answer: CallAnswer;
  readonly tookMs: number;
}

type Attempt = Omit<ConnectorCall, "signal">;

export interface AttemptOptions {
  /** The action's own when absent. */
  readonly timeoutMs?: number | undefined;
  /** Whose it is when calls queue up: the smaller goes first. One who names none came now and was promised nothing. */
  readonly dueBy?: number | undefined;
  /** Told what the other side answered after its time. */
  readonly late?: (answered: Answered) => void;
}

/** The way to one connector: whether it may be called at all, and how many at once. */
interface Way {
  readonly gate: CallGate;
  readonly lane: CallLane;
}

export interface CallsParts {
  readonly connectors: ConnectorRunner;
  readonly clock: Clock;
  /** Told when a connector's system is left alone because it fails time after time, and when it is called again. */
  readonly resting: (connector: string, isResting: boolean) => void;
}

/** Reaches the other side within its limits and in time; every fault comes back as an answer (S8). */
export class Calls {
  readonly #connectors: ConnectorRunner;
  readonly #clock: Clock;
  readonly #resting: CallsParts["resting"];
  readonly #ways = new Map<string, Way>();
  readonly #facts = new Map<string, { readonly at: number; readonly answer: CallAnswer }>();
  readonly #stopping = new AbortController();
  #open = 0;

  constructor({ connectors, clock, resting }: CallsParts) {
    this.#connectors = connectors;
    this.#clock = clock;
    this.#resting = resting;
  }

  /** What an action declares (H4); undefined when it cannot be called at all. A read may always be made again. */
  idempotencyOf({
    connector,
    action,
    version,
  }: Pick<Attempt, "connector" | "action" | "version">): IdempotencyClass | undefined {
    const manifest = this.#connectors.manifest(connector, action, version);
    return manifest?.effect === "read" ? "idempotent" : manifest?.idempotency;
  }

  /** The action by which the fate of an earlier call is asked for. */
  queryOf({ connector, action, version }: Pick<Attempt, "connector" | "action" | "version">): string | undefined {
    return this.#connectors.manifest(connector, action, version)?.query;
  }

  /**
   * One attempt. Over its time it counts as `timeout`; should the other side answer after all, `late` is told, within the same time again.
   */
  async attempt(call: Attempt, { timeoutMs, dueBy, late }: AttemptOptions = {}): Promise<Answered> {
    if (!this.#connectors.manifest(call.connector, call.action, call.version))
      return { answer: notThere(call), tookMs: 0 };
    const limitMs = timeoutMs ?? this.#connectors.timeoutMs(call.connector, call.action);
    const { gate, lane } = this.#way(call.connector);
    const answered = await gate.pass(limitMs, () => this.#reach(call, limitMs, () => lane.enter(dueBy), late));
    return answered ?? { answer: leftAlone(call), tookMs: limitMs };
  }

  async #reach(
    call: Attempt,
    limitMs: number,
    enter: () => Promise<() => void>,
    late: AttemptOptions["late"],
  ): Promise<Answered> {
    const leave = await enter();
    const begunAt = this.#clock.now();
    const given = new AbortController();
    this.#open += 1;
    const calling = this.#connectors
      .invoke({ ...call, signal: AbortSignal.any([given.signal, this.#stopping.signal]) })
      .catch((error: unknown): CallAnswer => ({ kind: "failed", message: messageOf(error), retryable: false }))
      .then((answer) => ({ answer, tookMs: this.#clock.now() - begunAt }))
      .finally(() => {
        this.#open -= 1;
      });
    return new Promise((resolve) => {
      let isOver = false;
      const cancelLimit = this.#clock.after(limitMs, () => {
        isOver = true;
        leave();
        resolve({ answer: { kind: "timeout" }, tookMs: limitMs });
        const giveUp = this.#clock.after(limitMs, () => given.abort());
        void calling.then((answered) => {
          giveUp();
          if (!given.signal.aborted) late?.(answered);
        });
      });
      void calling.then((answered) => {
        if (isOver) return;
        cancelLimit();
        leave();
        resolve(answered);
      });
    });
  }

  /**
   * What became of a call, by its effect key (S8): `done` as the call would have answered; `failed`, not retryable, when it was never made;
   * `unknown` when the other side cannot tell.
   */
  async ask(
    call: Pick<Attempt, "connector" | "version" | "effectKey">,
    query: string,
    dueBy?: number,
  ): Promise<Answered> {
    const { connector, effectKey, version } = call;
    const input: JsonObject = { effectKey };
    const asking = { connector, action: query, input, effectKey, ...(version !== undefined && { version }) };
    for (let tries = 1; ; tries++) {
      const asked = await this.attempt({ ...asking, attempt: tries }, { dueBy });
      const { answer, tookMs } = asked;
      if (answer.kind === "done") return asked;
      if (answer.kind === "outcome")
        return { answer: { kind: "failed", message: answer.outcome, retryable: false }, tookMs };
      const isFinal = answer.kind === "failed" && !answer.retryable;
      if (isFinal || tries >= QUERY_TRIES || this.isStopping)
        return { answer: { kind: "unknown", message: "message" in answer ? answer.message : "no answer" }, tookMs };
      await this.#pause(FIRST_QUERY_PAUSE_MS * 2 ** (tries - 1));
    }
  }

  /** Fetches a fact; an answer not older than `maxAgeMs` is used again (S15). */
  async fetch(effect: EffectOf<"fact.fetch">, dueBy?: number): Promise<Answered> {
    const { connector, action, version, input, key, timeoutMs, maxAgeMs } = effect;
    const name = JSON.stringify([connector, action, version ?? null, input]);
    const known = this.#facts.get(name);
    if (known && maxAgeMs !== undefined && this.#clock.now() - known.at <= maxAgeMs)
      return { answer: known.answer, tookMs: 0 };
    const call = { connector, action, input, effectKey: key, attempt: 1, ...(version !== undefined && { version }) };
    const answered = await this.attempt(call, { timeoutMs, dueBy });
    if (maxAgeMs !== undefined && answered.answer.kind === "done") this.#keepFact(name, answered.answer);
    return answered;
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }
  get open(): number {
    return this.#open;
  }
  /** Ends what is under way; its answers no longer count, so that it is taken up again at the next start. */
  stop(): void {
    this.#stopping.abort();
  }

  #keepFact(name: string, answer: CallAnswer): void {
    this.#facts.set(name, { at: this.#clock.now(), answer });
    if (this.#facts.size > KEPT_FACTS) this.#facts.clear();
  }

  #way(connector: string): Way {
    let way = this.#ways.get(connector);
    if (!way) {
      const limits = () => this.#connectors.connectors().find(({ id }) => id === connector)?.limits ?? {};
      const gate = new CallGate({ clock: this.#clock, changed: (isResting) => this.#resting(connector, isResting) });
      way = { gate, lane: new CallLane(this.#clock, limits) };
      this.#ways.set(connector, way);
    }
    return way;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(delayMs, resolve));
  }
}

const KEPT_FACTS = 5000;

function notThere({ connector, action }: Pick<Attempt, "connector" | "action">): CallAnswer {
  return { kind: "failed", message: `${connector} has no action ${action}`, retryable: false };
}

/** It was not made, so that nothing has to be asked after. */
function leftAlone({ connector }: Pick<Attempt, "connector">): CallAnswer {
  return {
    kind: "failed",
    message: `${connector} fails time after time and is left alone for a while`,
    retryable: true,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
