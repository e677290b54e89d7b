import { createServer } from "node:net";
import { type RunningRuntime, type RuntimeOptions, startRuntime } from "../harness/runtime.ts";

export interface RestartingOptions {
  /** Where it keeps its data. */
  readonly store: Pick<RuntimeOptions, "data" | "mongodbUri">;
  /** Its store tears batches (S27): every start draws from a seed of its own, so that it dies somewhere else each time. */
  readonly tornSeed?: number;
  /** Where in a turn it dies at a `killInside` follows from this and the number of its start. */
  readonly seed: number;
  /** Told of each death and of each life that follows. */
  readonly say: (text: string) => void;
}

/** A runtime with somebody beside it who starts it again whenever it dies. */
export interface RestartingRuntime {
  readonly url: string;
  /** SIGKILL, at whatever it is doing; resolves when it is dead. */
  kill(): Promise<void>;
  /** Death at a point of a turn that it chooses itself; by SIGKILL when it does not come by there soon. */
  killInside(): Promise<void>;
  /** What the one that runs now has said so far. */
  readonly said: () => string;
  /** How often it died, by a kill or by a torn batch. */
  readonly deaths: () => {
    readonly kills: number;
    readonly tears: number;
    readonly points: Readonly<Record<string, number>>;
  };
  /** A graceful end, after which it stays down; gives its exit code. */
  stop(): Promise<number | string>;
}

export async function startRestarting(options: RestartingOptions): Promise<RestartingRuntime> {
  const port = await freePort();
  let kills = 0;
  let deaths = 0;
  let starts = 0;
  let stopping = false;
  let fault: Error | undefined;
  const points: Record<string, number> = {};
  const start = (): Promise<RunningRuntime> => {
    const { store, tornSeed, seed } = options;
    starts += 1;
    const torn = tornSeed === undefined ? {} : { tornSeed: tornSeed * 1000 + starts };
    return startRuntime({ ...store, port, deathSeed: seed * 1000 + starts, ...torn });
  };
  let running = await start();
  let alive = Promise.resolve();
  /** One that is dead or not yet alive again cannot be killed. */
  const end = async (how: (dying: RunningRuntime) => void): Promise<void> => {
    await alive;
    const dying = running;
    kills += 1;
    how(dying);
    await dying.ended;
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      const how = await running.ended;
      if (stopping) return;
      if (how !== "SIGKILL") throw new Error(`the runtime ended by itself with ${String(how)}:\n${running.said()}`);
      deaths += 1;
      const point = /^died (\S+)$/m.exec(running.complained())?.[1];
      if (point !== undefined) points[point] = (points[point] ?? 0) + 1;
      options.say(point === undefined ? "dead" : `dead ${point}`);
      const starting = startAgain(start);
      alive = starting.then(() => undefined);
      running = await starting;
      options.say("alive again");
    }
  };
  const watching = watch().catch((thrown: unknown) => {
    fault = thrown instanceof Error ? thrown : new Error(String(thrown));
  });
  return {
    url: running.url,
    said: () => running.said(),
    kill: () => end((dying) => dying.kill("SIGKILL")),
    killInside: () =>
      end((dying) => {
        dying.kill("SIGUSR2");
        setTimeout(() => {
          dying.kill("SIGKILL");
        }, PATIENCE_MS).unref();
      }),
    deaths: () => ({ kills, tears: Math.max(0, deaths - kills), points }),
    stop: async () => {
      stopping = true;
      const how = await running.stop();
      await watching;
      if (fault !== undefined) throw fault;
      return how;
    },
  };
}

/** How long it may take to come by the point at which it is to die. */
const PATIENCE_MS = 400;
const STARTS = 5;

/** It may die of a torn batch while it starts, before it says that it listens. */
async function startAgain(start: () => Promise<RunningRuntime>): Promise<RunningRuntime> {
  for (let left = STARTS; ; left -= 1) {
    try {
      return await start();
    } catch (thrown) {
      if (left === 0 || !String(thrown).includes("SIGKILL")) throw thrown;
    }
  }
}

/** A port that is free now and stays the runtime's through all its lives. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
