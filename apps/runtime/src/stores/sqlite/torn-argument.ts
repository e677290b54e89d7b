import type { TornMode } from "./torn.ts";

/** One batch in so many tears. */
const CHANCE = 1 / 150;

/** `--torn=<seed>`: for kill tests only, the store keeps a random part of a random batch and the process dies at once (S27). */
export function tornFrom(args: readonly string[]): TornMode | undefined {
  const given = args.find((argument) => argument.startsWith("--torn="));
  if (given === undefined) return undefined;
  return { chance: CHANCE, random: mulberry32(Number(given.slice("--torn=".length))), die };
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("killed");
}

/** Tommy Ettinger's mulberry32: a small generator that is repeatable by its seed. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
