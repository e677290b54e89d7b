import { useCallback, useEffect, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { listenToBoard } from "../../api/board.ts";
import { type Fate, type Fates, fateOfChange, isOver } from "./fate.ts";

const GATHER_MS = 600;

export interface LiveTasks {
  readonly fates: Fates;
  readonly mark: (marks: ReadonlyMap<string, Fate | undefined>) => void;
  /** While it is held, rows keep their places; what changed is written on them. */
  readonly hold: (held: boolean) => void;
  /** How many came since the list was fetched and are not in it. */
  readonly fresh: number;
  /** Fetches the list anew. */
  readonly settle: () => void;
  /** After a decision: groups at once, the list as soon as nothing holds it. */
  readonly level: () => void;
}

/** Keeps groups, list and evidence level with the board. */
export function useLiveTasks(): LiveTasks {
  const client = useQueryClient();
  const [fates, setFates] = useState<Fates>(new Map());
  const [fresh, setFresh] = useState(0);
  const held = useRef(false);
  const stale = useRef(false);

  const mark = useCallback((marks: ReadonlyMap<string, Fate | undefined>) => {
    setFates((known) => {
      const next = new Map(known);
      for (const [id, fate] of marks) {
        if (fate === undefined) next.delete(id);
        else next.set(id, fate);
      }
      return next;
    });
  }, []);

  const settle = useCallback(() => {
    stale.current = false;
    void client.invalidateQueries({ queryKey: ["tasks", "list"] }).then(() => {
      // What is over is out of the list now; a refusal is still to be read.
      setFates((known) => new Map([...known].filter(([, fate]) => !isOver(fate))));
      setFresh(0);
    });
  }, [client]);

  const hold = useCallback(
    (next: boolean) => {
      held.current = next;
      if (!next && stale.current) settle();
    },
    [settle],
  );

  const level = useCallback(() => {
    void client.invalidateQueries({ queryKey: ["tasks", "groups"] });
    if (held.current) stale.current = true;
    else settle();
  }, [client, settle]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touched = new Set<string>();
    const take = () => {
      timer = undefined;
      for (const id of touched) void client.invalidateQueries({ queryKey: ["tasks", "evidence", id] });
      touched.clear();
      level();
    };
    const gather = () => {
      timer ??= setTimeout(take, GATHER_MS);
    };
    const close = listenToBoard({
      onFrame: ({ tasks = [], tasksMissed }) => {
        if (tasks.length === 0 && tasksMissed !== true) return;
        mark(new Map(tasks.map((change) => [change.id, fateOfChange(change)])));
        const opened = tasks.filter(({ change }) => change === "opened").length;
        if (opened > 0 && held.current) setFresh((count) => count + opened);
        for (const { id } of tasks) touched.add(id);
        gather();
      },
      onReconnected: gather,
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [client, level, mark]);

  return { fates, mark, hold, fresh, settle, level };
}
