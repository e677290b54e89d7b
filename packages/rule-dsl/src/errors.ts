/**
 * The two kinds of fault an adapter may throw. Expected business answers are values, never errors.
 */

/** Trying again will not help: the call is over. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
}

/** It may work later; `retryAfterMs` is what the other side asked for, if it did. */
export class RetryableError extends Error {
  override readonly name = "RetryableError";
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
