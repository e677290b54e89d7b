import { measureAdvance } from "./advance/measure-advance.ts";
import { printJson } from "./figure.ts";

/* `advance` alone, without a host: at least 300,000 steps a second on one core. */

const figure = measureAdvance();
const [byHand] = figure.baselines;
process.stdout.write(
  `${figure.id} ${String(figure.value)} ${figure.unit}, ${byHand?.name ?? ""} ${String(byHand?.value)}, ratio ${String(byHand?.ratio)}\n`,
);
if (process.argv.includes("--json")) printJson("advance", [figure]);
