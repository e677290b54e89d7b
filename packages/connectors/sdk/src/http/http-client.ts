import { type JsonValue, RetryableError, TerminalError } from "@orderloom/rule-dsl";
import type { Fetch } from "./fetch.ts";
import { networkCodeOf, UnreadableAnswerError } from "../faults.ts";
import { readLimited } from "./read-limited.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: JsonValue;
  /** Statuses beside 2xx that are answers rather than faults. */
  readonly accept?: readonly number[];
  /** For this request; the action's own limit stands beside it. 10 s when absent. */
  readonly timeoutMs?: number;
  /** Of the answer; 1 MiB when absent. */
  readonly limitBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null when the answer has no body. */
  readonly body: JsonValue;
}

/** One JSON request and its answer. Faults: 408, 425, 429, 5xx and a broken way there are retryable, the rest is terminal. */
export type HttpClient = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpClientOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_LIMIT_BYTES = 1_048_576;
const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

export function httpClient(options: HttpClientOptions): HttpClient {
  return async (request) => {
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([options.signal, timeout]);
    try {
      const response = await options.fetch(request.url, requestInit(request, signal));
      const text = await readLimited(response, request.limitBytes ?? DEFAULT_LIMIT_BYTES);
      if (!response.ok && request.accept?.includes(response.status) !== true)
        throw statusFault(response, text, options.now());
      return { status: response.status, headers: response.headers, body: parsed(text, response.status) };
    } catch (thrown) {
      if (timeout.aborted && !options.signal.aborted)
        throw new RetryableError(`no answer from ${new URL(request.url).host} within ${timeoutMs} ms`);
      throw withHost(thrown, request.url);
    }
  };
}

function requestInit(request: HttpRequest, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { accept: "application/json", ...request.headers };
  if (request.body === undefined) return { method: request.method, headers, signal };
  return {
    method: request.method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(request.body),
    signal,
  };
}

function withHost(thrown: unknown, url: string): unknown {
  const code = networkCodeOf(thrown);
  return code === undefined ? thrown : new RetryableError(`${new URL(url).host} cannot be reached (${code})`);
}

function parsed(text: string, status: number): JsonValue {
  if (text.trim() === "") return null;
  try {
    // What JSON.parse returns is JSON by definition.
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new UnreadableAnswerError(`answered ${status} with something that is not JSON`);
  }
}

function statusFault(response: Response, text: string, now: number): TerminalError | RetryableError {
  const { status } = response;
  const message = `${new URL(response.url).host} answered ${status}${said(text)}`;
  if (!retryableStatuses.has(status) && status < 500) return new TerminalError(message);
  return new RetryableError(message, retryAfterMs(response.headers.get("retry-after"), now));
}

/** A short code or error of the other side; never its whole answer, which may hold personal data (H10). */
function said(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null) return "";
    const word = ["code", "error"].map((key) => (body as Record<string, unknown>)[key]).find(isShort);
    return word === undefined ? "" : ` (${word})`;
  } catch {
    return "";
  }
}

function isShort(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 80;
}
