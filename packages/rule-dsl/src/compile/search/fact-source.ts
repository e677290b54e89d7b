import type { Facts } from "../../expression/values.ts";
import type { FactReference } from "../../schema/condition.ts";
import { comparable, ForeignAmount } from "../comparable.ts";
import type { CompileScope } from "../compile-scope.ts";
import type { EvaluationWarning } from "../evaluation.ts";
import { foreignAmount, type Notes } from "../notes.ts";
import { type FactSide, factSide } from "../sides.ts";
import type { Source } from "./source.ts";

/** One evaluation of the conditions over one set of facts. */
export interface Looking {
  readonly facts: Facts;
  readonly notes: Notes;
}

/** The places of the facts that conditions look at, one source each. */
export class FactSources {
  private readonly scope: CompileScope;
  private readonly known = new Map<string, Source<Looking> | undefined>();
  private readonly sides = new Map<Source<Looking>, FactSide>();

  constructor(scope: CompileScope) {
    this.scope = scope;
  }

  /** What the conditions look at. */
  get looked(): readonly FactSide[] {
    return [...this.sides.values()];
  }

  at(reference: FactReference): Source<Looking> | undefined {
    const key = `${reference.fact} ${reference.path ?? "$"}`;
    if (this.known.has(key)) return this.known.get(key);
    const source = this.make(reference);
    this.known.set(key, source);
    return source;
  }

  /** What a condition on the source warns of, where it has no usable value. */
  warningOf(source: Source<Looking>, { facts, notes }: Looking): EvaluationWarning {
    const { scope } = this;
    const side = this.sides.get(source);
    const path = side?.fact.path ?? "";
    const value = comparable(side?.see(facts, notes), scope.baseCurrency);
    return value instanceof ForeignAmount
      ? foreignAmount(path, value, scope)
      : scope.shared(`missing ${path}`, () => scope.warning("missing-value", { path }));
  }

  private make(reference: FactReference): Source<Looking> | undefined {
    const side = factSide(reference, this.scope);
    if (side === undefined) return undefined;
    const { baseCurrency } = this.scope;
    const source: Source<Looking> = {
      read: ({ facts, notes }) => side.see(facts, notes),
      ready(value) {
        const ready = value === undefined || value === null ? undefined : comparable(value, baseCurrency);
        return ready instanceof ForeignAmount ? undefined : ready;
      },
    };
    this.sides.set(source, side);
    return source;
  }
}
