import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "./process.ts";

const main = fileURLToPath(new URL("../../apps/runtime/dist/main.js", import.meta.url));

export interface RuntimeOptions {
  /** Folder of its data. */
  readonly data: string;
  /** It keeps the data there instead. */
  readonly mongodbUri?: string;
  readonly demo?: "ask" | "on" | "off";
  readonly port?: number;
  /** A random part of a random batch is kept, then the process dies (S27). */
  readonly tornSeed?: number;
  /** At each SIGUSR2 it chooses a point of a turn and dies there. */
  readonly deathSeed?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningRuntime extends Program {
  readonly url: string;
  /** SIGTERM and wait for the end. */
  stop(): Promise<number | string>;
}

/** Starts the product as `npm start` does, without what comes before it. */
export function spawnRuntime(options: RuntimeOptions): Program {
  const torn = options.tornSeed === undefined ? [] : [`--torn=${String(options.tornSeed)}`];
  const death = options.deathSeed === undefined ? [] : [`--die=${String(options.deathSeed)}`];
  return startProgram([main, ...torn, ...death], {
    env: {
      ORDERLOOM_DATA: options.data,
      MONGODB_URI: options.mongodbUri,
      ORDERLOOM_PORT: String(options.port ?? 0),
      ORDERLOOM_DEMO: options.demo ?? "off",
      ORDERLOOM_LANG: "en",
      ...options.env,
    },
  });
}

/** The same, once it listens. */
export async function startRuntime(options: RuntimeOptions): Promise<RunningRuntime> {
  const program = spawnRuntime(options);
  const ready = await program.line((line) => /Ready in .*http/.test(line));
  const url = /https?:\/\/[\w.:[\]]+/.exec(ready)?.[0] ?? "";
  return {
    ...program,
    url,
    stop: () => {
      program.kill("SIGTERM");
      return program.ended;
    },
  };
}
