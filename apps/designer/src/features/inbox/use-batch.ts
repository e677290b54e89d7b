import { useRef, useState } from "react";
import type { DecideManyCounts, DecideManyRequest, DecideManyResult } from "@orderloom/api-contract";
import { decideTasks } from "../../api/tasks.ts";

/** A batch under way, or how it ended. */
export interface Batch {
  readonly request: DecideManyRequest;
  readonly done: number;
  readonly total: number;
  readonly counts: DecideManyCounts;
  readonly state: "running" | "complete" | "stopped" | "broken";
}

export interface BatchRunner {
  readonly batch: Batch | undefined;
  /** Resolves when it has ended, however it did. */
  readonly run: (request: DecideManyRequest) => Promise<void>;
  readonly stop: () => void;
  readonly dismiss: () => void;
}

const nothing: DecideManyCounts = { decided: 0, duplicate: 0, refused: 0, setAside: 0 };

/** Decides many in one call and follows it line by line. A batch that broke can be sent again: what is decided stays as it is. */
export function useBatch(onResults: (results: readonly DecideManyResult[], outcome: string) => void): BatchRunner {
  const [batch, setBatch] = useState<Batch | undefined>();
  const stopper = useRef<AbortController | undefined>(undefined);
  const run = async (request: DecideManyRequest): Promise<void> => {
    const stopping = new AbortController();
    stopper.current = stopping;
    let now: Batch = { request, done: 0, total: request.ids.length, counts: nothing, state: "running" };
    const tell = (change: Partial<Batch>): void => {
      now = { ...now, ...change };
      setBatch(now);
    };
    tell({});
    try {
      for await (const { done, total, counts, results, complete } of decideTasks(request, stopping.signal)) {
        onResults(results, request.outcome);
        tell({ done, total, counts, ...(complete === true ? { state: "complete" } : {}) });
      }
      if (now.state === "running") tell({ state: "broken" });
    } catch {
      tell({ state: stopping.signal.aborted ? "stopped" : "broken" });
    }
  };
  return { batch, run, stop: () => stopper.current?.abort(), dismiss: () => setBatch(undefined) };
}
