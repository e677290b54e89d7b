import assert from "node:assert/strict";
import type {
  Actor,
  ActionManifest,
  ActionReference,
  DecisionDefinition,
  EventType,
  JsonObject,
  JsonValue,
  NewEvent,
  Order,
  WorkflowDefinition,
} from "@orderloom/rule-dsl";
import { advance } from "../advance.ts";
import { compileWorkflow } from "../compile/compile-workflow.ts";
import type { Effect, EffectOf, EffectType } from "../effect.ts";
import type { CompiledWorkflow } from "../machine.ts";
import type { CallAnswer, InstanceMessage, Reads, Refusal } from "../message.ts";
import type { InstanceState } from "../state.ts";
import { openIncidents, openTasks, statusOf } from "../status.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { sampleOrder } from "./orders.ts";

export const T0 = Date.parse("2026-11-11T12:00:00Z");

export function person(id: string, ...groups: string[]): Actor {
  return { kind: "person", id, name: id, groups };
}

export interface World {
  readonly actions?: Readonly<Record<string, Partial<ActionManifest>>>;
  readonly decisions?: Readonly<Record<string, DecisionDefinition>>;
  readonly order?: Order;
  readonly reads?: Omit<Reads, "order">;
  readonly input?: JsonObject;
  readonly parent?: { readonly instanceId: string; readonly activation: number };
}

export function workflowOf(
  nodes: WorkflowDefinition["nodes"],
  rest: Partial<WorkflowDefinition> = {},
): WorkflowDefinition {
  return { kind: "workflow", schemaVersion: 1, id: "sample", name: { en: "Sample" }, role: "main", nodes, ...rest };
}

function compiled(definition: WorkflowDefinition, world: World = {}): CompiledWorkflow {
  return compileWorkflow(definition, {
    version: 1,
    decision(id) {
      const found = world.decisions?.[id];
      return found && { definition: found, version: 1 };
    },
    action: (reference) => manifestOf(world, reference),
  });
}

export function manifestOf(world: World, { connector, name }: ActionReference): ActionManifest {
  const given = world.actions?.[`${connector}.${name}`];
  return { name: { en: name }, idempotency: "idempotency-key", input: {}, output: {}, ...given };
}

/** Plays one instance message by message, on frozen inputs, and remembers what it did. */
export class Player {
  readonly workflow: CompiledWorkflow;
  readonly history: { message: InstanceMessage; now: number; reads: Reads }[] = [];
  readonly effects: Effect[] = [];
  readonly events: NewEvent[] = [];
  refusal: Refusal | undefined;
  now = T0;
  reads: Reads;
  #state: InstanceState | undefined;

  constructor(definition: WorkflowDefinition, world: World = {}) {
    this.workflow = compiled(definition, world);
    this.reads = { order: world.order ?? sampleOrder(), ...world.reads };
    this.send({
      type: "start",
      instanceId: "OL-1/sample",
      orderId: "OL-1",
      catalogueRevision: 1,
      ...(world.input && { input: world.input }),
      ...(world.parent && { parent: world.parent }),
    });
  }

  get state(): InstanceState {
    if (!this.#state) throw new Error("The instance has not started");
    return this.#state;
  }
  get status(): string {
    return statusOf(this.state);
  }
  /** Nodes where a token is parked, and what each waits for. */
  get open(): string[] {
    return this.state.activations.map((activation) => `${activation.nodeId}: ${activation.wait.for}`);
  }

  send(message: InstanceMessage, afterMs = 0): this {
    this.now += afterMs;
    const { now, reads } = this;
    deepFreeze(message);
    deepFreeze(reads);
    const result = advance(this.workflow, this.#state, message, { now, reads });
    this.history.push({ message, now, reads });
    this.effects.push(...result.effects);
    this.events.push(...result.events);
    this.refusal = result.refusal;
    this.#state = deepFreeze(result.state);
    return this;
  }

  /** Lets time pass and fires what is due. */
  wait(ms: number): this {
    return this.send({ type: "timer.fired" }, ms);
  }

  sent<T extends EffectType>(type: T): EffectOf<T>[] {
    // Told apart by their type, as just filtered.
    return this.effects.filter((effect) => effect.type === type) as EffectOf<T>[];
  }
  calls(action: string): EffectOf<"connector.invoke">[] {
    return this.sent("connector.invoke").filter((effect) => `${effect.connector}.${effect.action}` === action);
  }
  last(action: string): EffectOf<"connector.invoke"> {
    const call = this.calls(action).at(-1);
    if (!call)
      throw new Error(
        `${action} was not called; called were ${this.sent("connector.invoke")
          .map((one) => one.action)
          .join(", ")}`,
      );
    return call;
  }

  /** The connector answers the last call of this action. */
  answer(action: string, answer: CallAnswer): this {
    const call = this.last(action);
    return this.send({ type: "effect.completed", effectKey: call.key, attempt: call.attempt, answer, tookMs: 5 });
  }
  done(action: string, output: JsonValue = null): this {
    return this.answer(action, { kind: "done", output });
  }
  fail(action: string, message = "broken", retryable = false): this {
    return this.answer(action, { kind: "failed", message, retryable });
  }
  timeout(action: string): this {
    return this.answer(action, { kind: "timeout" });
  }

  get task(): string {
    const [open] = openTasks(this.state);
    if (!open) throw new Error(`No task is open, only ${this.open.join(", ")}`);
    return open.task.id;
  }
  decide(outcome: string, actor: Actor, rest: { form?: JsonObject; reason?: string; taskId?: string } = {}): this {
    const { taskId = this.task, ...said } = rest;
    return this.send({ type: "task.decide", taskId, outcome, actor, ...said });
  }
  event(event: string, data: JsonObject = {}, at = this.now): this {
    return this.send({ type: "event", event, at, data });
  }
  remedy(remedy: string, actor = person("chief")): this {
    const [open] = openIncidents(this.state);
    if (!open) throw new Error(`No incident is open, only ${this.open.join(", ")}`);
    return this.send({ type: "incident.remedy", activation: open.activation, remedy, actor });
  }
  cancel(reason = "customer called"): this {
    return this.send({ type: "cancel", actor: person("chief"), reason });
  }

  eventTypes(): string[] {
    return this.events.map((event) => event.type);
  }
  eventsOf(type: EventType): NewEvent[] {
    return this.events.filter((event) => event.type === type);
  }
  incidents(): string[] {
    return openIncidents(this.state).map(({ incident }) => incident.incident);
  }
  expectEnd(outcome: string, status = "done"): void {
    const { phase, outcome: came } = this.state;
    const shown = { phase, outcome: came, status: this.status, open: this.open };
    assert.deepEqual(shown, { phase: "ended", outcome, status, open: [] });
  }
}
