import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { Code, CodeData } from "../codes/codes.ts";
import type { NamedConditions } from "../schema/condition.ts";
import type { DecisionDefinition, FetchedFact } from "../schema/decision.ts";
import type { FeelFieldType } from "../expression/compile/scope.ts";
import type { DecisionTrace, ConditionTrace } from "../explain/trace.ts";

/** What is known when deciding: roots `order`, `vars`, `metrics`, `quotas`, `now` and a definition's own (S18). */
export type Facts = Readonly<Record<string, unknown>>;

/** Why something is not as it should be, without stopping the evaluation. */
export interface EvaluationWarning {
  readonly code: Code;
  readonly data: CodeData;
}

/** A fact that must be fetched before the decision can be made (S15). */
export interface FactNeed {
  readonly factId: string;
  readonly input: JsonObject;
}

export type Evaluation =
  | {
      readonly kind: "value";
      readonly value: JsonValue;
      readonly warnings: readonly EvaluationWarning[];
      readonly trace?: DecisionTrace;
    }
  | { readonly kind: "needs"; readonly needs: readonly FactNeed[] }
  /** It cannot be decided and a person must look: no candidate left, an unmapped code, several rows of a UNIQUE table. */
  | {
      readonly kind: "incident";
      readonly incident: string;
      readonly code: Code;
      readonly data: CodeData;
      readonly trace?: DecisionTrace;
    };

export interface CompiledDecision {
  readonly definition: DecisionDefinition;
  /** Fact paths it reads, such as `order.channel`. */
  readonly reads: readonly string[];
  /** Every fact it may ask for, those of decisions it calls under `<call>.<fact>`. */
  readonly facts: readonly FetchedFact[];
  evaluate(facts: Facts, options?: { readonly trace?: boolean }): Evaluation;
}

export interface CompiledCondition {
  readonly reads: readonly string[];
  evaluate(
    facts: Facts,
    options?: { readonly trace?: boolean },
  ): { readonly held: boolean; readonly warnings: readonly EvaluationWarning[]; readonly trace?: ConditionTrace };
}

/** A value, a map of values or FEEL, compiled. `value` is plain JSON; `null` with a warning when an expression has none. */
export interface CompiledValue {
  readonly reads: readonly string[];
  evaluate(facts: Facts): { readonly value: JsonValue; readonly warnings: readonly EvaluationWarning[] };
}

export interface CompileContext {
  /** The decisions that a decision may call, in the version that is in force for the caller. */
  readonly decision?: (id: string, version?: number) => DecisionDefinition | undefined;
  /** Ids of the decisions that are being compiled around this one. */
  readonly calling?: readonly string[];
  /** Where business dates are reckoned (S38). */
  readonly timeZone?: string;
  /** The organisation's base currency, which plain numbers are compared in (S20). */
  readonly baseCurrency?: string;
  readonly conditions?: NamedConditions;
  /** Not to generate code, as where the platform allows none. It is slower and gives the same. */
  readonly withoutCode?: boolean;
  /** Names beside the standard roots that expressions may read. */
  readonly names?: readonly string[];
  /** Types of fact paths that JSON shows as text: `order.placedAt` is a date-time. Elements share their list's path. The standard catalogue when absent. */
  readonly fieldType?: (path: string) => FeelFieldType | undefined;
  /** Whether a fact path such as `order.customer.phone` holds personal data, which traces only refer to (S19, H10). The standard catalogue when absent. */
  readonly isPersonal?: (path: string) => boolean;
}
