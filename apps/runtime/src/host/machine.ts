import type { CompileContext, Order } from "@orderloom/rule-dsl";
import { ORDERS_CONNECTOR } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Logger } from "../ports/logger.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Scope } from "../ports/scope.ts";
import type { StoreError } from "../ports/store-errors.ts";
import { Announcements } from "./announcements.ts";
import { AggregateCache } from "./aggregate-cache.ts";
import { CalendarDesk } from "./calendar-desk.ts";
import { Calls } from "./calls.ts";
import { Catalogue } from "./catalogue.ts";
import { Deliveries } from "./deliveries.ts";
import type { Committed } from "./draft.ts";
import { DefinitionLog } from "./definition-log.ts";
import { createDrafter } from "./drafter.ts";
import { createEffective, type Effective } from "./effective.ts";
import { EffectRunner, headOf } from "./effect-runner.ts";
import { faultOf } from "./fault.ts";
import { EventStarts } from "./event-starts.ts";
import { Feed } from "./feed.ts";
import { answerKnown } from "./known-order.ts";
import { MetricDesk } from "./metric-desk.ts";
import { OrderNumbers } from "./order-numbers.ts";
import { withPastOrders } from "./past-orders.ts";
import { Parking } from "./parking.ts";
import { recover } from "./recovery.ts";
import { PromiseDesk } from "./promise-desk.ts";
import { settleTakes } from "./quota/settle-takes.ts";
import { QuotaBook } from "./quota/quota-book.ts";
import { QuotaDesk } from "./quota/quota-desk.ts";
import { QuotaWaker } from "./quota/quota-waker.ts";
import { Reading } from "./quota/reading.ts";
import { RoutingDesk } from "./routing-desk.ts";
import { Schedules } from "./schedules.ts";
import { SharedInstances } from "./shared-instances.ts";
import { identitySalt } from "./salt.ts";
import { fillDwell, StageDwell } from "./stage-dwell.ts";
import { Archiver } from "./archiver.ts";
import { Tidier } from "./tidier.ts";
import { Timers } from "./timers.ts";
import { TrafficBook } from "./traffic-book.ts";
import { TurnLoop } from "./turn-loop.ts";
import { MetricWaker } from "./metric-waker.ts";
import { WaitingOrders } from "./waiting-orders.ts";

export interface HostSettings {
  readonly organisationId: string;
  /** IANA zone in which business dates are reckoned (S38). */
  readonly timeZone: string;
  /** ISO 4217: what plain numbers are compared in (S20). */
  readonly baseCurrency: string;
  /** Days after their end when orders are archived; absent: never. */
  readonly archiveAfterDays?: number;
  /** How long a stop waits for calls that are under way. */
  readonly stopWithinMs?: number;
}

export interface HostParts {
  readonly store: HostStore;
  readonly clock: Clock;
  readonly connectors: ConnectorRunner;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly settings: HostSettings;
  /** Told when another process has taken the data over: end this one. */
  readonly fenced?: (error: StoreError) => void;
}

const unmarked = {};
const STOP_WITHIN_MS = 10_000;

/** What moves: the loop, and all that feeds it and lives from it. */
export class Machine {
  readonly scope: Scope;
  readonly effective: Effective;
  readonly cache: AggregateCache;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
  readonly promises: PromiseDesk;
  readonly calendars: CalendarDesk;
  readonly calls: Calls;
  readonly loop: TurnLoop;
  readonly feed = new Feed();
  readonly dwell = new StageDwell();
  readonly traffic: TrafficBook;
  readonly waiting: WaitingOrders;
  readonly log: DefinitionLog;
  readonly metrics: MetricDesk;
  readonly parking: Parking;
  readonly schedules: Schedules;
  readonly announcements: Announcements;
  readonly shared: SharedInstances;
  readonly #parts: HostParts;
  readonly #tidier: Tidier;
  readonly #timers: Timers;
  readonly quotas: QuotaBook;
  readonly #waker: QuotaWaker;
  readonly #deliveries: Deliveries;
  readonly #runner: EffectRunner;
  readonly #archiver: Archiver;
  readonly #recovered = Promise.withResolvers<undefined>();
  #isOpen = false;

