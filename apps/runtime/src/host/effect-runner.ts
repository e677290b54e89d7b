import { QUOTA_CONNECTOR } from "@orderloom/rule-dsl";
import type { CallAnswer, Effect, EffectOf, InstanceMessage } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { StoreUnavailableError } from "../ports/store-errors.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Answered, Calls } from "./calls.ts";
import type { EventStarts } from "./event-starts.ts";
import type { InstanceDocument, OutboxEntry } from "./instance-document.ts";
import type { QuotaDesk } from "./quota/quota-desk.ts";
import type { SharedInstances } from "./shared-instances.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

/** How long an effect that could not be carried out waits before it is tried again. */
const AGAIN_AFTER_MS = 1000;

export interface RunnerParts {
  readonly loop: TurnLoop;
  readonly calls: Calls;
  readonly catalogue: Catalogue;
  readonly quotas: QuotaDesk;
  readonly starts: EventStarts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly shared: SharedInstances;
  readonly cache: AggregateCache;
  /** Collects entries that need no answer, to be written with something else. */
  readonly tidy: (instanceId: string, entry: string) => void;
}

type InstanceHead = Pick<InstanceDocument["state"], "instanceId" | "orderId" | "catalogueRevision" | "startedAt"> &
  Pick<InstanceDocument, "dueBy">;

/** Of whom the effects are. */
export function headOf({ state, dueBy }: InstanceDocument): InstanceHead {
  const { instanceId, orderId, catalogueRevision, startedAt } = state;
  return {
    instanceId,
    catalogueRevision,
    startedAt,
    ...(orderId !== undefined && { orderId }),
    ...(dueBy !== undefined && { dueBy }),
  };
}

/**
 * Carries out what is in the outboxes, after it was committed (H2). Each result goes back as mail for a later turn; an effect whose result
 * could not be written stays in its outbox and is run again, under the same key (S28).
 */
export class EffectRunner {
  readonly #parts: RunnerParts;
  readonly #running = new Set<string>();
  /** Of these, how many only wait to be tried again. */
  #again = 0;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** How many effects are under way. */
  get running(): number {
    return this.#running.size - this.#again;
  }

  run(instance: InstanceHead, entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      const name = `${instance.instanceId} ${entry.id}`;
      if (this.#running.has(name)) continue;
      this.#running.add(name);
      void this.#carryOut(instance, entry, name);
    }
  }

