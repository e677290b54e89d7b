/** One server-sent event. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** What the bytes so far gave, and what is still waiting for its blank line. */
export interface Parsed {
  readonly events: readonly StreamEvent[];
  readonly rest: string;
}

/** Reads complete events off the front of `text` (WHATWG, server-sent events); comments and unknown fields are passed over. */
export function parseStream(text: string): Parsed {
  const blocks = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  return { events: blocks.flatMap(parseBlock), rest };
}

function parseBlock(block: string): StreamEvent[] {
  let event = "message";
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id") id = value;
  }
  return data.length === 0 ? [] : [{ event, data: data.join("\n"), id }];
}

export interface StreamOptions {
  readonly headers: () => Record<string, string>;
  readonly onOpen: () => void;
  readonly onEvent: (event: StreamEvent) => void;
  /** The connection broke; the next attempt is in `retryMs`. */
  readonly onBreak: (retryMs: number) => void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
/** The runtime sends something at least every 15 s; a line quieter than this is dead, whatever the socket believes. */
const SILENCE_MS = 40_000;

/** Keeps one stream open until it is closed: reconnects with growing pauses and resumes by `Last-Event-ID`. */
export function openStream(url: string, options: StreamOptions): () => void {
  const closed = new AbortController();
  void keepOpen(url, options, closed.signal);
  return () => {
    closed.abort();
  };
}

async function keepOpen(url: string, options: StreamOptions, closed: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  const place = { lastId: undefined as string | undefined };
  const isClosed = (): boolean => closed.aborted;
  while (!isClosed()) {
    const opened = await readOnce(url, options, place, closed).catch(() => false);
    if (isClosed()) return;
    if (opened) retryMs = FIRST_RETRY_MS;
    options.onBreak(retryMs);
    await pause(retryMs, closed);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }
}

/** Reads until the line ends, breaks or falls silent; says whether it had opened. */
async function readOnce(
  url: string,
  { headers, onOpen, onEvent }: StreamOptions,
  place: { lastId: string | undefined },
  closed: AbortSignal,
): Promise<boolean> {
  const silent = new AbortController();
  const resume: Record<string, string> = place.lastId === undefined ? {} : { "last-event-id": place.lastId };
  const response = await fetch(url, {
    headers: { accept: "text/event-stream", ...headers(), ...resume },
    signal: AbortSignal.any([closed, silent.signal]),
    cache: "no-store",
  });
  if (!response.ok || response.body === null) return false;
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  try {
    for (;;) {
      const timer = setTimeout(() => silent.abort(), SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return true;
      const { events, rest } = parseStream(pending + value);
      pending = rest;
      for (const event of events) {
        place.lastId = event.id ?? place.lastId;
        onEvent(event);
      }
    }
  } catch {
    return true;
  }
}

function pause(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    closed.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
