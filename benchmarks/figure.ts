import { cpus, loadavg } from "node:os";

/** One figure of a suite beside what it is compared with, measured in the same run. */
export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** `ratio` says how ours stands to the other, as the suite's heading defines it. */
  readonly baselines: readonly { readonly name: string; readonly value: number; readonly ratio: number }[];
}

/** A figure beside one baseline; numbers are cut to what can be told apart. */
export function figureOf(id: string, value: number, unit: string, [name, baseline]: readonly [string, number]): Figure {
  const short = (number: number): number => Number(number.toPrecision(4));
  return {
    id,
    value: short(value),
    unit,
    baselines: [{ name, value: short(baseline), ratio: short(value / baseline) }],
  };
}

export interface Machine {
  readonly cpus: number;
  readonly model: string;
  readonly node: string;
  /** Mean of running processes over the last minute. */
  readonly load: number;
}

export function machineNow(): Machine {
  const [load = 0] = loadavg();
  return { cpus: cpus().length, model: cpus()[0]?.model ?? "", node: process.version, load };
}

/** The suite's figures as one line of JSON, for `--json`. */
export function printJson(suite: string, figures: readonly Figure[]): void {
  process.stdout.write(`${JSON.stringify({ suite, machine: machineNow(), figures })}\n`);
}
