import { join } from "node:path";
import { build } from "./build.ts";
import { ensureChromium } from "./chromium.ts";
import { budgetKilobytes, firstLoad } from "./first-load.ts";
import { root, seconds } from "./program.ts";
import { countsOf, failure, runInTurn, runStage, sum, verdict, type Stage } from "./stage.ts";
import { boundaries, format, lint, types, unused } from "./static-checks.ts";
import { vitest } from "./test-suites.ts";

/** npm test: every check there is, whatever fails, and the counts on the last line. With `--no-skips` a test that could not run here is a failure. */
const started = performance.now();

const chromium = ensureChromium();
chromium.catch(() => undefined); // told by the stage that needs it

const buildStage: Stage = { name: "build", run: async () => verdict(await build()) };

const firstLoadStage: Stage = {
  name: "designer's first load",
  run: () => {
    const loaded = firstLoad();
    const total = loaded.reduce((so, { kilobytes }) => so + kilobytes, 0);
    const list = loaded.map(({ file, kilobytes }) => `  ${kilobytes.toFixed(1).padStart(7)} kB  ${file}`).join("\n");
    const output = `${total.toFixed(0)} kB packed of ${budgetKilobytes} kB:\n${list}`;
    return Promise.resolve(verdict({ code: total > 0 && total < budgetKilobytes ? 0 : 1, output }));
  },
};

const journeys: Stage = {
  name: "journeys",
  run: async () => vitest("journeys", join(root, "e2e"), [], { CHROMIUM_PATH: await chromium }).run(),
};

function needsBuild(stage: Stage): Stage {
  return { name: stage.name, run: () => Promise.resolve(failure("Not run: there is no build to run it on.")) };
}

// Linting takes as long as the rest together and runs on one core: the other core does the rest meanwhile.
const looked = await Promise.all([runInTurn([format(), types, boundaries, unused]), runStage(lint())]);
const built = await runStage(buildStage);
const units = await runStage(vitest("unit tests", root));
const onTheBuild = [firstLoadStage, journeys];
const whole = await runInTurn(built.failed > 0 ? onTheBuild.map(needsBuild) : onTheBuild);

const total = sum([...looked, built, units, whole]);
const mayNotSkip = process.argv.includes("--no-skips");
const remark = mayNotSkip && total.skipped > 0 ? "Skipped tests count as failures here.\n" : "";
process.stdout.write(`\nAll checks took ${seconds(started)}.\n${remark}${countsOf(total)}\n`);
process.exit(total.failed > 0 || (mayNotSkip && total.skipped > 0) ? 1 : 0);
