import type { Figure, Machine } from "../figure.ts";

export interface Run {
  readonly machine: Machine;
  readonly figures: readonly Figure[];
}

const number = (value: number): string => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });

/** The figures as the table of benchmarks/README.md. */
export function asTable({ machine, figures }: Run): string {
  const rows = figures.map(({ id, value, unit, baselines }) => {
    const others = baselines.map((other) => `${other.name} ${number(other.value)} (x ${number(other.ratio)})`);
    return `| \`${id}\` | ${number(value)} ${unit} | ${others.join(", ")} |`;
  });
  const head = `${String(machine.cpus)} cores ${machine.model}, Node ${machine.node}, load ${number(machine.load)}`;
  return [`${head}:`, "", "| figure | ours | beside it (times better) |", "| --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}
