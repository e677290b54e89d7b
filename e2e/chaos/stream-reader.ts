import type { Door } from "./door.ts";

/**
 * Somebody who follows `/v1/events` through all of it: broken off, he goes on after the last he heard, by Last-Event-ID (S30). He may hear a
 * thing twice, but nothing may be kept from him.
 */
export class StreamReader {
  readonly #url: string;
  readonly #door: Door;
  readonly #heard = new Set<string>();
  readonly #stop = new AbortController();
  readonly #reading: Promise<void>;
  #last: string | undefined;

  constructor(url: string, door: Door) {
    this.#url = url;
    this.#door = door;
    this.#reading = this.#read();
  }

  hasHeard(eventId: string): boolean {
    return this.#heard.has(eventId);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }

  async #read(): Promise<void> {
    while (this.#isOpen()) {
      try {
        await this.#follow();
      } catch {
        // The line was cut: by the stop, or because the other side died.
      }
      if (this.#isOpen()) await this.#door.untilOpen();
    }
  }

  #isOpen(): boolean {
    return !this.#stop.signal.aborted;
  }

  async #follow(): Promise<void> {
    const headers = this.#last === undefined ? {} : { "last-event-id": this.#last };
    const response = await fetch(`${this.#url}/v1/events`, { headers, signal: this.#stop.signal });
    let rest = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const frames = (rest + chunk).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) this.#note(frame);
    }
  }

  #note(frame: string): void {
    const [, cursor, data] = /^id: (.*)\nevent: .*\ndata: (.*)$/.exec(frame) ?? [];
    if (cursor === undefined || data === undefined) return;
    this.#last = cursor;
    this.#heard.add((JSON.parse(data) as { readonly id: string }).id); // the stream's own format
  }
}
