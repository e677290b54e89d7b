import {
  type CompileContext,
  compileValue,
  type CompiledValue,
  type Facts,
  feelTypeOf,
  isPersonal,
  type JsonObject,
  type JsonValue,
  type QuotaDefinition,
} from "@orderloom/rule-dsl";

/** One limit of a quota, with the expressions that say whose it is. */
export interface CompiledLimit {
  readonly id: string;
  /** How much may be out under one key. */
  readonly amount: number;
  /** Nobody's in particular: there is one for all. */
  readonly isShared: boolean;
  /** The key is made of somebody's personal data (H10). */
  readonly isPersonal: boolean;
  /** Whose allowance these facts are about; undefined when a part of the key has no value (S10). */
  keyOf(facts: Facts): readonly JsonValue[] | undefined;
}

/** A quota's definition as closures. */
export interface CompiledQuota {
  readonly id: string;
  readonly definition: QuotaDefinition;
  /** Narrow to wide. */
  readonly limits: readonly CompiledLimit[];
  /** Whether it allows anything at an instant, UTC milliseconds. */
  isOpen(at: number): boolean;
}

export function compileQuota(definition: QuotaDefinition, context: CompileContext = {}): CompiledQuota {
  const { id, allow, period } = definition;
  const from = period === undefined ? -Infinity : Date.parse(period.from);
  const until = period === undefined ? Infinity : Date.parse(period.until);
  return {
    id,
    definition,
    limits: allow.map(({ id: limit, amount, by = [] }) => {
      const parts = by.map((part) => compileValue(part, { fieldType: feelTypeOf, isPersonal, ...context }));
      return {
        id: limit,
        amount,
        isShared: parts.length === 0,
        isPersonal: by.some(readsPersonal),
        keyOf: (facts) => keyOf(parts, facts),
      };
    }),
    isOpen: (at) => at >= from && at < until,
  };
}

function keyOf(parts: readonly CompiledValue[], facts: Facts): readonly JsonValue[] | undefined {
  const key = parts.map((part) => part.evaluate(facts).value);
  return key.includes(null) ? undefined : key;
}

function readsPersonal(expression: string): boolean {
  return [...expression.matchAll(/[a-z]\w*(?:\.\w+)+/gi)].some(([path]) => isPersonal(path));
}

/** One limit as the facts of an order see it. */
export interface LimitSeen {
  readonly left: number;
  readonly taken: number;
  readonly amount: number;
}

/**
 * The fact `quotas.<id>`: each limit under its id, and `left`, which is what all of them leave. `takenOf` gives what is out of a limit under a
 * key; a limit whose key has no value leaves nothing.
 */
export function quotaFact(
  quota: CompiledQuota,
  facts: Facts,
  takenOf: (limit: CompiledLimit, key: readonly JsonValue[]) => number,
): JsonObject {
  const seen = quota.limits.map((limit): [string, LimitSeen] => {
    const key = limit.keyOf(facts);
    const { amount } = limit;
    const taken = key ? takenOf(limit, key) : amount;
    return [limit.id, { left: Math.max(0, amount - taken), taken, amount }];
  });
  const left = Math.min(...seen.map(([, limit]) => limit.left));
  return { ...Object.fromEntries(seen.map(([id, limit]) => [id, { ...limit }])), left };
}
