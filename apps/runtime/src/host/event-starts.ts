import { createHash } from "node:crypto";
import { compileValue, type JsonObject, type JsonValue } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Catalogue } from "./catalogue.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

export interface EventStartParts {
  readonly catalogue: Catalogue;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Emitted {
  readonly event: string;
  readonly data: JsonObject;
  /** Of the chain that the event carries on (S39). */
  readonly depth: number;
}

/**
 * Starts workflows of their own by what others emit: one run for each value of `once`, whose id says so. Told again, or by a thousand orders at
 * once, it starts no other.
 */
export class EventStarts {
  readonly #parts: EventStartParts;

  constructor(parts: EventStartParts) {
    this.#parts = parts;
  }

  /** Resolves when what is started is on disk. */
  async tell({ event, data, depth }: Emitted): Promise<void> {
    const { catalogue, loop, clock, logger } = this.#parts;
    const now = clock.now();
    for (const { workflow, version, once } of this.#startedBy(event, now)) {
      const facts = { event: { type: event, at: new Date(now).toISOString(), data } };
      const { value } = compileValue(once, {}).evaluate(facts);
      if (value === null) {
        logger.warn("an event starts nothing: what it is to be started once for has no value", { event, workflow });
        continue;
      }
      const id = `${workflow}/${nameOf(value)}`;
      const start = { workflow, version, role: "own" as const, catalogueRevision: catalogue.revision, input: data };
      await loop.tellInstance(id, { type: "start", seed: { id, depth, ...start } }, systemActor);
    }
  }

  #startedBy(event: string, now: number) {
    const { catalogue } = this.#parts;
    return catalogue.heads("workflow").flatMap(([head]) => {
      const inForce = head && catalogue.inForce("workflow", head.id, now);
      if (!inForce) return [];
      const definition = catalogue.workflowDefinition(inForce.id, inForce.version);
      if (definition?.role !== "own" || definition.startedBy?.event !== event) return [];
      return [{ workflow: inForce.id, version: inForce.version, once: definition.startedBy.once }];
    });
  }
}

/** A value as part of an id: as it reads where it is short and plain. */
function nameOf(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[\w.-]{1,80}$/.test(text) ? text : createHash("sha256").update(text).digest("hex").slice(0, 32);
}
