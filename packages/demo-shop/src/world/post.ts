import type { JsonValue } from "@orderloom/rule-dsl";

export interface PostAnswer {
  readonly status: number;
  readonly body: JsonValue;
}

/** Sends JSON to the runtime, `path` such as `/v1/orders`. Rejects only when nobody answers. */
export type Post = (path: string, body: object) => Promise<PostAnswer>;

const TIMEOUT_MS = 10_000;

/** Over HTTP, to the runtime at `baseUrl`. */
export function httpPost(baseUrl: string): Post {
  return async (path, body) => {
    const response = await fetch(new URL(path, baseUrl), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: parsed(await response.text()) };
  };
}

function parsed(text: string): JsonValue {
  try {
    // What JSON.parse returns is JSON by definition.
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

/** The field of an answer that is a text, if it is one. */
export function textField(body: JsonValue, name: string): string | undefined {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
