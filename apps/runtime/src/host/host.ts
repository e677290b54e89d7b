import { type CompileContext } from "@orderloom/rule-dsl";
import { type Clock } from "../ports/clock.ts";
import { type ConnectorRunner } from "../ports/connector-runner.ts";
import { type HostStore } from "../ports/host-store.ts";
import { type Logger } from "../ports/logger.ts";
import { type Metrics } from "../ports/metrics.ts";
import { type Scope } from "../ports/scope.ts";
import { AggregateCache } from "./aggregate-cache.ts";
import { Calls } from "./calls.ts";
import { Catalogue } from "./catalogue.ts";
import { type InstanceCommands, type OrderCommands } from "./commands.ts";
import { Deliveries } from "./deliveries.ts";
import { type Committed } from "./draft.ts";
import { answerKnown } from "./known-order.ts";
import { createDrafter } from "./drafter.ts";
import { createEffective } from "./effective.ts";
import { EffectRunner } from "./effect-runner.ts";
import { Feed } from "./feed.ts";
import { createQueries } from "./host-queries.ts";
import { createInstanceCommands } from "./instance-commands.ts";
import { createOrderCommands } from "./order-commands.ts";
import { OrderNumbers } from "./order-numbers.ts";
import { type HostQueries } from "./queries.ts";
import { recover } from "./recovery.ts";
import { RoutingDesk } from "./routing-desk.ts";
import { identitySalt } from "./salt.ts";
import { StageDwell } from "./stage-dwell.ts";
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

export interface Host extends OrderCommands, InstanceCommands, HostQueries {
  saveStages: Stages["save"];
  /** Takes up what the last process left, then takes orders. */
  start(): Promise<void>;
  /** Resolves when nothing moves any more: no mail waits, no write, call or delivery is under way. */
  settled(): Promise<void>;
  /** Takes nothing new on, finishes the turn, waits for calls under way up to a bound, lets go of the store. */
  stop(): Promise<void>;
}

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
        dwell.noteTurn(instance.stagesBefore, state.stages, state.endedAt);
        if (entries.length > 0) runner.run(state, entries);
      }
      if (told.length > 0) deliveries.deliver(place.id, told);
    }
    feed.publish(turns);
  };

  await catalogue.load();
  await routing.load();
  const queries = createQueries({ store, scope, clock, cache, catalogue, connectors, dwell, stages, feed });
  return {
    ...createOrderCommands(loop, clock),
    ...createInstanceCommands(loop),
    ...queries,
    saveStages: (list, etag) => stages.save(list, etag),
    start: async () => {
      await recover({ store, scope, cache, effective, loop, runner, deliveries, logger });
      timers.note(clock.now());
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
      timers.stop();
      await loop.idle();
      tidier.flush();
      await loop.idle();
      calls.stop();
      await store.close();
    },
  };
}
