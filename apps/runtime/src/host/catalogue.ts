import {
  catalogueFor,
  compile,
  type CompileContext,
  type CompiledDecision,
  type DecisionDefinition,
  type Definition,
  type DefinitionKind,
  type DefinitionVersion,
  feelTypeOf,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import {
  compileWorkflow,
  type CompiledWorkflow,
  type ResolvedDecision,
  type WorkflowResolver,
} from "@orderloom/workflow";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { DefinitionStore, VersionHead } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import { calledVersions, type FindDecision, type FoundDecision } from "./called-decisions.ts";
import { type BindingPoint, resolveVersion, windowAt, windowEdges } from "./resolve.ts";

export interface CatalogueParts {
  readonly store: DefinitionStore;
  readonly scope: Scope;
  readonly connectors: ConnectorRunner;
  readonly context: CompileContext;
}

/** What an instance runs on: fixed at its start (H6), but for what binds when it is used (S23). */
export interface WorkflowBinding {
  readonly workflow: string;
  readonly version: number;
  readonly revision: number;
  readonly startedAt: number;
}

/** A decision of a node with the versions of what it calls. */
type BoundDecision = ResolvedDecision & { readonly calls: readonly string[] };

/** How many compiled workflows and bindings stay in memory. */
const KEPT = 500;

/**
 * The published definitions, all of them in memory: they are few, small and never change, and whoever runs, routes or words something needs them
 * without waiting. Each is compiled once.
 */
export class Catalogue {
  readonly #parts: CatalogueParts;
  #heads = new Map<string, VersionHead[]>();
  #edges: readonly number[] = [];
  #revision = 0;
  readonly #definitions = new Map<string, DefinitionVersion>();
  readonly #decisions = new Map<string, CompiledDecision>();
  /** By binding and, under it, by what the binding came to: many bindings share one compiled workflow. */
  readonly #bindings = new Map<string, CompiledWorkflow>();
  readonly #workflows = new Map<string, CompiledWorkflow>();
  readonly #followers: (() => void)[] = [];
  readonly #called = new Map<string, boolean>();

  constructor(parts: CatalogueParts) {
    this.#parts = parts;
  }

  /** Reads what is published; again after each publish. */
  async load(): Promise<void> {
    const { store, scope } = this.#parts;
    const heads = await store.versionHeads(scope);
    for (const { kind, id, version } of heads) {
      const name = nameOf(kind, id, version);
      const read = this.#definitions.has(name) ? undefined : await store.version(scope, kind, id, version);
      if (read) this.#definitions.set(name, read);
    }
    this.#heads = Map.groupBy(heads, ({ kind, id }) => `${kind}/${id}`);
    this.#edges = windowEdges(heads);
    this.#revision = await store.catalogueRevision(scope);
    this.#bindings.clear();
    this.#called.clear();
    for (const follower of this.#followers) follower();
  }

  /** Whether any published definition calls a connector. */
  calls(connector: string): boolean {
    const text = `"connector":${JSON.stringify(connector)}`;
    let known = this.#called.get(text);
    if (known === undefined) {
      known = [...this.#definitions.values()].some(({ definition }) => JSON.stringify(definition).includes(text));
      this.#called.set(text, known);
    }
    return known;
  }

  /** Told each time it was read anew. */
  follow(follower: () => void): void {
    this.#followers.push(follower);
  }

  get revision(): number {
    return this.#revision;
  }

  /** Which stretch between effective windows an instant falls in. */
  windowAt(instant: number): number {
    return windowAt(this.#edges, instant);
  }

  /** When the next effective window begins or ends, UTC milliseconds; Infinity when none does. */
  nextEdge(instant: number): number {
    return this.#edges.find((edge) => edge > instant) ?? Infinity;
  }

  /** Every version of everything. */
  published(): Iterable<DefinitionVersion> {
    return this.#definitions.values();
  }

  heads(kind?: string): readonly (readonly VersionHead[])[] {
    const all = [...this.#heads.values()];
    return kind === undefined ? all : all.filter(([head]) => head?.kind === kind);
  }

  versions(kind: string, id: string): readonly VersionHead[] {
    return this.#heads.get(`${kind}/${id}`) ?? [];
  }

  resolve(kind: DefinitionKind, id: string, point: BindingPoint): VersionHead | undefined {
    return resolveVersion(this.versions(kind, id), point);
  }

  /** What a new instance would take at an instant. */
  inForce(kind: string, id: string, instant: number): VersionHead | undefined {
    return resolveVersion(this.versions(kind, id), { revision: this.#revision, instant });
  }

  version(kind: string, id: string, version: number): DefinitionVersion | undefined {
    return this.#definitions.get(nameOf(kind, id, version));
  }

  workflowDefinition(id: string, version: number): WorkflowDefinition | undefined {
    const definition = asDefinition(this.version("workflow", id, version));
    return definition?.kind === "workflow" ? definition : undefined;
  }

  decisionDefinition(id: string, version: number): DecisionDefinition | undefined {
    const definition = asDefinition(this.version("decision", id, version));
    return definition?.kind === "decision" ? definition : undefined;
  }

  /** A decision by itself, with what it calls as that is in force at an instant. */
  decision(id: string, version: number, instant: number): CompiledDecision | undefined {
    const definition = this.decisionDefinition(id, version);
    const point = { revision: this.#revision, instant };
    const find: FindDecision = (other, pinned) =>
      this.#found(other, pinned ?? this.resolve("decision", other, point)?.version);
    return definition && this.#decision({ definition, version }, find);
  }

  #found(id: string, version: number | undefined): FoundDecision | undefined {
    const definition = version === undefined ? undefined : this.decisionDefinition(id, version);
    return definition && { definition, version: version ?? 0 };
  }

  #decision({ definition, version }: FoundDecision, find: FindDecision): CompiledDecision {
    const key = [`${definition.id}/${version}`, ...calledVersions(definition, find)].join(" ");
    const known = this.#decisions.get(key);
    if (known) return known;
    const called = (id: string, pinned?: number) => find(id, pinned)?.definition;
    const compiled = compile(definition, { ...this.contextOf(definition), decision: called });
    keep(this.#decisions, key, compiled);
    return compiled;
  }

  /** What a definition's expressions are compiled with: its own facts beside the standard ones. */
  contextOf(definition: Definition): CompileContext {
    const catalogue = catalogueFor(definition);
    return {
      ...this.#parts.context,
      isPersonal: (path) => catalogue.isPersonal(path),
      fieldType: (path) => feelTypeOf(path, catalogue),
    };
  }

  /** Undefined when the version does not exist. */
  bound(binding: WorkflowBinding, now: number): CompiledWorkflow | undefined {
    const key = this.#bindingKey(binding, now);
    const known = this.#bindings.get(key);
    if (known) return known;
    const definition = this.workflowDefinition(binding.workflow, binding.version);
    if (!definition) return undefined;
    const compiled = this.#compiled(definition, binding, this.#resolveDecisions(definition, binding, now));
    keep(this.#bindings, key, compiled);
    return compiled;
  }

  #bindingKey({ workflow, version, revision, startedAt }: WorkflowBinding, now: number): string {
    return `${workflow}/${version}/${revision}/${this.windowAt(startedAt)}/${this.#revision}/${this.windowAt(now)}`;
  }

  #resolveDecisions(definition: WorkflowDefinition, binding: WorkflowBinding, now: number): Map<string, BoundDecision> {
    const resolved = new Map<string, BoundDecision>();
    const find: FindDecision = (id, pinned) => this.#bindDecision(id, pinned, binding, now);
    for (const node of Object.values(definition.nodes)) {
      if (node.type !== "decision") continue;
      const found = find(node.decision, node.version);
      if (!found) continue;
      const decision = {
        ...found,
        compiled: this.#decision(found, find),
        calls: calledVersions(found.definition, find),
      };
      resolved.set(referenceKey(node.decision, node.version), decision);
    }
    return resolved;
  }

  /** Mappings bind when they are used, every other decision when the instance started (S23). */
  #bindDecision(
    id: string,
    pinned: number | undefined,
    binding: WorkflowBinding,
    now: number,
  ): FoundDecision | undefined {
    const atStart = this.resolve("decision", id, { revision: binding.revision, instant: binding.startedAt });
    const started = pinned ?? atStart?.version;
    const found = this.#found(id, started);
    if (found && (pinned !== undefined || found.definition.type !== "mapping")) return found;
    const current = this.resolve("decision", id, { revision: this.#revision, instant: now });
    const latest = this.#found(id, current?.version);
    return !latest || (latest.definition.type !== "mapping" && !found) ? found : latest;
  }

  #compiled(
    definition: WorkflowDefinition,
    binding: WorkflowBinding,
    decisions: ReadonlyMap<string, BoundDecision>,
  ): CompiledWorkflow {
    const uses = [...decisions].map(([key, { version, calls }]) => [`${key}=${version}`, ...calls].join("+")).sort();
    const key = [binding.workflow, binding.version, ...uses].join(" ");
    const known = this.#workflows.get(key);
    if (known) return known;
    const { connectors } = this.#parts;
    const resolver: WorkflowResolver = {
      version: binding.version,
      decision: (id, version) => decisions.get(referenceKey(id, version)),
      action: ({ connector, name, version }) => connectors.manifest(connector, name, version),
      context: this.contextOf(definition),
    };
    const compiled = compileWorkflow(definition, resolver);
    keep(this.#workflows, key, compiled);
    return compiled;
  }
}

function nameOf(kind: string, id: string, version: number): string {
  return `${kind}/${id}/${version}`;
}

function referenceKey(id: string, version: number | undefined): string {
  return version === undefined ? id : `${id}@${version}`;
}

/** What was published has passed `check`: its kind says which definition it is. */
export function asDefinition(version: DefinitionVersion | undefined): Definition | undefined {
  return version && (version.definition as unknown as Definition);
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  if (map.size <= KEPT) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
