import {
  type Actor,
  type Amendment,
  applyAmendment,
  type JsonObject,
  type JsonValue,
  type MetricDefinition,
  type NewEvent,
  type Order,
  type Problem,
  type QuotaDefinition,
  type WorkflowDefinition,
  type WorkingTime,
} from "@orderloom/rule-dsl";
import { advance } from "../advance.ts";
import { readCalendars } from "../calendars.ts";
import { compileWorkflow } from "../compile/compile-workflow.ts";
import type { WorkflowResolver } from "../compile/resolver.ts";
import type { Effect, EffectOf, Visited } from "../effect.ts";
import type { CompiledWorkflow } from "../machine.ts";
import type { CallAnswer, InstanceMessage, Joining, Reads, Refusal } from "../message.ts";
import type { InstanceState } from "../state.ts";
import { nextTimerAt, patientTimerAt } from "../status.ts";
import type { Measured, SimulatedMove } from "./measured.ts";
import { SimulatedQuotas } from "./simulated-quotas.ts";
import { stubbedAnswer, type Stubs } from "./stubs.ts";

/** How long a stubbed silence lasts where nobody says. */
const SILENCE_MS = 30_000;
/** A simulation that takes more turns than this goes nowhere. */
const MOST_TURNS = 5_000;

/** What a simulation resolves: what an instance does, and the workflows it starts as children. */
export interface SimulationResolver extends WorkflowResolver {
  /** Every metric there is. */
  metrics?(): readonly MetricDefinition[];
  workflow?(
    id: string,
    version?: number,
  ): { readonly definition: WorkflowDefinition; readonly version: number } | undefined;
  /** Where it is known, takes are really counted; otherwise they are answered as stubbed. */
  quota?(id: string): QuotaDefinition | undefined;
  /** The organisation's calendars; one that is not known counts around the clock. */
  calendar?(id: string): WorkingTime | undefined;
}

/** One message that an instance took, and what came of it. */
export interface SimulatedTurn {
  /** UTC milliseconds on the virtual clock. */
  readonly at: number;
  readonly instanceId: string;
  readonly message: InstanceMessage;
  readonly reads: Reads;
  readonly state: InstanceState;
  readonly effects: readonly Effect[];
  readonly events: readonly NewEvent[];
  readonly visited: readonly Visited[];
  readonly refusal?: Refusal;
}

interface Instance {
  readonly id: string;
  readonly workflow: CompiledWorkflow;
  state: InstanceState | undefined;
}
interface Scheduled {
  readonly at: number;
  readonly run: () => void;
}

export interface WorldOptions {
  readonly resolver: SimulationResolver;
  readonly now: number;
  readonly order: Order | undefined;
  /** Metrics that are given; the others are measured. */
  readonly metrics: JsonObject;
  readonly measured: Measured;
  readonly quotas: JsonObject;
  readonly stubs: Stubs;
}

const SYSTEM: Actor = { kind: "system", id: "simulation", name: "Simulation", groups: [] };

/** The host of a simulation: the same `advance`, with stubbed connectors, an order in memory and a clock that jumps (H1). */
export class World {
  readonly turns: SimulatedTurn[] = [];
  readonly calls: Record<string, number> = {};
  readonly instances = new Map<string, Instance>();
  /** It went on for too long and was stopped. */
  isCut = false;
  order: Order | undefined;
  now: number;
  #metrics: JsonObject;
  readonly #quotas: SimulatedQuotas;
  readonly #options: WorldOptions;
  #agenda: Scheduled[] = [];

  constructor(options: WorldOptions) {
    this.#options = options;
    this.now = options.now;
    this.order = options.order;
    this.#metrics = options.metrics;
    const { resolver, quotas } = options;
    this.#quotas = new SimulatedQuotas(resolver.quota?.bind(resolver), quotas, resolver.context);
  }

  /** The order counts before its own workflow starts (S21). */
  receive(): void {
    this.#count("order.received", {});
  }

