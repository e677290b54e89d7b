import type { BothLanguages } from "@orderloom/rule-dsl";
import { StoreError, StoreUnavailableError } from "../ports/store-errors.ts";
import { dataPlace, type RuntimeConfig } from "./config.ts";
import { messages } from "./messages.ts";

export interface StartProblemText {
  /** One sentence that says what to do. */
  readonly text: BothLanguages;
  /** 4: the data cannot be used; 1: anything else. */
  readonly exitCode: number;
}

/** What was thrown while starting, as a person at the terminal reads it. */
export function startProblem(error: unknown, config: RuntimeConfig): StartProblemText {
  if (error instanceof StoreUnavailableError) return { text: unusable(config, error), exitCode: 4 };
  if (error instanceof StoreError) return { text: error.text, exitCode: 4 };
  return { text: messages.broken(error instanceof Error ? error.message : String(error)), exitCode: 1 };
}

function unusable(config: RuntimeConfig, { reason }: StoreUnavailableError): BothLanguages {
  const { data, mongodbUri } = config;
  return mongodbUri === undefined
    ? messages.dataUnusable(data, reason)
    : messages.databaseUnusable(dataPlace(config), reason);
}
