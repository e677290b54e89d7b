import { type Answer, Api } from "../harness/api.ts";
import { Door } from "./door.ts";

/** The API as a channel that loses nothing calls it: what was not answered is sent again until it is. */
export class PersistentApi extends Api {
  readonly door: Door;

  constructor(url: string, person?: string, door = new Door(url)) {
    super(url, person);
    this.door = door;
  }

  override as(person: string): PersistentApi {
    return new PersistentApi(this.url, person, this.door);
  }

  override async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    for (;;) {
      const answer = await this.#tried(() => super.call<T>(method, path, body, headers));
      if (answer !== undefined && answer.status !== 503) {
        if (answer.status < 500) return answer;
        // It answered, and said that it broke: asking again would only hide that.
        throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      }
      await this.door.untilOpen();
    }
  }

  /** Sends orders as NDJSON until the answer comes to its end (S31); gives its lines without the last. */
  async ndjson(lines: readonly string[]): Promise<readonly string[]> {
    for (;;) {
      const answer = await this.#tried(() => this.#send(lines));
      const said = answer?.split("\n").filter((line) => line !== "") ?? [];
      if (said.pop()?.startsWith('{"complete":true') === true) return said;
      await this.door.untilOpen();
    }
  }

  async #send(lines: readonly string[]): Promise<string> {
    const response = await fetch(`${this.url}/v1/orders`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines.map((line) => `${line}\n`).join(""),
    });
    return response.text();
  }

  /** Undefined when the line was cut or nobody was there. */
  async #tried<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch {
      return undefined;
    }
  }
}
