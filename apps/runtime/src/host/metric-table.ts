import type { CompileContext, MetricDefinition } from "@orderloom/rule-dsl";
import { type CompiledMetric, compileMetric } from "@orderloom/workflow";
import { asDefinition, type Catalogue } from "./catalogue.ts";

export type Metrics = ReadonlyMap<string, CompiledMetric>;

/** The metrics of a moment: the version in force when it is used (S23), each compiled once. */
export class MetricTable {
  readonly #catalogue: Catalogue;
  readonly #context: CompileContext;
  readonly #compiled = new Map<string, CompiledMetric>();
  #known: { readonly key: string; readonly metrics: Metrics } | undefined;

  constructor(catalogue: Catalogue, context: CompileContext) {
    this.#catalogue = catalogue;
    this.#context = context;
  }

  /** The very same map until something is published or a window of effect begins or ends. */
  at(now: number): Metrics {
    const key = `${this.#catalogue.revision}/${this.#catalogue.windowAt(now)}`;
    if (this.#known?.key === key) return this.#known.metrics;
    const found = this.#catalogue.heads("metric").flatMap(([head]) => {
      const current = head && this.#catalogue.inForce("metric", head.id, now);
      const metric = current && this.#metric(current.id, current.version);
      return metric ? [[metric.id, metric] as const] : [];
    });
    const metrics = new Map(found);
    this.#known = { key, metrics };
    return metrics;
  }

  #metric(id: string, version: number): CompiledMetric | undefined {
    const key = `${id}/${version}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const definition = asDefinition(this.#catalogue.version("metric", id, version));
    if (definition?.kind !== "metric") return undefined;
    const metric = compileMetric(definition, version, this.#contextOf(definition));
    this.#compiled.set(key, metric);
    return metric;
  }

  #contextOf(definition: MetricDefinition): CompileContext {
    return { ...this.#context, ...this.#catalogue.contextOf(definition) };
  }
}
