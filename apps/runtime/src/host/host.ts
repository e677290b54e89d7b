import type { CompileContext, JsonObject } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Logger } from "../ports/logger.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Scope } from "../ports/scope.ts";
import { AggregateCache } from "./aggregate-cache.ts";
import { Calls } from "./calls.ts";
import { Catalogue } from "./catalogue.ts";
import type { DefinitionCommands, Evaluated, InstanceCommands, OrderCommands, Refused } from "./commands.ts";
import { createDefinitionCommands } from "./definition-commands.ts";
import { Deliveries } from "./deliveries.ts";
import type { Committed } from "./draft.ts";
import { answerKnown } from "./known-order.ts";
import { createDrafter } from "./drafter.ts";
import { createEffective } from "./effective.ts";
import { evaluateDecision, type EvaluateOptions } from "./evaluate.ts";
import { EffectRunner } from "./effect-runner.ts";
import { Feed } from "./feed.ts";
import { ShuttingDownError } from "./host-errors.ts";
import { createQueries } from "./host-queries.ts";
import { createInstanceCommands } from "./instance-commands.ts";
import { createOrderCommands } from "./order-commands.ts";
import { OrderNumbers } from "./order-numbers.ts";
import type { HostQueries } from "./queries.ts";
import { recover } from "./recovery.ts";
import { RoutingDesk } from "./routing-desk.ts";
import { identitySalt } from "./salt.ts";
import { fillDwell, StageDwell } from "./stage-dwell.ts";
import { Stages } from "./stages.ts";
import { Tidier } from "./tidier.ts";
import { Timers } from "./timers.ts";
import { TurnLoop } from "./turn-loop.ts";

export interface HostSettings {
  readonly organisationId: string;
  /** IANA zone in which business dates are reckoned (S38). */
  readonly timeZone: string;
  /** ISO 4217: what plain numbers are compared in (S20). */
  readonly baseCurrency: string;
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
}

