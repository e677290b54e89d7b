import type { Actor, JsonObject } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { IdSource } from "../ports/id-source.ts";
import type { Scope } from "../ports/scope.ts";
import type { Announcements } from "./announcements.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Refused } from "./commands.ts";
import type { RoutingDesk } from "./routing-desk.ts";
import { refuse } from "./refuse.ts";
import type { Schedules, ScheduleStanding } from "./schedules.ts";
import type { TurnLoop } from "./turn-loop.ts";

export interface StartCommands {
  /** Workflows that the clock starts, as they are in force. */
  schedules(): Promise<readonly ScheduleStanding[]>;
  /** Starts a workflow of its own, or has a schedule that goes over orders come round now. */
  startWorkflow(id: string, input: JsonObject, actor: Actor): Promise<Started | Refused>;
  /** Tells every order whose plan hangs on it that the world has changed (S14). */
  announce(event: string, data: JsonObject, actor: Actor): Promise<{ readonly id: string }>;
}

export interface Started {
  readonly kind: "started";
  readonly started: number;
  /** Orders for which a run still goes on. */
  readonly leftOut: number;
  readonly instanceId?: string;
}

export interface StartParts {
  readonly store: IdSource;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
  readonly schedules: Schedules;
  readonly announcements: Announcements;
  readonly loop: TurnLoop;
}

export function createStartCommands(parts: StartParts): StartCommands {
  return {
    schedules: () => parts.schedules.list(),
    startWorkflow: (id, input, actor) => startWorkflow(parts, id, input, actor),
    announce: (event, data, actor) => parts.announcements.announce(event, data, actor),
  };
}

async function startWorkflow(
  parts: StartParts,
  id: string,
  input: JsonObject,
  actor: Actor,
): Promise<Started | Refused> {
  const { store, scope, clock, catalogue, routing, schedules, loop } = parts;
  const version = catalogue.inForce("workflow", id, clock.now())?.version;
  const definition = version === undefined ? undefined : catalogue.workflowDefinition(id, version);
  if (version === undefined || !definition) return refuse(404, "definition-not-found", { kind: "workflow", id });
  const pause = routing.pauseOf(id);
  if (pause) return refuse(409, "workflow-paused", { by: pause.by.name, reason: pause.reason });
  if (definition.schedule?.each) {
    const run = await schedules.runNow(id);
    return { kind: "started", started: run?.started ?? 0, leftOut: run?.leftOut ?? 0 };
  }
  if (definition.role !== "own") return refuse(409, "starts-with-orders", { id });
  const { first } = await store.lease(scope, `runs/${id}`, 1);
  const seed = { id: `${id}/${String(first)}`, workflow: id, version, role: "own" as const, input };
  await loop.tellInstance(seed.id, { type: "start", seed: { ...seed, catalogueRevision: catalogue.revision } }, actor);
  return { kind: "started", started: 1, leftOut: 0, instanceId: seed.id };
}
