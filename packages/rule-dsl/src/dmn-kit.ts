/**
 * The conformance kit of DMN (dmn-tck) against importDmn: one of its test files with the models it speaks of. Entry
 * `@orderloom/rule-dsl/dmn-kit`; nothing else needs it.
 */
import type { Problem } from "./diagnostic.ts";
import { type DmnImport, importDmn } from "./import/dmn/import-dmn.ts";
import { givenValue, isAsExpected } from "./import/dmn/kit/kit-values.ts";
import { type KitCase, type KitResult, type KitValue, readKitCases } from "./import/dmn/kit/read-cases.ts";
import { type FeelValue, isRecord, ownProperty, toJson } from "./expression/values.ts";

export interface KitOutcome {
  readonly id: string;
  /** `refused`: it has no value since something that it needs was refused by name. */
  readonly outcome: "passed" | "failed" | "refused";
  /** What did not come out as expected. */
  readonly differences: readonly KitDifference[];
}

export interface KitDifference {
  readonly asked: string;
  readonly expected: unknown;
  readonly found: unknown;
  /** Codes that say why: of the warnings, or of what was refused of the whole file. */
  readonly because: readonly string[];
}

export interface KitRun {
  readonly outcomes: readonly KitOutcome[];
  readonly refused: readonly Problem[];
}

/** The file name of the model that a test file is for; undefined if it names none or is no XML. */
export function modelNameOf(cases: string): string | undefined {
  const read = readKitCases(cases);
  return read.ok ? read.value.modelName : undefined;
}

/** `models` are the files that the model imports. A test file that is no XML has no outcomes, and its problems are told. */
export function runKitFile(cases: string, xml: string, models: readonly string[] = []): KitRun {
  const read = readKitCases(cases);
  if (!read.ok) return { outcomes: [], refused: read.error };
  const imported = importDmn(xml, { models, timeZone: "UTC" });
  if (!imported.ok) {
    const because = imported.error.map(({ code }) => code);
    return { outcomes: read.value.cases.map((each) => refusedWhole(each, because)), refused: imported.error };
  }
  return { outcomes: read.value.cases.map((each) => judge(each, imported.value)), refused: imported.value.refused };
}

function refusedWhole({ id, results }: KitCase, because: readonly string[]): KitOutcome {
  const differences = results.map(({ asked, expected }) => ({
    asked,
    expected: plain(expected),
    found: null,
    because,
  }));
  return { id, outcome: "refused", differences };
}

function judge({ id, inputs, results }: KitCase, imported: DmnImport): KitOutcome {
  const given = Object.fromEntries(inputs.map(([name, value]) => [name, givenValue(value)]));
  const wrong = results.flatMap((result) => wrongIn(result, given, imported));
  const differences = wrong.map(({ difference }) => difference);
  if (wrong.length === 0) return { id, outcome: "passed", differences };
  return { id, outcome: wrong.some(({ isRefused }) => isRefused) ? "refused" : "failed", differences };
}

interface Wrong {
  readonly difference: KitDifference;
  readonly isRefused: boolean;
}

function wrongIn(
  result: KitResult,
  given: Readonly<Record<string, FeelValue>>,
  { model, refused }: DmnImport,
): readonly Wrong[] {
  const { asked } = result;
  const { feel, warnings } = model.evaluate(asked, given);
  const found = outputOf(feel, result);
  if (isAsExpected(found, result.isError ? null : result.expected)) return [];
  const because = [...new Set(warnings.map(({ code }) => code))];
  const places = [...model.decisions, ...model.services, ...model.functions]
    .filter(({ name }) => name === asked)
    .map((each) => `[@id="${each.id}"]`);
  const isNamed = refused.some(({ pointer }) => places.some((place) => pointer.includes(place)));
  const isRefused = found === null && (isNamed || because.includes("dmn-not-evaluated"));
  return [{ difference: { asked, expected: plain(result.expected), found: toJson(found), because }, isRefused }];
}

/** What is called may give several outputs, of which each result is one. */
function outputOf(value: FeelValue, { asked, output }: KitResult): FeelValue {
  if (asked === output || !isRecord(value) || ownProperty(value, output) === undefined) return value;
  return value[output] ?? null;
}

function plain(value: KitValue): unknown {
  return toJson(givenValue(value));
}
