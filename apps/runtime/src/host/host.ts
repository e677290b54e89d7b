import type { JsonObject, OrderLoomEvent } from "@orderloom/rule-dsl";
import type { CalendarDesk, CalendarRecord } from "./calendar-desk.ts";
import type { DefinitionCommands, Evaluated, InstanceCommands, OrderCommands, Refused } from "./commands.ts";
import { type CompanionCommands, createCompanionCommands } from "./companions.ts";
import { createDefinitionCommands } from "./definition-commands.ts";
import type { DraftCommands } from "./draft-commands.ts";
import { evaluateDecision, type EvaluateOptions } from "./evaluate.ts";
import { ShuttingDownError } from "./host-errors.ts";
import { createQueries } from "./host-queries.ts";
import type { ImportCommands } from "./import-commands.ts";
import { createInstanceCommands } from "./instance-commands.ts";
import { type HostParts, Machine } from "./machine.ts";
import { createOrderCommands } from "./order-commands.ts";
import { type MigrationCommands, Migrations } from "./migrations.ts";
import { createPauseCommands, type PauseCommands } from "./pause-commands.ts";
import { knowingPastOrders } from "./past-orders.ts";
import type { PromiseDesk, PromiseRecord } from "./promise-desk.ts";
import { createMetricQueries, type MetricQueries } from "./metric-queries.ts";
import type { HostQueries } from "./queries.ts";
import { createQuotaQueries, type QuotaQueries } from "./quota/quota-queries.ts";
import { withQuotas } from "./quota/with-quotas.ts";
import { createRecordingQueries, type RecordingQueries } from "./recording-query.ts";
import { createTaskQueries, type TaskQueries } from "./task-queries.ts";
import { createTrafficQueries, type TrafficQueries } from "./traffic-queries.ts";
import { Stages } from "./stages.ts";
import { createStartCommands, type StartCommands } from "./start-commands.ts";

export interface Host
  extends
    OrderCommands,
    InstanceCommands,
    DefinitionCommands,
    DraftCommands,
    ImportCommands,
    CompanionCommands,
    HostQueries,
    TaskQueries,
    TrafficQueries,
    QuotaQueries,
    RecordingQueries,
    PauseCommands,
    MigrationCommands,
    MetricQueries,
    StartCommands {
  saveStages: Stages["save"];
  promises(): PromiseRecord;
  savePromises: PromiseDesk["save"];
  calendars(): CalendarRecord;
  saveCalendars: CalendarDesk["save"];
  /** One decision by itself; `version` undefined takes the one in force. */
  evaluate(
    decisionId: string,
    version: number | undefined,
    facts: JsonObject,
    options: EvaluateOptions,
  ): Promise<Evaluated | Refused>;
  /** What people did to a definition, oldest first. */
  activity(kind: string, id: string): Promise<readonly OrderLoomEvent[]>;
  /** Takes up what the last process left, then takes orders. */
  start(): Promise<void>;
  /** Resolves when nothing moves any more: no mail waits, no write, call or delivery is under way. */
  settled(): Promise<void>;
  /** Takes nothing new on, finishes the turn, waits for calls under way up to a bound, lets go of the store. */
  stop(): Promise<void>;
}

/**
 * Puts the host together and reads what it needs to know; `start` sets it going. Commands reject with ShuttingDownError while it is not open,
 * and with a StoreError when the store cannot write.
 */
export async function createHost(given: HostParts): Promise<Host> {
  // The machine is made with the connectors, and knows the quotas.
  const known: { machine?: Machine } = {};
  const outside = knowingPastOrders(given.connectors);
  const connectors = withQuotas(outside, () => known.machine?.quotas.outcomes(given.clock.now()) ?? []);
  const parts = { ...given, connectors };
  const { store, clock, settings } = parts;
  const machine = await Machine.assemble(parts);
  known.machine = machine;
  const { scope, cache, catalogue, routing, calls, effective, feed, dwell, traffic, waiting } = machine;
  const { loop, schedules, promises, calendars, log } = machine;
  const companions = createCompanionCommands({ store, scope, clock });
  const stages = new Stages(store, scope, clock);
  const { baseCurrency } = settings;
  const migrations = new Migrations({ store, scope, clock, cache, catalogue, loop });
  return {
    ...openCommands(machine, parts),
    ...createDefinitionCommands({
      store,
      scope,
      clock,
      catalogue,
      connectors,
      cache,
      routing,
      stages,
      calendars,
      waiting,
      log,
      companions,
      live: () => machine.noteCatalogue(),
    }),
    ...companions,
    ...createQueries({
      store,
      scope,
      clock,
      cache,
      catalogue,
      connectors,
      dwell,
      stages,
      feed,
      recovered: machine.recovered,
    }),
    ...createTaskQueries({ store, scope, clock }),
    ...createTrafficQueries({ store, scope, clock, catalogue, traffic }),
    ...createQuotaQueries({ store, scope, clock, book: machine.quotas }),
    ...createRecordingQueries({ store, scope, cache, catalogue, connectors, effective }),
    evaluate: (id, version, facts, options) =>
      evaluateDecision({ catalogue, calls, clock, effective, baseCurrency }, id, version, facts, options),
    ...createPauseCommands({ clock, catalogue, routing, waiting, log }),
    ...createMetricQueries(machine.metrics, clock),
    ...createStartCommands({
      store,
      scope,
      clock,
      catalogue,
      routing,
      schedules,
      announcements: machine.announcements,
      loop,
    }),
    previewMigration: (workflow, request) => migrations.previewMigration(workflow, request),
    migrate: whileOpen(
      () => machine.isOpen,
      (workflow, request, actor) => migrations.migrate(workflow, request, actor),
    ),
    activity: (kind, id) => log.of(kind, id),
    promises: () => promises.table,
    savePromises: (table, etag) => promises.save(table, etag),
    calendars: () => calendars.table,
    saveCalendars: (table, etag) => calendars.save(table, etag),
    saveStages: (list, etag) => stages.save(list, etag),
    start: async () => {
      await machine.start();
      await migrations.resume();
    },
    settled: () => machine.settled(),
    stop: () => machine.stop(),
  };
}

function openCommands(machine: Machine, { clock, store }: HostParts): OrderCommands & InstanceCommands {
  const { scope, loop, parking } = machine;
  const isOpen = () => machine.isOpen;
  const orders = createOrderCommands({ store, scope, loop, clock, parking });
  const instances = createInstanceCommands(machine.loop);
  return {
    accept: whileOpen(isOpen, (order, actor) => orders.accept(order, actor)),
    orderEvent: whileOpen(isOpen, (orderId, event, actor) => orders.orderEvent(orderId, event, actor)),
    claim: whileOpen(isOpen, (taskId, how, actor) => instances.claim(taskId, how, actor)),
    decide: whileOpen(isOpen, (taskId, decision, actor) => instances.decide(taskId, decision, actor)),
    assign: whileOpen(isOpen, (instanceId, choice, actor) => instances.assign(instanceId, choice, actor)),
    restart: whileOpen(isOpen, (instanceId, choice, actor) => instances.restart(instanceId, choice, actor)),
    remedy: whileOpen(isOpen, (instanceId, choice, actor) => instances.remedy(instanceId, choice, actor)),
    cancel: whileOpen(isOpen, (instanceId, reason, actor) => instances.cancel(instanceId, reason, actor)),
  };
}

/** A host that is not open takes nothing on. */
function whileOpen<Args extends unknown[], Result>(
  isOpen: () => boolean,
  command: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return (...args) => (isOpen() ? command(...args) : Promise.reject(new ShuttingDownError()));
}