  private constructor(parts: HostParts, effective: Effective) {
    const { store, clock, logger, metrics, settings } = parts;
    const { organisationId, timeZone, baseCurrency } = settings;
    const scope: Scope = { organisationId };
    const context: CompileContext = { timeZone, baseCurrency };
    this.#parts = parts;
    this.scope = scope;
    this.effective = effective;
    this.cache = new AggregateCache(store, scope, effective);
    const connectors = withPastOrders(parts.connectors, { store, scope, cache: this.cache, effective });
    this.catalogue = new Catalogue({ store, scope, connectors, context });
    this.routing = new RoutingDesk(store, scope, this.catalogue, context);
    this.promises = new PromiseDesk(store, scope, clock);
    this.calendars = new CalendarDesk({ store, scope, clock, timeZone });
    const resting = (connector: string, isResting: boolean): void => {
      metrics.count(isResting ? "connector_rests_total" : "connector_recoveries_total", 1, { connector });
      logger.warn(isResting ? "a connector fails and is left alone" : "a connector is called again", { connector });
    };
    this.calls = new Calls({ connectors, clock, resting });
    this.quotas = new QuotaBook(this.catalogue, this.cache);
    this.loop = this.#createLoop(new OrderNumbers(store, scope, timeZone));
    const { loop, calls, catalogue, cache, feed } = this;
    this.log = new DefinitionLog({ store, scope, clock, feed });
    const waker = new MetricWaker({ store, scope, loop, clock, logger });
    this.metrics = new MetricDesk({ store, scope, clock, logger, catalogue, cache, context, log: this.log, waker });
    this.parking = new Parking({ store, scope, loop, clock, logger });
    this.waiting = new WaitingOrders({ store, scope, loop });
    this.traffic = new TrafficBook({ store, scope, clock, logger, timeZone });
    this.schedules = new Schedules({
      ...{ store, scope, loop, cache: this.cache, catalogue, clock, logger, timeZone, baseCurrency },
      pauseOf: (workflow) => this.routing.pauseOf(workflow),
    });
    this.#tidier = new Tidier(loop, clock);
    this.#archiver = new Archiver({ store, scope, clock, logger, afterDays: settings.archiveAfterDays });
    this.#timers = new Timers({ store, scope, loop, clock, logger });
    this.#deliveries = new Deliveries({ store, scope, loop, tidier: this.#tidier, clock, logger });
    const tidy = (instanceId: string, entry: string) => this.#tidier.instance(instanceId, entry);
    const { quotas: book } = this;
    this.#waker = new QuotaWaker({ store, scope, loop, cache, book, clock, logger });
    const hasRoom = (quota: string) => this.#waker.note(quota);
    const tidier = this.#tidier;
    const quotas = new QuotaDesk({ store, scope, loop, cache, book, tidier, clock, baseCurrency, hasRoom });
    const starts = new EventStarts({ catalogue, loop, clock, logger });
    this.announcements = new Announcements({ store, scope, loop, clock, logger, starts });
    this.shared = new SharedInstances({ store, scope, loop, cache });
    const { shared } = this;
    this.#runner = new EffectRunner({
      loop,
      calls,
      catalogue,
      quotas,
      starts,
      shared,
      cache,
      clock,
      logger,
      metrics,
      tidy,
    });
  }

  /** What is published has changed: a quota may allow more. */
  noteCatalogue(): void {
    if (this.#isOpen) this.#waker.noteAll();
  }

  /** Reads what it must know before it can move. */
  static async assemble(parts: HostParts): Promise<Machine> {
    const { store, settings } = parts;
    const salt = await identitySalt(store, { organisationId: settings.organisationId });
    const machine = new Machine(parts, createEffective(salt));
    await machine.catalogue.load();
    await machine.routing.load();
    await machine.promises.load();
    await machine.calendars.load();
    return machine;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Resolves when what the last process left has been brought level: from then on all that happens is told live. */
  get recovered(): Promise<undefined> {
    return this.#recovered.promise;
  }

  async start(): Promise<void> {
    const { store, logger, clock } = this.#parts;
    const { scope, cache, effective, loop } = this;
    await recover({
      ...{ store, scope, cache, effective, loop, logger },
      runner: this.#runner,
      deliveries: this.#deliveries,
      repaired: () => this.metrics.load(),
    });
    this.#recovered.resolve(undefined);
    await settleTakes({ store, scope, cache, tidier: this.#tidier, logger });
    this.#waker.noteAll();
    await this.traffic.level();
    await fillDwell(store, scope, this.dwell);
    await this.parking.load();
    // What waited for a workflow that went on just before the last process ended.
    await this.waiting.route(await this.waiting.ids());
    this.#timers.note(clock.now());
    this.#isOpen = true;
    this.schedules.open();
    await this.announcements.load();
    await this.metrics.wakeReached();
    this.#archiver.start();
  }

  async settled(): Promise<void> {
    do {
      await this.loop.idle();
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (this.#isMoving());
    await this.loop.idle();
  }

  async stop(): Promise<void> {
    const { settings, store } = this.#parts;
    this.#isOpen = false;
    this.#timers.stop();
    this.schedules.stop();
    this.announcements.stop();
    await this.#archiver.stop();
    await this.loop.idle();
    await within(settings.stopWithinMs ?? STOP_WITHIN_MS, () => this.#runner.running > 0);
    // What is still under way is cut short; it stays in its outbox and is taken up at the next start.
    this.calls.stop();
    this.#deliveries.stop();
    this.parking.stop();
    this.#waker.stop();
    this.#tidier.flush();
    await this.loop.idle();
    // What cannot be written now is counted from the history at the next start.
    await this.traffic.write().catch(() => undefined);
    await this.metrics.write().catch(() => undefined);
    this.metrics.stop();
    await store.close();
  }

  #isMoving(): boolean {
    const underWay =
      this.#runner.running +
      this.#deliveries.underWay +
      this.parking.underWay +
      this.#waker.underWay +
      this.announcements.underWay;
    if (this.loop.waiting > 0 || underWay > 0) return true;
    return this.#timers.isFiring || this.metrics.isMoving || this.schedules.isTurning;
  }

  #createLoop(numbers: OrderNumbers): TurnLoop {
    const { store, clock, logger, metrics, settings } = this.#parts;
    const { scope, cache, catalogue, routing, effective, quotas: book } = this;
    const { baseCurrency } = settings;
    const reading = new Reading({ cache, effective, book, baseCurrency });
    const tools = {
      organisationId: settings.organisationId,
      cache,
      effective,
      dueOf: (order: Order) => this.promises.dueOf(order),
      marksOf: (order: Order) => (catalogue.calls(ORDERS_CONNECTOR) ? { marks: effective.marks(order) } : unmarked),
      measures: reading.measures.bind(reading),
      calendar: (id: string) => this.calendars.working(id),
      known: (...[orderId, letters]: [string, Parameters<typeof answerKnown>[2]]) =>
        void answerKnown({ store, scope, effective }, orderId, letters),
      broke: (instanceId: string, error: unknown) => {
        metrics.count("interpreter_faults_total");
        const fault = { instance: instanceId, error: faultOf(error) };
        logger.error("the interpreter broke; the instance waits for a person", fault);
      },
    };
    return new TurnLoop({
      store,
      scope,
      metrics,
      logger,
      fenced: (error) => this.#fence(error),
      draft: createDrafter({
        ...{ store, scope, clock, cache, catalogue, routing, numbers, reading, tools },
        metrics: () => this.metrics,
      }),
      forget: (unit) => {
        if (unit.kind !== "accept") cache.forget(unit.kind, unit.id);
      },
      committed: (turns) => this.#follow(turns),
    });
  }

  /** What became durable sets off what was waiting for it, and only then (H2). */
  #follow(turns: readonly Committed[]): void {
    for (const { instance, entries, deliveries, projection, place } of turns) {
      if (projection.index.timerAt !== undefined) this.#timers.note(projection.index.timerAt);
      if (instance) {
        const { state } = instance.document;
        if (projection.told) this.dwell.noteTurn(instance.stagesBefore, state.stages, state.endedAt);
        if (entries.length > 0) this.#runner.run(headOf(instance.document), entries);
      }
      if (deliveries.length > 0) this.#deliveries.deliver(place.id, deliveries);
    }
    this.traffic.note(turns);
    this.metrics.note(turns);
    this.parking.note(turns);
    this.schedules.note(turns);
    this.feed.publish(turns);
  }

  #fence(error: StoreError): void {
    this.#isOpen = false;
    this.#timers.stop();
    this.schedules.stop();
    this.announcements.stop();
    this.calls.stop();
    this.#deliveries.stop();
    this.parking.stop();
    this.#waker.stop();
    this.metrics.stop();
    this.#parts.fenced?.(error);
  }
}

/** Waits while something is so, but no longer than this. Real time: a stop must come to an end whatever the host's clock says. */
async function within(ms: number, isSo: () => boolean): Promise<void> {
  const until = performance.now() + ms;
  while (isSo() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
}
