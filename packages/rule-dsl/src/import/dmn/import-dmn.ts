/**
 * DMN 1.2 to 1.5 models (1.1 where it means the same) as decisions of ours, and as a model that answers by its own
 * names. What cannot be imported is refused by name; whatever needs it is refused with it, and nothing is guessed.
 */
import { fail, type Problem, type Result, succeed } from "../../diagnostic.ts";
import type { DecisionDefinition } from "../../schema/decision.ts";
import { definitionsOf, type DefinitionOptions, inputSources } from "./definitions.ts";
import { type DmnModel, dmnModel } from "./dmn-model.ts";
import { type DmnFile, DmnFiles, readFile } from "./read-file.ts";
import { readModel } from "./read-model.ts";

export interface DmnImportOptions extends DefinitionOptions {
  /** The files that the first one imports, in any order. */
  readonly models?: readonly string[];
  /** Where local dates and times are reckoned. */
  readonly timeZone?: string;
}

export interface DmnImport {
  /** One for each decision that could be imported. */
  readonly definitions: readonly DecisionDefinition[];
  readonly model: DmnModel;
  /** What was not imported, by name and line, and why. In the model it has no value, with a warning. */
  readonly refused: readonly Problem[];
}

/** Refused as a whole: what is no XML, no DMN, or too large or deep to be read. */
export function importDmn(xml: string, options: DmnImportOptions = {}): Result<DmnImport> {
  const read = [xml, ...(options.models ?? [])].map((each, index) => readFile(each, index));
  const problems = read.flatMap((each) => (each.ok ? [] : each.error));
  const files = read.flatMap((each): readonly DmnFile[] => (each.ok ? [each.value] : []));
  const [main] = files;
  if (problems.length > 0 || main === undefined) return fail(problems);
  const model = readModel(new DmnFiles(files));
  const inputs = inputSources(model, options);
  const definitions = definitionsOf(model, inputs);
  const refused = files.flatMap((file) => file.notes.problems);
  return succeed({
    definitions: [...definitions.values()],
    model: dmnModel(model, { main, definitions, inputs, timeZone: options.timeZone }),
    refused,
  });
}
