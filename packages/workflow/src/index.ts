/**
 * The pure workflow interpreter: what a definition does with an order, as data in and data out.
 */
export { advance } from "./advance.ts";
export { compileWorkflow } from "./compile/compile-workflow.ts";
export { durationMs } from "./compile/duration.ts";
export { type ResolvedDecision, type WorkflowResolver } from "./compile/resolver.ts";
export { type CompiledWorkflow } from "./machine.ts";
export { nextTimerAt, openIncidents, openTasks, statusOf } from "./status.ts";
export { type Advance, type Effect, type EffectOf, type EffectType } from "./effect.ts";
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
  STATE_VERSION,
  type TaskState,
} from "./state.ts";
