import { run } from "./program.ts";
import { verdict, type Outcome, type Stage } from "./stage.ts";

const folders = ["apps", "packages", "e2e", "benchmarks", "tools"];

/** Prettier over these files, or over all. */
export function format(files = ["."]): Stage {
  return {
    name: "format",
    run: async () => verdict(await run("prettier", ["--check", "--ignore-unknown", "--log-level=warn", ...files])),
  };
}

/** ESLint with types over these files, or over all. */
export function lint(files = ["."]): Stage {
  return {
    name: "lint",
    run: async () => verdict(await run("eslint", ["--max-warnings=0", "--no-warn-ignored", ...files])),
  };
}

export const types: Stage = { name: "types", run: async () => verdict(await run("tsc", ["-b"])) };

/** Import walls and cycles come from one look at all imports, but are two checks. */
export const boundaries: Stage = {
  name: "boundaries, cycles",
  run: async (): Promise<Outcome> => {
    const { code, output } = await run("depcruise", [...folders, "--output-type=err"]);
    if (code === 0) return { passed: 2, failed: 0, skipped: 0, output };
    const broken = output.split("\n").filter((line) => line.trim().startsWith("error "));
    const cycles = broken.some((line) => line.includes("no-cycles"));
    const walls = broken.length === 0 || broken.some((line) => !line.includes("no-cycles"));
    const failed = Number(cycles) + Number(walls);
    return { passed: 2 - failed, failed, skipped: 0, output };
  },
};

export const unused: Stage = {
  name: "unused code",
  run: async () => verdict(await run("knip", [])),
};
