import type { Facts } from "../../expression/values.ts";
import type { FactReference } from "../../schema/condition.ts";
import { comparable, ForeignAmount } from "../comparable.ts";
import type { CompileScope } from "../compile-scope.ts";
import type { EvaluationWarning } from "../evaluation.ts";
import { foreignAmount } from "../notes.ts";
import { factSide, type Side } from "../sides.ts";
import type { Source } from "./source.ts";

/** The places of the facts that conditions look at, one source each. */
export class FactSources {
  private readonly scope: CompileScope;
  private readonly known = new Map<string, Source<Facts> | undefined>();
  private readonly sides = new Map<Source<Facts>, Side>();

  constructor(scope: CompileScope) {
    this.scope = scope;
  }

  at(reference: FactReference): Source<Facts> | undefined {
    const key = `${reference.fact} ${reference.path ?? "$"}`;
    if (this.known.has(key)) return this.known.get(key);
    const source = this.make(reference);
    this.known.set(key, source);
    return source;
  }

  /** What a condition on the source warns of, where it has no usable value. */
  warningOf(source: Source<Facts>, facts: Facts): EvaluationWarning {
    const { scope } = this;
    const side = this.sides.get(source);
    const path = side?.path ?? "";
    const value = comparable(side?.read(facts), scope.baseCurrency);
    return value instanceof ForeignAmount
      ? foreignAmount(path, value, scope)
      : scope.shared(`missing ${path}`, () => scope.warning("missing-value", { path }));
  }

  private make(reference: FactReference): Source<Facts> | undefined {
    const side = factSide(reference, this.scope);
    if (side === undefined) return undefined;
    const { baseCurrency } = this.scope;
    const source: Source<Facts> = {
      read: side.read,
      ready(value) {
        const ready = value === undefined || value === null ? undefined : comparable(value, baseCurrency);
        return ready instanceof ForeignAmount ? undefined : ready;
      },
    };
    this.sides.set(source, side);
    return source;
  }
}
