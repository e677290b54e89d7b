import type { JsonObject } from "@orderloom/rule-dsl";
import type { Scope } from "./scope.ts";

/** What a request with an `Idempotency-Key` was answered (S31). */
export interface KeptAnswer {
  /** Of the request, so that the same key with other content is told apart. */
  readonly fingerprint: string;
  readonly answer: JsonObject;
  /** UTC milliseconds. */
  readonly at: number;
}

export interface AnswerStore {
  keptAnswer(scope: Scope, key: string): Promise<KeptAnswer | undefined>;
  /** Keeps an answer, and forgets those from before `forgetBefore`. */
  keepAnswer(scope: Scope, key: string, kept: KeptAnswer, forgetBefore: number): Promise<void>;
}
