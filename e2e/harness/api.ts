import type { AcceptedOrder, OrderCounts, OrderDetail, OrderList, TaskList, Timeline } from "@orderloom/api-contract";
import type { World } from "./world.ts";

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** The API as any script would call it. */
export class Api {
  readonly url: string;
  readonly person: string | undefined;

  constructor(url: string, person?: string) {
    this.url = url;
    this.person = person;
  }

  as(person: string): Api {
    return new Api(this.url, person);
  }

  async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.person === undefined ? {} : { "x-orderloom-person": this.person }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get("content-type") ?? "").includes("json");
    // The caller names the shape it expects; the tests assert on it.
    return {
      status: response.status,
      body: (json && text !== "" ? JSON.parse(text) : text) as T,
      headers: response.headers,
    };
  }

  order = (order: unknown): Promise<Answer<AcceptedOrder>> => this.call("POST", "/v1/orders", order);
  event = (id: string, event: unknown): Promise<Answer> => this.call("POST", `/v1/orders/${id}/events`, event);
  orders = (query = ""): Promise<Answer<OrderList>> => this.call("GET", `/v1/orders${query}`);
  counts = (): Promise<Answer<OrderCounts>> => this.call("GET", "/v1/orders/counts");
  detail = (id: string): Promise<Answer<OrderDetail>> => this.call("GET", `/v1/orders/${id}`);
  timeline = (id: string): Promise<Answer<Timeline>> => this.call("GET", `/v1/orders/${id}/timeline`);
  tasks = (query = ""): Promise<Answer<TaskList>> => this.call("GET", `/v1/tasks${query}`);

  /** Points the connectors at the world and puts both shipped templates live. */
  async openShop(world: World): Promise<void> {
    for (const [connector, baseUrl] of [
      ["wms", world.wms],
      ["finance", world.finance],
      ["message", world.chat],
      ["postal", world.postal],
    ] as const) {
      await this.must("PUT", `/v1/connectors/${connector}/config`, { config: { baseUrl } });
    }
    for (const template of ["gift-binding", "credit-term-review"]) {
      await this.must("POST", `/v1/templates/${template}/import`, { publish: true, note: "test" });
    }
  }

  /** A call that has to succeed for the test to make sense. */
  async must<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

/** Asks again until `done` says so; fails with what it saw last. */
export async function until<T>(ask: () => Promise<T>, done: (value: T) => boolean, timeoutMs = 20_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (done(value)) return value;
    if (Date.now() > end)
      throw new Error(`it did not come to that in ${String(timeoutMs)} ms: ${JSON.stringify(value).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
