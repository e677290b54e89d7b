import { useState } from "react";
import type { DecideManyResult, TaskRow } from "@orderloom/api-contract";
import type { JsonObject } from "@orderloom/rule-dsl";
import { decideTask } from "../../api/handling.ts";
import { ApiError } from "../../api/http.ts";
import type { Outcome } from "./decide-bar.tsx";
import { type Fate, fateOfResult } from "./fate.ts";
import { type BatchRunner, useBatch } from "./use-batch.ts";
import type { LiveTasks } from "./use-live-tasks.ts";
import { rememberReason } from "./usual-reasons.ts";

export interface Decision {
  readonly form?: JsonObject;
  readonly reason?: string;
}

/** What is about to be decided. */
export interface Asked {
  readonly outcome: Outcome;
  /** Whether it is what the task is mostly decided to be. */
  readonly isFirst: boolean;
  readonly ids: readonly string[];
  /** The task, where it is one. */
  readonly row: TaskRow | undefined;
  readonly form: string | undefined;
}

export interface Decisions extends BatchRunner {
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** Waits for its form. */
  readonly asked: Asked | undefined;
  readonly onAsk: (asked: Asked | undefined) => void;
  /** Decides at once, or asks for the form first. */
  begin(asked: Asked): void;
  decide(asked: Asked, decision: Decision): Promise<void>;
}

interface Options {
  readonly me: string;
  readonly place: string;
  readonly live: LiveTasks;
  /** One was decided and there is a next to look at. */
  readonly onDecided: (id: string) => void;
}

/** One decision, or many with one reason. */
export function useDecisions({ me, place, live, onDecided }: Options): Decisions {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState<Asked | undefined>();
  const runner = useBatch((results: readonly DecideManyResult[], outcome) =>
    live.mark(new Map(results.map((result) => [result.taskId, fateOfResult(result, me, outcome)]))),
  );
  const mark = (id: string, fate: Fate | undefined) => live.mark(new Map([[id, fate]]));

  const one = async (id: string, outcome: string, decision: Decision) => {
    mark(id, { kind: "sending" });
    try {
      const { given, needed } = await decideTask(id, { outcome, ...decision });
      // It may still wait for another person.
      mark(id, given < needed ? undefined : { kind: "decided", by: me, outcome });
      onDecided(id);
    } catch (error) {
      mark(id, { kind: "refused", message: error instanceof ApiError ? error.problem?.message : undefined });
      throw error;
    } finally {
      live.level();
    }
  };

  const decide = async ({ ids, outcome }: Asked, decision: Decision) => {
    if (decision.reason !== undefined) rememberReason(place, decision.reason);
    const [first] = ids;
    if (first === undefined) return;
    if (ids.length === 1) await one(first, outcome.id, decision);
    // The dialog need not stay for it: the band shows how far it has come.
    else void runner.run({ ids: [...ids], outcome: outcome.id, ...decision }).then(live.level);
    setReason("");
  };

  const begin = (next: Asked) => {
    const written = reason.trim();
    // Many at once, and not the usual way: that is asked once more.
    const isGrave = next.ids.length > 1 && !next.isFirst;
    if (next.form !== undefined || isGrave) setAsked(next);
    // What was refused is written on its row.
    else decide(next, written === "" ? {} : { reason: written }).catch(() => undefined);
  };

  return { ...runner, reason, onReason: setReason, asked, onAsk: setAsked, begin, decide };
}