  #count(event: string, data: JsonObject): void {
    if (this.order) this.#tell(this.#options.measured.count({ type: event, at: this.now, data }, this.order, this.now));
  }

  /** Whoever waits for a line hears that it moved; a metric that is given does not move by itself. */
  #tell(moves: readonly SimulatedMove[]): void {
    for (const { metric, key, state } of moves)
      if (!Object.hasOwn(this.#metrics, metric)) this.#hear("metric.line-changed", { metric, key, state });
  }

  start(
    id: string,
    found: { definition: WorkflowDefinition; version: number },
    rest: { input?: JsonObject; parent?: { instanceId: string; activation: number }; join?: Joining },
  ): void {
    const { resolver } = this.#options;
    const workflow = compileWorkflow(found.definition, { ...resolver, version: found.version });
    this.instances.set(id, { id, workflow, state: undefined });
    // A shared instance is no single order's.
    const order = this.order && !rest.join && { orderId: this.order.id };
    this.deliver(id, { type: "start", instanceId: id, catalogueRevision: 1, ...order, ...rest });
  }

  deliver(id: string, message: InstanceMessage): void {
    const instance = this.instances.get(id);
    if (!instance || this.isCut) return;
    if (this.turns.length >= MOST_TURNS) {
      this.isCut = true;
      return;
    }
    const reads = this.#reads();
    const seen = readCalendars(
      instance.workflow.workingTimes,
      (calendar) => this.#options.resolver.calendar?.(calendar),
      this.now,
    );
    const input = { now: this.now, reads: { ...reads, ...(seen && { calendars: seen.calendars }) } };
    const result = advance(instance.workflow, instance.state, message, input);
    instance.state = result.state;
    this.turns.push({ at: this.now, instanceId: id, message, reads: { ...reads, ...seen?.taken() }, ...result });
    for (const effect of result.effects) this.#schedule(id, effect);
  }

  /** Everybody but `sender` hears of an event. */
  broadcast(event: string, data: JsonObject, sender?: string): void {
    this.#count(event, data);
    this.#hear(event, data, sender);
  }

  #hear(event: string, data: JsonObject, sender?: string): void {
    const listening = [...this.instances.keys()].filter((id) => id !== sender);
    for (const id of listening) this.deliver(id, { type: "event", event, at: this.now, data });
  }

  /** All of the amendments or none. */
  amend(amendments: readonly Amendment[], sender?: string): readonly Problem[] {
    let next = this.order;
    for (const amendment of amendments) {
      if (!next) break;
      const amended = applyAmendment(next, amendment, { at: this.now });
      if (!amended.ok) return amended.error;
      next = amended.value.order;
    }
    this.order = next;
    // An amendment's data is the plain JSON it was read from.
    for (const { type, data } of amendments) this.broadcast(type, data, sender);
    return [];
  }

  changeMetrics(metrics: JsonObject): void {
    this.#metrics = { ...this.#metrics, ...metrics };
    for (const [metric, value] of Object.entries(metrics)) this.#hear("metric.line-changed", lineOf(metric, value));
  }

  changeQuotas(quotas: JsonObject): void {
    this.#quotas.change(quotas);
    for (const quota of Object.keys(quotas)) this.#hear("quota.changed", { quota });
  }

  /** Lets time pass, with everything that is due by then. */
  advanceTo(instant: number): void {
    for (let next = this.#nextMoveAt(nextTimerAt); next <= instant && !this.isCut; next = this.#nextMoveAt(nextTimerAt))
      this.#runAt(next);
    this.#moveTo(instant);
  }

  /** Jumps to the next thing that happens by itself; false when only people and events can move it. */
  jump(): boolean {
    const next = this.#nextAt(patientTimerAt);
    if (next === Infinity || this.isCut) return false;
    this.#runAt(Math.min(next, this.#options.measured.nextAt()));
    return true;
  }

  #reads(): Reads {
    const { order, now } = this;
    const metrics = { ...this.#options.measured.facts(order), ...this.#metrics };
    return { ...(order && { order }), metrics, quotas: this.#quotas.facts({ order, now }) };
  }

  #nextAt(timerAt: (state: InstanceState) => number | undefined): number {
    let next = this.#agenda.reduce((soonest, { at }) => Math.min(soonest, at), Infinity);
    for (const { state } of this.instances.values()) next = Math.min(next, (state && timerAt(state)) ?? Infinity);
    return next;
  }

  #moveTo(instant: number): void {
    this.now = Math.max(this.now, instant);
    this.#tell(this.#options.measured.settle(this.now));
  }

  /** Likewise, a look at what is measured among it. */
  #nextMoveAt(timerAt: (state: InstanceState) => number | undefined): number {
    return Math.min(this.#nextAt(timerAt), this.#options.measured.nextAt());
  }

  #runAt(instant: number): void {
    this.#moveTo(instant);
    const due = this.#agenda.filter(({ at }) => at <= this.now);
    if (due.length > 0) {
      this.#agenda = this.#agenda.filter(({ at }) => at > this.now);
      for (const { run } of due) run();
      return;
    }
    for (const { id, state } of this.instances.values()) {
      if (state && (nextTimerAt(state) ?? Infinity) <= this.now) this.deliver(id, { type: "timer.fired" });
    }
  }

  #schedule(sender: string, effect: Effect): void {
    const later = (run: () => void, delayMs = 0): void => {
      this.#agenda.push({ at: this.now + delayMs, run });
    };
    switch (effect.type) {
      case "connector.invoke":
      case "connector.query":
      case "fact.fetch": {
        const answer = this.#answer(effect);
        const tookMs = answer.kind === "timeout" ? silenceOf(effect) : 0;
        const attempt = effect.type === "connector.invoke" && { attempt: effect.attempt };
        later(
          () => this.deliver(sender, { type: "effect.completed", effectKey: effect.key, ...attempt, answer, tookMs }),
          tookMs,
        );
        return;
      }
      case "order.amend":
        later(() => {
          const problems = this.amend(effect.amendments, sender);
          this.deliver(sender, { type: "order.amended", effectKey: effect.key, problems });
        });
        return;
      case "workflow.start":
        later(() => (effect.joins ? this.#join(sender, effect) : this.#startChild(sender, effect)));
        return;
      case "workflow.cancel":
        later(() => this.#stopChild(sender, effect));
        return;
      case "workflow.ended":
        later(() => this.#endChild(sender, effect));
        return;
      case "event.publish":
        later(() => this.broadcast(effect.event, effect.data, sender));
    }
  }

  #answer(effect: EffectOf<"connector.invoke" | "connector.query" | "fact.fetch">): CallAnswer {
    const name = `${effect.connector}.${effect.action}`;
    const count = (this.calls[name] ?? 0) + 1;
    this.calls[name] = count;
    const { resolver, stubs } = this.#options;
    const counted = stubs[name] === undefined && effect.type === "connector.invoke" && this.#countedAnswer(effect);
    if (counted) return counted;
    const version = effect.version !== undefined && { version: effect.version };
    return stubbedAnswer(
      stubs[name],
      count,
      resolver.action({ connector: effect.connector, name: effect.action, ...version }),
    );
  }

  /** Answered by the count of a quota. */
  #countedAnswer(effect: EffectOf<"connector.invoke">): CallAnswer | undefined {
    const { order, now } = this;
    const counted = this.#quotas.answer(effect, { order, now });
    const changed = counted?.changed;
    if (changed !== undefined) {
      const run = () => this.#hear("quota.changed", { quota: changed });
      this.#agenda.push({ at: this.now, run });
    }
    return counted?.answer;
  }

  #startChild(parent: string, effect: EffectOf<"workflow.start">): void {
    const found = this.#options.resolver.workflow?.(effect.workflow, effect.version);
    const { activation, childId, input } = effect;
    if (found) this.start(childId, found, { input, parent: { instanceId: parent, activation } });
    else this.#missing(parent, { activation, childId });
  }

  /** A simulation has one order: it is the first of its group, and the only one. */
  #join(parent: string, { workflow, version, activation, childId, input }: EffectOf<"workflow.start">): void {
    const found = this.#options.resolver.workflow?.(workflow, version);
    const orderId = this.order && { orderId: this.order.id };
    const join = { parent: { instanceId: parent, activation }, group: childId, input, ...orderId };
    if (found) this.start(`${childId}/1`, found, { join });
    else this.#missing(parent, { activation, childId });
  }

  #stopChild(parent: string, { childId, leaves }: EffectOf<"workflow.cancel">): void {
    if (leaves === undefined) this.deliver(childId, { type: "cancel", actor: SYSTEM });
    else {
      const leaving = { instanceId: parent, activation: leaves };
      this.deliver(`${childId}/1`, { type: "order.leave", parent: leaving, actor: SYSTEM });
    }
  }

  #missing(parent: string, { activation, childId }: { readonly activation: number; readonly childId: string }): void {
    const ended = { outcome: "missing", cancelled: true, output: {} };
    this.deliver(parent, { type: "child.ended", activation, childId, ...ended });
  }

  #endChild(
    endedId: string,
    { parent, childId = endedId, together, outcome, cancelled, output, ledger }: EffectOf<"workflow.ended">,
  ): void {
    const { instanceId, activation } = parent;
    const shared = together !== undefined && { together };
    const ended = { outcome, cancelled, output, ledger, ...shared };
    this.deliver(instanceId, { type: "child.ended", activation, childId, ...ended });
  }
}

function silenceOf(effect: Effect): number {
  return "timeoutMs" in effect ? effect.timeoutMs : SILENCE_MS;
}

function lineOf(metric: string, value: JsonValue): JsonObject {
  const seen = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  const { state = null, key } = seen;
  return { metric, state, ...(key !== undefined && { key }) };
}
