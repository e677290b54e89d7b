import type { ProblemDetails } from "@orderloom/api-contract";
import { settings } from "../shared/settings.ts";

/** An answer that is no success: its problem details, or only a status when the body says nothing we know. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: ProblemDetails | undefined;

  constructor(status: number, problem: ProblemDetails | undefined) {
    super(problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** The request never reached the runtime, or its answer never reached us. */
export class OfflineError extends Error {}

/** Whose name is on the call, until accounts exist (S34). */
export function callHeaders(): Record<string, string> {
  const { personId } = settings();
  return personId === undefined ? {} : { "x-orderloom-person": personId };
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === "object" && body !== null && "message" in body && "code" in body;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new OfflineError("The runtime does not answer", { cause });
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  return new ApiError(response.status, isProblem(body) ? body : undefined);
}

/** What the contract says `path` answers with. The runtime is our own and of the same build, so it is not parsed again here. */
async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as T; // the contract's shape, checked by the runtime's own tests
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(await send(path, { headers: callHeaders(), ...(signal === undefined ? {} : { signal }) }));
}

function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const headers = { ...callHeaders(), "content-type": "application/json", "idempotency-key": freshKey() };
  return answerOf<T>(await send(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** An answer with the mark that the next save of it has to name. */
export interface Marked<T> {
  readonly body: T;
  readonly etag: string;
}

const etagIn = (response: Response): string => (response.headers.get("etag") ?? "").replaceAll('"', "");

export async function getMarked<T>(path: string, signal?: AbortSignal): Promise<Marked<T>> {
  const response = await send(path, {
    headers: callHeaders(),
    cache: "no-store",
    ...(signal === undefined ? {} : { signal }),
  });
  return { body: await answerOf<T>(response), etag: etagIn(response) };
}

/** `etag` undefined creates what is not there yet. */
export async function put<T>(path: string, body: unknown, etag: string | undefined): Promise<Marked<T>> {
  const match: Record<string, string> = etag === undefined ? {} : { "if-match": `"${etag}"` };
  const headers = { ...callHeaders(), "content-type": "application/json", ...match };
  const response = await send(path, { method: "PUT", headers, body: JSON.stringify(body) });
  return { body: await answerOf<T>(response), etag: etagIn(response) };
}

export async function remove(path: string, etag: string): Promise<void> {
  const response = await send(path, { method: "DELETE", headers: { ...callHeaders(), "if-match": `"${etag}"` } });
  if (!response.ok) throw await refusal(response);
}

/** A file as it is, such as a spreadsheet. */
export async function putFile<T>(path: string, file: Blob, type: string): Promise<T> {
  const headers = { ...callHeaders(), "content-type": type };
  return answerOf<T>(await send(path, { method: "PUT", headers, body: file }));
}

/** The answer, or undefined where the runtime says there is none. */
export async function unlessMissing<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

/** As `post`, but the answer is read line by line as it comes (NDJSON). Aborting `signal` makes the runtime go no further. */
export async function* postLines<T>(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<T> {
  const headers = {
    ...callHeaders(),
    accept: "application/x-ndjson",
    "content-type": "application/json",
    "idempotency-key": freshKey(),
  };
  const response = await send(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  if (!response.ok) throw await refusal(response);
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (pending + (value ?? "")).split("\n");
    pending = done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line !== "") yield JSON.parse(line) as T; // the contract's shape
    if (done) return;
  }
}