export interface Host extends OrderCommands, InstanceCommands, DefinitionCommands, HostQueries {
  saveStages: Stages["save"];
  /** One decision by itself; `version` undefined takes the one in force. */
  evaluate(
    decisionId: string,
    version: number | undefined,
    facts: JsonObject,
    options: EvaluateOptions,
  ): Promise<Evaluated | Refused>;
  /** A paused workflow takes no new orders; those that run go on (S24). */
  pauseWorkflow(id: string, paused: boolean): Promise<void>;
  /** Takes up what the last process left, then takes orders. */
  start(): Promise<void>;
  /** Resolves when nothing moves any more: no mail waits, no write, call or delivery is under way. */
  settled(): Promise<void>;
  /** Takes nothing new on, finishes the turn, waits for calls under way up to a bound, lets go of the store. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 10_000;

/** Puts the host together and reads what it needs to know; `start` sets it going. */
export async function createHost(parts: HostParts): Promise<Host> {
  const { store, clock, connectors, logger, metrics, settings } = parts;
  const { organisationId, timeZone, baseCurrency } = settings;
  const scope: Scope = { organisationId };
  const context: CompileContext = { timeZone, baseCurrency };
  const effective = createEffective(await identitySalt(store, scope));
  const cache = new AggregateCache(store, scope, effective);
  const catalogue = new Catalogue({ store, scope, connectors, context });
  const routing = new RoutingDesk(store, scope, catalogue, context);
  const feed = new Feed();
  const dwell = new StageDwell();
  const stages = new Stages(store, scope, clock);
  const calls = new Calls(connectors, clock);

  const known = (orderId: string, letters: Parameters<typeof answerKnown>[2]) =>
    void answerKnown({ store, scope, effective }, orderId, letters);
  const broke = (instanceId: string, error: unknown) => {
    metrics.count("interpreter_faults_total");
    logger.error("the interpreter broke; the instance waits for a person", {
      instance: instanceId,
      error: String(error),
    });
  };
  const tools = { organisationId, cache, effective, known, broke };
  const numbers = new OrderNumbers(store, scope, timeZone);
  const loop = new TurnLoop({
    store,
    scope,
    metrics,
    draft: createDrafter({ clock, cache, catalogue, routing, numbers, tools }),
    forget: (unit) => {
      if (unit.kind !== "accept") cache.forget(unit.kind, unit.id);
    },
    committed: (turns) => onCommitted(turns),
  });
  const tidier = new Tidier(loop, clock);
  const timers = new Timers({ store, scope, loop, clock, logger });
  const deliveries = new Deliveries({ store, scope, loop, tidier, clock, logger });
  const runner = new EffectRunner({
    loop,
    calls,
    catalogue,
    clock,
    logger,
    metrics,
    tidy: (instanceId, entry) => tidier.instance(instanceId, entry),
  });

  const onCommitted = (turns: readonly Committed[]) => {
    for (const { instance, entries, deliveries: told, projection, place } of turns) {
      if (projection.index.timerAt !== undefined) timers.note(projection.index.timerAt);
      if (instance) {
        const { state } = instance.document;
        if (projection.told) dwell.noteTurn(instance.stagesBefore, state.stages, state.endedAt);
        if (entries.length > 0) runner.run(state, entries);
      }
      if (told.length > 0) deliveries.deliver(place.id, told);
    }
    feed.publish(turns);
  };

  let open = false;
  const isOpen = () => open;
  await catalogue.load();
  await routing.load();
  const queries = createQueries({ store, scope, clock, cache, catalogue, connectors, dwell, stages, feed });
  const orders = createOrderCommands(loop, clock);
  const instances = createInstanceCommands(loop);
  return {
    accept: whileOpen(isOpen, (order, actor) => orders.accept(order, actor)),
    orderEvent: whileOpen(isOpen, (orderId, event, actor) => orders.orderEvent(orderId, event, actor)),
    claim: whileOpen(isOpen, (taskId, release, actor) => instances.claim(taskId, release, actor)),
    decide: whileOpen(isOpen, (taskId, decision, actor) => instances.decide(taskId, decision, actor)),
    remedy: whileOpen(isOpen, (instanceId, choice, actor) => instances.remedy(instanceId, choice, actor)),
    cancel: whileOpen(isOpen, (instanceId, reason, actor) => instances.cancel(instanceId, reason, actor)),
    ...createDefinitionCommands({ store, scope, clock, catalogue, connectors, cache, routing, stages }),
    ...queries,
    evaluate: (id, version, facts, options) =>
      evaluateDecision({ catalogue, calls, clock, effective, baseCurrency }, id, version, facts, options),
    pauseWorkflow: (id, paused) => routing.pause(id, paused),
    saveStages: (list, etag) => stages.save(list, etag),
    start: async () => {
      await recover({ store, scope, cache, effective, loop, runner, deliveries, logger });
      await fillDwell(store, scope, dwell);
      timers.note(clock.now());
      open = true;
    },
    settled: async () => {
      const isMoving = () => loop.waiting > 0 || runner.running > 0 || deliveries.underWay > 0 || timers.isFiring;
      do {
        await loop.idle();
        await new Promise<void>((resolve) => setImmediate(resolve));
      } while (isMoving());
      await loop.idle();
    },
    stop: async () => {
      open = false;
      timers.stop();
      await loop.idle();
      await within(settings.stopWithinMs ?? STOP_WITHIN_MS, () => runner.running > 0);
      // What is still under way is cut short; it stays in its outbox and is taken up at the next start.
      calls.stop();
      tidier.flush();
      await loop.idle();
      await store.close();
    },
  };
}

/** Waits while something is so, but no longer than this. Real time: a stop must come to an end whatever the host's clock says. */
async function within(ms: number, isSo: () => boolean): Promise<void> {
  const until = performance.now() + ms;
  while (isSo() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A host that is not open takes nothing on. */
function whileOpen<Args extends unknown[], Result>(
  isOpen: () => boolean,
  command: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return (...args) => (isOpen() ? command(...args) : Promise.reject(new ShuttingDownError()));
}
