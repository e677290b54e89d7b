import type { Actor } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Refused } from "./commands.ts";
import type { DefinitionLog } from "./definition-log.ts";
import type { Pause } from "./pause.ts";
import { refuse } from "./refuse.ts";
import type { RoutingDesk } from "./routing-desk.ts";
import type { WaitingOrders } from "./waiting-orders.ts";

export interface PauseCommands {
  /** New orders that it would have taken wait for it; those that run go on (S24). */
  pauseWorkflow(
    id: string,
    reason: string,
    actor: Actor,
  ): Promise<{ readonly kind: "paused"; readonly pause: Pause } | Refused>;
  /** It takes orders again, those that waited first. `waiting`: how many had. */
  resumeWorkflow(
    id: string,
    reason: string | undefined,
    actor: Actor,
  ): Promise<{ readonly kind: "resumed"; readonly waiting: number } | Refused>;
}

export interface PauseParts {
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
  readonly waiting: WaitingOrders;
  readonly log: DefinitionLog;
}

export function createPauseCommands({ clock, catalogue, routing, waiting, log }: PauseParts): PauseCommands {
  return {
    pauseWorkflow: async (id, reason, actor) => {
      if (catalogue.versions("workflow", id).length === 0)
        return refuse(404, "definition-not-found", { kind: "workflow", id });
      const known = routing.pauseOf(id);
      if (known) return refuse(409, "paused-already", { by: known.by.name, reason: known.reason });
      const pause: Pause = { reason, at: clock.now(), by: { id: actor.id, name: actor.name } };
      await routing.pause(id, pause);
      await log.note("workflow", id, { type: "workflow.paused", data: { workflow: id, reason } }, actor);
      return { kind: "paused", pause };
    },
    resumeWorkflow: async (id, reason, actor) => {
      if (!routing.pauseOf(id))
        return catalogue.versions("workflow", id).length === 0
          ? refuse(404, "definition-not-found", { kind: "workflow", id })
          : refuse(409, "not-paused", { id });
      await routing.pause(id, undefined);
      const ids = await waiting.ids(id);
      const data = { workflow: id, waiting: ids.length, ...(reason !== undefined && { reason }) };
      await log.note("workflow", id, { type: "workflow.resumed", data }, actor);
      await waiting.route(ids, actor);
      return { kind: "resumed", waiting: ids.length };
    },
  };
}
