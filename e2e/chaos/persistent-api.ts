import { setTimeout as delay } from "node:timers/promises";
import { type Answer, Api } from "../harness/api.ts";

const PATIENCE_MS = 60_000;
const PAUSE_MS = 40;

/** The API as a channel that loses nothing calls it: what was not answered is sent again until it is. */
export class PersistentApi extends Api {
  override as(person: string): PersistentApi {
    return new PersistentApi(this.url, person);
  }

  override async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        const answer = await super.call<T>(method, path, body, headers);
        if (answer.status < 500) return answer;
        if (answer.status !== 503) throw new Broken(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      } catch (thrown) {
        if (thrown instanceof Broken || Date.now() > end) throw thrown;
      }
      await delay(PAUSE_MS);
    }
  }
}

/** The runtime answered, and said that it broke: asking again would only hide it. */
class Broken extends Error {}
