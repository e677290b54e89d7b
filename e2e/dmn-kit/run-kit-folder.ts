/** A folder of the DMN conformance kit: each test file beside its model, and the models that one imports near it. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { type KitDifference, modelNameOf, runKitFile } from "@orderloom/rule-dsl/dmn-kit";

export interface KitFailure {
  readonly file: string;
  readonly id: string;
  readonly outcome: "failed" | "refused";
  readonly differences: readonly KitDifference[];
}

export interface KitCount {
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly refused: number;
  /** Those that failed or were refused, by file. */
  readonly failures: readonly KitFailure[];
}

/** A test file whose model is missing, or that is no XML, counts as one failed case. */
export async function runKitFolder(folder: string): Promise<KitCount> {
  const files = (await readdir(folder, { recursive: true })).sort();
  let passed = 0;
  const failures: KitFailure[] = [];
  for (const file of files.filter((name) => /-test-?[^/]*\.xml$/.test(name))) {
    const outcomes = await outcomesOf(folder, file, files);
    for (const { id, outcome, differences } of outcomes) {
      if (outcome === "passed") passed += 1;
      else failures.push({ file, id, outcome, differences });
    }
  }
  const refused = failures.filter(({ outcome }) => outcome === "refused").length;
  return { cases: passed + failures.length, passed, failed: failures.length - refused, refused, failures };
}

async function outcomesOf(
  folder: string,
  file: string,
  files: readonly string[],
): Promise<ReturnType<typeof runKitFile>["outcomes"]> {
  const cases = await readFile(join(folder, file), "utf8");
  const model = join(dirname(file), modelNameOf(cases) ?? "");
  if (!files.includes(model)) return [unreadable("no-model")];
  const xml = await readFile(join(folder, model), "utf8");
  const beside = /<(\w+:)?import\b/.test(xml) ? files.filter((name) => isImportable(name, model)) : [];
  const models = await Promise.all(beside.map((name) => readFile(join(folder, name), "utf8")));
  const { outcomes, refused } = runKitFile(cases, xml, models);
  return outcomes.length > 0 ? outcomes : refused.length > 0 ? [unreadable(...refused.map(({ code }) => code))] : [];
}

function unreadable(...because: readonly string[]): ReturnType<typeof runKitFile>["outcomes"][number] {
  return { id: "*", outcome: "failed", differences: [{ asked: "*", expected: null, found: null, because }] };
}

function isImportable(name: string, model: string): boolean {
  return name !== model && name.endsWith(".dmn") && !relative(dirname(model), name).startsWith("..");
}
