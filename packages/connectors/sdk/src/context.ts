import type { JsonObject } from "@orderloom/rule-dsl";
import type { Fetch } from "./http/fetch.ts";
import type { HttpClient } from "./http/http-client.ts";

/** A line for the runtime's log. Never a personal value (H10): ids, counts and codes. */
export type ConnectorLog = (level: "debug" | "info" | "warn", message: string, data?: JsonObject) => void;

/** What the host gives with each call. */
export interface CallContext {
  /** Stable over retries (S28): what a connector sends as its idempotency key. */
  readonly effectKey: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly config: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** The way out; the global fetch when absent. The action is given it limited to the hosts its manifest was granted (H8). */
  readonly fetch?: Fetch;
  readonly log?: ConnectorLog;
  /** UTC milliseconds. */
  readonly now?: () => number;
}

/** What an action is given: `config` has passed the connector's schema, `secrets` are the granted ones. */
export interface ActionContext<Config = JsonObject> {
  readonly effectKey: string;
  readonly attempt: number;
  readonly config: Config;
  readonly secrets: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly fetch: Fetch;
  readonly http: HttpClient;
  readonly log: ConnectorLog;
  readonly now: () => number;
}
