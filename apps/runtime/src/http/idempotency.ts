import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject, type JsonValue } from "@orderloom/rule-dsl";
import type { AnswerStore } from "../ports/answer-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { Scope } from "../ports/scope.ts";
import type { HttpProblem } from "./problem.ts";

/** How long an answer is given again. */
const KEPT_MS = 24 * 3_600_000;
const LONGEST_KEY = 200;

type Answer =
  | { readonly status: number; readonly body?: unknown; readonly etag?: string }
  | { readonly problem: HttpProblem }
  | { readonly lines: readonly unknown[] };

export interface KeyedRequest {
  /** As the header gives it. */
  readonly key: string;
  /** A key belongs to who sent it. */
  readonly actorId: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
}

/**
 * `Idempotency-Key` (S31; the IETF's draft of that header): the same key with the same content is given the first answer again, also after a
 * restart; with other content it is refused. A twin still in flight waits for the first. What our own side could not do is not kept: it is tried
 * again. A process that dies between an act and its answer may do it once more under the key; every act here is one that a second time changes
 * nothing or is refused.
 */
export class Idempotency {
  readonly #store: AnswerStore;
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #underWay = new Map<string, { readonly fingerprint: string; readonly answer: Promise<Answer> }>();

  constructor(store: AnswerStore, scope: Scope, clock: Clock) {
    this.#store = store;
    this.#scope = scope;
    this.#clock = clock;
  }

  async once(request: KeyedRequest, act: () => Promise<Answer>): Promise<Answer> {
    if (request.key.length > LONGEST_KEY)
      return { problem: { status: 400, code: "too-long", data: { field: "Idempotency-Key", limit: LONGEST_KEY } } };
    const key = `${request.actorId} ${request.key}`;
    const fingerprint = fingerprintOf(request);
    const twin = this.#underWay.get(key);
    if (twin) return twin.fingerprint === fingerprint ? twin.answer : reused;
    const answer = this.#answer(key, fingerprint, act);
    this.#underWay.set(key, { fingerprint, answer });
    try {
      return await answer;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #answer(key: string, fingerprint: string, act: () => Promise<Answer>): Promise<Answer> {
    const now = this.#clock.now();
    const kept = await this.#store.keptAnswer(this.#scope, key);
    if (kept && now - kept.at < KEPT_MS)
      // It was an answer when it was kept.
      return kept.fingerprint === fingerprint ? (kept.answer as unknown as Answer) : reused;
    const answer = await act();
    if (!isFault(answer)) {
      const text = JSON.parse(JSON.stringify(answer)) as JsonObject; // what is sent is JSON
      await this.#store.keepAnswer(this.#scope, key, { fingerprint, answer: text, at: now }, now - KEPT_MS);
    }
    return answer;
  }
}

const isFault = (answer: Answer): boolean =>
  ("problem" in answer && answer.problem.status >= 500) || ("status" in answer && answer.status >= 500);

const reused: Answer = { problem: { status: 422, code: "idempotency-key-reused" } };

function fingerprintOf({ method, path, body, ifMatch }: KeyedRequest): string {
  const said: JsonValue = [method, path, ifMatch ?? null, (body ?? null) as JsonValue]; // a body is JSON
  return createHash("sha256").update(canonicalJson(said)).digest("base64url");
}
