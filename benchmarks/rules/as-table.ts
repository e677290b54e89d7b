/** The figures as the table of benchmarks/README.md. */
export interface Run {
  readonly machine: { readonly cpus: number; readonly model: string; readonly node: string; readonly load: number };
  readonly figures: readonly {
    readonly id: string;
    readonly value: number;
    readonly unit: string;
    readonly baselines: readonly { readonly name: string; readonly value: number; readonly ratio: number }[];
  }[];
}

const number = (value: number): string => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });

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