  async #carryOut(instance: InstanceHead, entry: OutboxEntry, name: string): Promise<void> {
    const { calls, clock, logger, metrics } = this.#parts;
    try {
      await this.#perform(instance, entry, () => this.#running.delete(name));
    } catch (error) {
      if (calls.isStopping) return;
      metrics.count("effects_again_total", 1, { type: entry.effect.type });
      logger.warn("effect will be tried again", {
        type: entry.effect.type,
        instance: instance.instanceId,
        error: nameOf(error),
      });
      this.#again += 1;
      clock.after(AGAIN_AFTER_MS, () => {
        this.#again -= 1;
        this.#running.delete(name);
        if (!calls.isStopping) this.run(instance, [entry]);
      });
      return;
    }
    this.#running.delete(name);
  }

  /** `free` is called before an answer is sent in: the turn it leads to may ask for the same again. */
  async #perform(instance: InstanceHead, entry: OutboxEntry, free: () => void): Promise<void> {
    const { effect } = entry;
    switch (effect.type) {
      case "connector.invoke":
        return this.#invoke(instance, entry, effect, free);
      case "connector.query":
        return this.#answer(
          instance,
          entry,
          await this.#parts.calls.ask({ ...effect, effectKey: effect.key }, effect.action, instance.dueBy),
          free,
        );
      case "fact.fetch":
        return this.#answer(instance, entry, await this.#parts.calls.fetch(effect, instance.dueBy), free);
      case "order.amend":
        return this.#amend(instance, entry, effect, free);
      case "event.publish":
        await this.#publish(instance, entry, effect);
        break;
      case "workflow.start":
        await this.#start(instance, effect, carriedOn(entry));
        break;
      case "workflow.cancel":
        if (effect.leaves !== undefined) {
          await this.#leave(instance, effect, effect.leaves, carriedOn(entry));
          break;
        }
        await this.#tell(
          effect.childId,
          { type: "cancel", actor: systemActor, ...(effect.reason !== undefined && { reason: effect.reason }) },
          carriedOn(entry),
        );
        break;
      case "workflow.ended":
        await this.#tellParent(instance, effect, carriedOn(entry));
        break;
    }
    this.#count(effect, "done");
    this.#parts.tidy(instance.instanceId, entry.id);
  }

  async #invoke(
    instance: InstanceHead,
    entry: OutboxEntry,
    effect: EffectOf<"connector.invoke">,
    free: () => void,
  ): Promise<void> {
    if (effect.connector === QUOTA_CONNECTOR) return this.#askQuota(instance, entry, effect, free);
    const fate = await this.#fateOfEarlier(effect, entry, instance.dueBy);
    if (fate) return this.#answer(instance, entry, fate, free);
    const once = this.#isOnce(effect);
    if (once && entry.startedAt === undefined)
      await this.#parts.loop.tellInstance(instance.instanceId, { type: "starting", entry: entry.id }, systemActor);
    const { connector, action, input, key, attempt, timeoutMs, version } = effect;
    const call = { connector, action, input, effectKey: key, attempt, ...(version !== undefined && { version }) };
    const answered = await this.#parts.calls.attempt(call, {
      timeoutMs,
      dueBy: instance.dueBy,
      late: (late) => this.#late(instance, entry, completed(effect, late.answer, late.tookMs)),
    });
    return this.#answer(instance, entry, answered, free);
  }

  /** Nobody outside is called: the count is ours. */
  async #askQuota(
    instance: InstanceHead,
    entry: OutboxEntry,
    effect: EffectOf<"connector.invoke">,
    free: () => void,
  ): Promise<void> {
    const { settled, ...answered } = await this.#parts.quotas.answer(instance, effect);
    await this.#answer(instance, entry, answered, free);
    if (!this.#parts.calls.isStopping) settled();
  }

  #isOnce(effect: EffectOf<"connector.invoke">): boolean {
    const idempotency = this.#parts.calls.idempotencyOf(effect);
    return idempotency === "never-retry" || idempotency === "query-before-retry";
  }

  /**
   * What became of a call that may have been made before: one that was started by a process that died, or an attempt after the first.
   * Undefined: it may be made now (H4, S28).
   */
  async #fateOfEarlier(
    effect: EffectOf<"connector.invoke">,
    entry: OutboxEntry,
    dueBy: number | undefined,
  ): Promise<Answered | undefined> {
    const idempotency = this.#parts.calls.idempotencyOf(effect);
    const wasStarted = entry.startedAt !== undefined;
    if (idempotency === "never-retry" && wasStarted)
      return { answer: { kind: "unknown", message: "the process stopped while the call was under way" }, tookMs: 0 };
    if (idempotency !== "query-before-retry" || !(wasStarted || effect.attempt > 1)) return undefined;
    const query = this.#parts.calls.queryOf(effect);
    if (query === undefined) return { answer: { kind: "unknown", message: "the action declares no query" }, tookMs: 0 };
    const asked = await this.#parts.calls.ask({ ...effect, effectKey: effect.key }, query, dueBy);
    return asked.answer.kind === "failed" ? undefined : asked;
  }

  async #answer(
    instance: InstanceHead,
    entry: OutboxEntry,
    { answer, tookMs }: Answered,
    free: () => void,
  ): Promise<void> {
    const { effect } = entry;
    // Cut short by the stop: the entry stays and is taken up again at the next start.
    if (this.#parts.calls.isStopping) return;
    this.#count(effect, answer.kind);
    free();
    const message = completed(effect, answer, tookMs);
    await this.#kept(() =>
      this.#parts.loop.tellInstance(instance.instanceId, { type: "answer", entry: entry.id, message }, systemActor),
    );
  }

  /** While the store is away what was answered is kept and told again: the other side is not called again for want of a store (H4). */
  async #kept(tell: () => Promise<unknown>): Promise<void> {
    const { calls, clock } = this.#parts;
    for (;;) {
      try {
        await tell();
        return;
      } catch (error) {
        if (calls.isStopping || !(error instanceof StoreUnavailableError)) throw error;
        await new Promise<void>((again) => clock.after(AGAIN_AFTER_MS, again));
      }
    }
  }

  /** The token has moved on; what came late is written down and, if it succeeded, undone (H3, S8). */
  #late(instance: InstanceHead, entry: OutboxEntry, message: InstanceMessage): void {
    this.#count(entry.effect, "late");
    this.#tell(instance.instanceId, message, carriedOn(entry)).catch((error: unknown) => {
      this.#parts.logger.warn("a late answer was not written down", {
        instance: instance.instanceId,
        error: nameOf(error),
      });
    });
  }

  async #amend(
    instance: InstanceHead,
    entry: OutboxEntry,
    effect: EffectOf<"order.amend">,
    free: () => void,
  ): Promise<void> {
    const { key, amendments } = effect;
    const from = instance.instanceId;
    const { orderId } = instance;
    const reply =
      orderId === undefined
        ? undefined
        : await this.#parts.loop.tellOrder(
            orderId,
            { type: "order.amend", key, amendments, from, depth: entry.depth },
            systemActor,
          );
    const problems = reply?.kind === "refused" ? reply.problems : [];
    this.#count(effect, problems.length > 0 ? "refused" : "done");
    free();
    const message: InstanceMessage = { type: "order.amended", effectKey: key, problems };
    await this.#parts.loop.tellInstance(from, { type: "answer", entry: entry.id, message }, systemActor);
  }

  async #publish(
    { instanceId, orderId }: InstanceHead,
    entry: OutboxEntry,
    { key, event, data }: EffectOf<"event.publish">,
  ): Promise<void> {
    await this.#parts.starts.tell({ event, data, depth: entry.depth });
    const mail = { type: "event.publish", key, event, data, from: instanceId, depth: entry.depth } as const;
    const orders = orderId === undefined ? await this.#ordersOf(instanceId) : [orderId];
    await Promise.all(orders.map((id) => this.#parts.loop.tellOrder(id, mail, systemActor)));
  }

  /** Those that share an instance of no single order. */
  async #ordersOf(instanceId: string): Promise<readonly string[]> {
    const { cache } = this.#parts;
    await cache.bringInstances([instanceId]);
    const joined = cache.instance(instanceId)?.document.state.joined ?? [];
    return [...new Set(joined.flatMap(({ orderId }) => orderId ?? []))];
  }

  /** Who cannot leave what is over is told how it ended by that itself; who never joined has left already. */
  async #leave(
    { instanceId }: InstanceHead,
    { childId }: EffectOf<"workflow.cancel">,
    activation: number,
    depth: number,
  ): Promise<void> {
    if (await this.#parts.shared.leave(childId, { instanceId, activation })) return;
    const left = { outcome: "left", cancelled: true, output: {} };
    await this.#tell(instanceId, { type: "child.ended", activation, childId, ...left }, depth);
  }

  /** A child is bound as its parent is: by the catalogue of the parent's start (S23). Starting it again changes nothing. */
  async #start(instance: InstanceHead, effect: EffectOf<"workflow.start">, depth: number): Promise<void> {
    const { instanceId, orderId, catalogueRevision, startedAt, dueBy } = instance;
    const parent = { instanceId, activation: effect.activation };
    const version = this.#versionOf(effect, { revision: catalogueRevision, instant: startedAt });
    if (version === undefined) {
      const { activation, childId } = effect;
      const ended = { outcome: "version-missing", cancelled: true, output: {} };
      await this.#tell(instanceId, { type: "child.ended", activation, childId, ...ended }, depth);
      return;
    }
    const belongs = orderId !== undefined && { orderId };
    const head = {
      workflow: effect.workflow,
      version,
      role: "part" as const,
      depth,
      ...(dueBy !== undefined && { dueBy }),
    };
    if (effect.joins) {
      const seed = { ...head, catalogueRevision: this.#parts.catalogue.revision };
      await this.#parts.shared.join({ ...parent, ...belongs }, effect, seed);
      return;
    }
    const seed = { ...head, id: effect.childId, catalogueRevision, input: effect.input, parent, ...belongs };
    await this.#parts.loop.tellInstance(effect.childId, { type: "start", seed }, systemActor);
  }

  /** A part binds when its parent started, one that is shared when it begins (S13, S23). Undefined: there is none. */
  #versionOf(
    { workflow, version, joins }: EffectOf<"workflow.start">,
    parentsStart: { readonly revision: number; readonly instant: number },
  ): number | undefined {
    const { catalogue, clock } = this.#parts;
    const found = joins
      ? catalogue.inForce("workflow", workflow, clock.now())
      : catalogue.resolve("workflow", workflow, parentsStart);
    const bound = version ?? found?.version;
    return bound !== undefined && catalogue.workflowDefinition(workflow, bound) ? bound : undefined;
  }

  async #tellParent({ instanceId }: InstanceHead, effect: EffectOf<"workflow.ended">, depth: number): Promise<void> {
    const { parent, childId = instanceId, together, outcome, cancelled, output, ledger } = effect;
    const { activation } = parent;
    const shared = together !== undefined && { together };
    const ended = { type: "child.ended", activation, childId, outcome, cancelled, output, ledger, ...shared } as const;
    await this.#tell(parent.instanceId, ended, depth);
  }

  async #tell(instanceId: string, message: InstanceMessage, depth: number): Promise<void> {
    await this.#parts.loop.tellInstance(instanceId, { type: "message", message, depth }, systemActor);
  }

  #count({ type }: Effect, outcome: string): void {
    this.#parts.metrics.count("effects_total", 1, { type, outcome });
  }
}

/** What instances tell each other of their own accord is no event: it carries the chain on without a link more (S39). */
function carriedOn({ depth }: OutboxEntry): number {
  return Math.max(0, depth - 1);
}

function completed(effect: Effect, answer: CallAnswer, tookMs: number): InstanceMessage {
  return {
    type: "effect.completed",
    effectKey: effect.key,
    ...("attempt" in effect && { attempt: effect.attempt }),
    answer,
    tookMs,
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
