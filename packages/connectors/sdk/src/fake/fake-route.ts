import type { JsonValue } from "@orderloom/rule-dsl";

export interface FakeRequest {
  readonly path: string;
  /** What stood in the places of the route's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonValue;
  /** The idempotency-key header; empty when there is none. */
  readonly key: string;
}

export interface FakeReply {
  readonly status: number;
  readonly body: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call a fake understands. `action` is the name that /told and /control know it by. */
export interface FakeRoute {
  readonly action: string;
  readonly method: string;
  /** Such as `/reservations/:id/release`. */
  readonly path: string;
  /** Whether the same idempotency key acts once. */
  readonly writes: boolean;
  /** Runs inside one transaction, synchronously: what it writes is kept only if it returns. */
  readonly handle: (request: FakeRequest) => FakeReply;
  /** A view for tests and people, not part of the protocol: it is not told, and never misbehaves. */
  readonly aside?: boolean;
}

export type RouteMatch = { readonly route: FakeRoute; readonly params: Readonly<Record<string, string>> };

export function findRoute(routes: readonly FakeRoute[], method: string, path: string): RouteMatch | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(text);
    else if (part !== text) return undefined;
  }
  return params;
}
