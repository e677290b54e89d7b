import { RetryableError, TerminalError } from "@orderloom/rule-dsl";

/**
 * The other side answered, but not in a way that fits: whether it acted is not known.
 * Trying again by itself does not help (it is terminal); a host that must know asks by the effect key (S8).
 */
export class UnreadableAnswerError extends TerminalError {}

/** Codes of Node's sockets and of undici that mean "the way there is broken", not "the request is wrong". */
const networkCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

/** The network code somewhere along the chain of causes, if there is one. */
export function networkCodeOf(thrown: unknown): string | undefined {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && networkCodes.has(at.code)) return at.code;
  }
  return undefined;
}

/** Whatever was thrown, as one of the two kinds a host knows. */
export function asFault(thrown: unknown, where: string): TerminalError | RetryableError {
  if (thrown instanceof TerminalError || thrown instanceof RetryableError) return thrown;
  const code = networkCodeOf(thrown);
  if (code !== undefined) return new RetryableError(`${where}: the other side cannot be reached (${code})`);
  const said = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new TerminalError(`${where} broke: ${said}`, { cause: thrown });
}
