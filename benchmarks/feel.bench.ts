import { measureFeel } from "./feel/measure-feel.ts";
import { printJson } from "./figure.ts";

/* FEEL expressions per second, compiled once, beside feelin in the same run. */

const { rows, value, feelin, ratio, compared } = measureFeel();
const whole = (speed: number): string => Math.round(speed).toLocaleString("en-US");
for (const row of rows) {
  const line = [
    row.what.padEnd(20),
    whole(row.ours).padStart(12),
    whole(row.feelin).padStart(9),
    `x ${whole(row.ratio)}`,
  ];
  process.stdout.write(`${line.join("  ")}\n`);
}
process.stdout.write(
  `${whole(value)} evaluations/s, feelin ${whole(feelin)}: x ${whole(ratio)}; ${String(compared)} answers alike\n`,
);
if (process.argv.includes("--json")) {
  const figures = [{ id: "feel", value, unit: "evaluations/s", baselines: [{ name: "feelin", value: feelin, ratio }] }];
  printJson("feel", figures);
}
