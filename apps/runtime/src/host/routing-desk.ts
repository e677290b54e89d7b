import type { CompileContext, Routing } from "@orderloom/rule-dsl";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Pause } from "./pause.ts";
import { type RoutingTable, routingTable } from "./routing-table.ts";

export const ROUTING_KEY = "routing";
const PAUSED_KEY = "paused-workflows";

type Pauses = Readonly<Record<string, Pause>>;

/** Keeps the routing table of the moment: it follows the catalogue, the routing list, what is paused and the effective windows. */
export class RoutingDesk {
  readonly #store: DefinitionStore;
  readonly #scope: Scope;
  readonly #catalogue: Catalogue;
  readonly #context: CompileContext;
  #known: { readonly key: string; readonly table: RoutingTable } | undefined;
  #routing: Routing = { routes: [] };
  #paused: Pauses = {};
  #loads = 0;

  constructor(store: DefinitionStore, scope: Scope, catalogue: Catalogue, context: CompileContext) {
    this.#store = store;
    this.#scope = scope;
    this.#catalogue = catalogue;
    this.#context = context;
  }

  /** Reads the list again; after it was saved. */
  async load(): Promise<void> {
    const routing = await this.#store.setting(this.#scope, ROUTING_KEY);
    const paused = await this.#store.setting(this.#scope, PAUSED_KEY);
    // Both were checked when they were saved.
    this.#routing = (routing?.value as Routing | undefined) ?? { routes: [] };
    this.#paused = (paused?.value as Pauses | undefined) ?? {};
    this.#loads += 1;
  }

  /** Undefined resumes it. */
  async pause(workflow: string, pause: Pause | undefined): Promise<void> {
    const known = await this.#store.setting(this.#scope, PAUSED_KEY);
    const { [workflow]: _, ...others } = this.#paused;
    const value = { ...others, ...(pause && { [workflow]: pause }) };
    const etag = `${this.#loads}/${Object.keys(value).join()}`;
    await this.#store.saveSetting(this.#scope, PAUSED_KEY, { value, etag }, known?.etag);
    await this.load();
  }

  pauseOf(workflow: string): Pause | undefined {
    return Object.hasOwn(this.#paused, workflow) ? this.#paused[workflow] : undefined;
  }

  get routes(): Routing["routes"] {
    return this.#routing.routes;
  }

  table(now: number): RoutingTable {
    const key = `${this.#loads}/${this.#catalogue.revision}/${this.#catalogue.windowAt(now)}`;
    if (this.#known?.key === key) return this.#known.table;
    const pauseOf = (workflow: string) => this.pauseOf(workflow);
    const source = { routing: this.#routing, pauseOf, context: this.#context };
    const table = routingTable(this.#catalogue, source, now);
    this.#known = { key, table };
    return table;
  }
}
