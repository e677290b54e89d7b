import type { ActionReference, Compensation, RetryPolicy } from "@orderloom/rule-dsl";
import type { Backoff, CompiledCall, CompiledCompensation } from "../machine.ts";
import { durationMs } from "./duration.ts";
import { strictInput } from "./expressions.ts";
import type { NodeTools } from "./node-tools.ts";

const FIRST_MS = 1_000;
const MOST_MS = 60_000;

interface CallDeclaration {
  readonly action: ActionReference;
  readonly timeout?: string;
  readonly retry?: RetryPolicy;
  readonly output?: string;
  readonly mend?: boolean;
  readonly compensate?: Compensation;
}

/** An action that its connector does not declare counts as one that must never be repeated (H4). */
export function compileCall(declared: CallDeclaration, tools: NodeTools): CompiledCall {
  const manifest = tools.resolver.action(declared.action);
  const timeoutMs = durationMs(declared.timeout ?? manifest?.timeout ?? "");
  return {
    reference: declared.action,
    idempotency: manifest?.idempotency ?? "never-retry",
    ...(manifest?.query !== undefined && { query: manifest.query }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    retry: compileBackoff(declared.retry),
    ...(declared.output !== undefined && { output: declared.output }),
    commits: manifest?.commits === true,
    remedies: declared.mend ? ["done", "mend"] : ["done"],
    ...(declared.compensate && { compensation: compileCompensation(declared.compensate, tools) }),
  };
}

function compileCompensation({ action, input }: Compensation, tools: NodeTools): CompiledCompensation {
  const manifest = tools.resolver.action(action);
  const timeoutMs = durationMs(manifest?.timeout ?? "");
  return {
    reference: action,
    idempotency: manifest?.idempotency ?? "never-retry",
    ...(timeoutMs !== undefined && { timeoutMs }),
    input: strictInput(input, "compensate", tools.context),
  };
}

/** Where nobody says how long a pause may grow, a first pause longer than usual stands. */
function compileBackoff(policy: RetryPolicy | undefined): Backoff {
  const firstMs = durationMs(policy?.first ?? "") ?? FIRST_MS;
  return {
    attempts: policy?.attempts ?? 1,
    firstMs,
    mostMs: durationMs(policy?.most ?? "") ?? Math.max(firstMs, MOST_MS),
    exponential: policy?.backoff !== "fixed",
    on: policy?.on ?? "any",
    jitter: (policy?.jitter ?? 0) / 100,
  };
}
