import type { TornMode } from "../stores/torn.ts";
import { SuddenDeath } from "./sudden-death.ts";

/*
 * What kill tests start the product with; nobody else does.
 */

/** One batch in so many tears. */
const CHANCE = 1 / 150;

/** `--torn=<seed>`: the store keeps a random part of a random batch and the process dies at once (S27). */
export function tornFrom(args: readonly string[]): TornMode | undefined {
  const seed = seedOf("--torn", args);
  return seed === undefined ? undefined : { chance: CHANCE, random: mulberry32(seed), die };
}

/** `--die=<seed>`: at each SIGUSR2 the process chooses a point of a turn and kills itself there. */
export function suddenDeathFrom(args: readonly string[]): SuddenDeath | undefined {
  const seed = seedOf("--die", args);
  return seed === undefined ? undefined : new SuddenDeath(mulberry32(seed), die);
}

function seedOf(name: string, args: readonly string[]): number | undefined {
  const given = args.find((argument) => argument.startsWith(`${name}=`));
  return given === undefined ? undefined : Number(given.slice(name.length + 1));
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
