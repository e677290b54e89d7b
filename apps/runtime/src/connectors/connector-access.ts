import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Connector } from "@orderloom/connector-sdk";
import type { Refused } from "../host/commands.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { ConnectorAccess } from "./sdk-connector-runner.ts";

const KEY = "connector-access";
const none: ConnectorAccess = { config: {}, secrets: {} };

/** Where each connector's system stands and what lets it in; kept in the store, never shown again. */
export class ConnectorAccessBook {
  readonly #store: DefinitionStore;
  readonly #scope: Scope;
  readonly #connectors: ReadonlyMap<string, Connector>;
  #entries: Readonly<Record<string, ConnectorAccess>> = {};
  #etag: string | undefined;

  constructor(store: DefinitionStore, scope: Scope, connectors: readonly Connector[]) {
    this.#store = store;
    this.#scope = scope;
    this.#connectors = new Map(connectors.map((connector) => [connector.id, connector]));
  }

  async load(): Promise<void> {
    const setting = await this.#store.setting(this.#scope, KEY);
    if (setting === undefined) return;
    this.#etag = setting.etag;
    this.#entries = setting.value as unknown as Record<string, ConnectorAccess>; // written by `set` alone
  }

  of(connector: string): ConnectorAccess {
    return this.#entries[connector] ?? none;
  }

  /** Followed from the next call on. */
  async set(
    connector: string,
    access: {
      readonly config: JsonObject;
      readonly secrets?: Readonly<Record<string, string>> | undefined;
      readonly limits?: ConnectorAccess["limits"] | undefined;
    },
  ): Promise<{ readonly kind: "done" } | Refused> {
    const found = this.#connectors.get(connector);
    if (found === undefined)
      return { kind: "refused", status: 404, code: "unknown-connector", data: { id: connector } };
    const [problem] = found.configProblems(access.config);
    if (problem !== undefined)
      return { kind: "refused", status: 422, code: "bad-config", data: { connector, problem } };
    const known = this.of(connector);
    const limits = access.limits ?? known.limits;
    const entry = { config: access.config, secrets: access.secrets ?? known.secrets, ...(limits && { limits }) };
    const next = { ...this.#entries, [connector]: entry };
    const etag = String(Number(this.#etag ?? 0) + 1);
    const value = next as unknown as JsonValue; // plain JSON by its type
    if (!(await this.#store.saveSetting(this.#scope, KEY, { value, etag }, this.#etag))) {
      await this.load();
      return this.set(connector, access);
    }
    this.#entries = next;
    this.#etag = etag;
    return { kind: "done" };
  }
}
