/**
 * The pure workflow interpreter: what a definition does with an order, as data in and data out.
 */
export { type MigrationPlan, type MigrationProblem, planMigration } from "./migrate.ts";
export { planRestart, type RestartPlan, restartPoints } from "./restart.ts";
export { advance } from "./advance.ts";
export { compileWorkflow } from "./compile/compile-workflow.ts";
export { type CalendarReads, readCalendars } from "./calendars.ts";
export { hasJoined, takesJoins } from "./joined.ts";
export { durationMs } from "./compile/duration.ts";
export { type ResolvedDecision, type WorkflowResolver } from "./compile/resolver.ts";
export { type CompiledWorkflow } from "./machine.ts";
export { nextTimerAt, openIncidents, openTasks, statusOf } from "./status.ts";
export { type Advance, type Effect, type EffectOf, type EffectType, type Visited } from "./effect.ts";
export { type AdvanceInput, type CallAnswer, type InstanceMessage, type Reads, type Refusal } from "./message.ts";
export {
  type Activation,
  type ActivationWait,
  type Approval,
  type ClosedTask,
  type IncidentState,
  type InstanceState,
  type InstanceStatus,
  type KeptEvent,
  type LedgerEntry,
  type Owner,
  STATE_VERSION,
  type TaskState,
} from "./state.ts";
export { type CompiledMetric, compileMetric, type MetricKey } from "./metric/compile-metric.ts";
export { type MetricLine } from "./metric/metric-line.ts";
export { metricFact, type MetricReading, MetricSeries } from "./metric/metric-series.ts";
export { type MetricShape } from "./metric/metric-shape.ts";
export { type MetricBucket } from "./metric/metric-window.ts";
export { type RecordedTurn, replay } from "./replay.ts";
export { upcastState } from "./upcast.ts";
export { simulate, type SimulationOptions, type SimulationRun, type StepProblem } from "./simulate/simulate.ts";
export { type SimulatedTurn, type SimulationResolver } from "./simulate/world.ts";
export { type Stubs } from "./simulate/stubs.ts";
export { type CaseFailure, type CaseResult, runWorkflowCases, simulationOf } from "./simulate/run-cases.ts";
export {
  type Act,
  type BadAnswer,
  type BadPortsReport,
  type BadWalk,
  type Freedom,
  walkBadPorts,
} from "./simulate/bad-ports.ts";
export { type CompiledLimit, compileQuota, type CompiledQuota, quotaFact } from "./quota/compile-quota.ts";
export {
  type LimitAnswer,
  type LimitChange,
  type LimitMessage,
  reduceLimit,
  type Take,
  type TakeState,
} from "./quota/limit.ts";
export { ORDERS_CONNECTOR, ordersConnector } from "./past-orders/orders-connector.ts";
export { askedOf, quotaConnector } from "./quota/quota-connector.ts";
export { type Taken, takeWalk } from "./quota/take-walk.ts";
