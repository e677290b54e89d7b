import { type JsonObject, type JsonValue, RetryableError, TerminalError } from "@orderloom/rule-dsl";
import { type ConnectorAnswer, Outcome } from "./answer.ts";
import type { ConnectorSource } from "./connector.ts";
import type { ActionContext, CallContext } from "./context.ts";
import type { Action } from "./define-action.ts";
import { asFault, UnreadableAnswerError } from "./faults.ts";
import { grantedHosts, grantedSecrets } from "./grants.ts";
import type { Fetch } from "./http/fetch.ts";
import { grantedFetch } from "./http/granted-fetch.ts";
import { httpClient } from "./http/http-client.ts";
import { schemaCheck, type SchemaCheck } from "./schema-check.ts";

export type ActionInvoker = (input: JsonObject, ctx: CallContext) => Promise<ConnectorAnswer>;

/**
 * One action as the host calls it: schemas compiled once; what comes back fits them, and what is thrown is
 * TerminalError or RetryableError.
 */
export function actionInvoker(source: ConnectorSource, id: string, action: Action): ActionInvoker {
  const where = `${source.id}.${id}`;
  const inputProblems = schemaCheck(action.input);
  const toAnswer = answerReader(where, action);
  return async (input, ctx) => {
    const problems = inputProblems(input);
    if (problems.length > 0) throw new TerminalError(`the input of ${where} does not fit: ${problems.join("; ")}`);
    try {
      return toAnswer(await untilAborted(ctx.signal, where, () => action.run(input, actionContext(source, ctx))));
    } catch (thrown) {
      throw ctx.signal.aborted ? stopped(where) : asFault(thrown, where);
    }
  };
}

function stopped(where: string): RetryableError {
  return new RetryableError(`${where} was stopped before it answered`);
}

/** The call, or its end at the moment of the abort: a connector that does not listen to its signal holds nobody up. */
async function untilAborted<T>(signal: AbortSignal, where: string, call: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw stopped(where);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(stopped(where));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([call(), aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function actionContext(source: ConnectorSource, ctx: CallContext): ActionContext {
  const base: Fetch = ctx.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const fetch = grantedFetch(grantedHosts(source.grants?.hosts ?? [], ctx.config), base);
  const now = ctx.now ?? Date.now;
  return {
    effectKey: ctx.effectKey,
    attempt: ctx.attempt,
    config: ctx.config,
    secrets: grantedSecrets(source.grants?.secrets ?? [], ctx.secrets),
    signal: ctx.signal,
    fetch,
    http: httpClient({ fetch, signal: ctx.signal, now }),
    log: ctx.log ?? (() => undefined),
    now,
  };
}

function answerReader(where: string, action: Action): (result: JsonValue | Outcome) => ConnectorAnswer {
  const outputProblems = schemaCheck(action.output);
  const outcomeChecks = new Map<string, SchemaCheck>(
    Object.entries(action.outcomes).map(([id, { output }]) => [id, output ? schemaCheck(output) : () => []]),
  );
  return (result) => {
    if (!(result instanceof Outcome)) {
      assertFits(where, outputProblems(result));
      return { kind: "done", output: result };
    }
    const problemsOf = outcomeChecks.get(result.id);
    if (problemsOf === undefined) throw new TerminalError(`${where} came to “${result.id}”, which it does not declare`);
    const { id, output } = result;
    if (output === undefined) return { kind: "outcome", outcome: id };
    assertFits(where, problemsOf(output));
    return { kind: "outcome", outcome: id, output };
  };
}

function assertFits(where: string, problems: readonly string[]): void {
  if (problems.length > 0)
    throw new UnreadableAnswerError(`${where} answered with something that does not fit: ${problems.join("; ")}`);
}
