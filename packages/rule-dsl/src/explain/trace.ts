import type { JsonValue } from "../schema/common.ts";

/*
 * What a decision saw (S19): condition places, outcome bits and values. A personal value is only a reference; explain() masks when it renders.
 */

/** The value of a personal field, or of one that is no plain value, is not kept: `ref` is its fact path. */
export type TracedValue = { readonly value: JsonValue } | { readonly ref: string };

export interface ConditionTrace {
  /**
   * JSON Pointer of the condition inside its rule, case or constraint, such as `/all/1`; below a named condition that of
   * the definition, such as `/conditions/campaign/all/0`.
   */
  readonly at: string;
  readonly held: boolean;
  /** What a leaf saw; absent for groups. */
  readonly observed?: TracedValue;
  /** What it was compared with, where that is another fact. */
  readonly against?: TracedValue;
  /** What a FEEL leaf read, by fact path. */
  readonly reads?: Readonly<Record<string, TracedValue>>;
  /** Both sides of a FEEL leaf that compares, such as `sum(order.lines.quantity) > 2`. */
  readonly sides?: readonly [left: TracedValue, right: TracedValue];
  readonly missing?: true;
  /** The outcome did not depend on it, and its fact was never fetched. */
  readonly unread?: true;
  readonly children?: readonly ConditionTrace[];
}

export interface RuleTrace {
  readonly ruleId: string;
  /** Index of the `each` item. */
  readonly item?: number;
  readonly held: boolean;
  /** It held, but an earlier rule had won already, or a group, a stacking limit or a cap left nothing for it. */
  readonly passedOver?: true;
  readonly condition: ConditionTrace;
}

export interface CellTrace {
  readonly input: string;
  readonly observed: TracedValue;
}

/** A table inside a boxed model: what its inputs were, and the numbers of the rows that hit, from 1. */
export interface BoxedTableTrace {
  readonly decision: string;
  readonly inputs: readonly { readonly text: string; readonly observed: TracedValue }[];
  readonly rows: readonly number[];
}

/** What a decision rests on, and the decisions it called on its way, in that order. */
export type DecisionTrace = OwnTrace & {
  readonly calls?: readonly { readonly id: string; readonly decision: string; readonly trace?: DecisionTrace }[];
};

type OwnTrace =
  /** `omitted` counts refused rules that were left out, farthest first, so that a trace stays small. */
  | { readonly type: "rules"; readonly rules: readonly RuleTrace[]; readonly omitted?: number }
  /**
   * `rows[i].failed` names the first input whose cell refused the row. `omitted` counts the rows of a large table that are left out because the
   * cells' values tell of them: what they ask for is plain text and numbers.
   */
  | {
      readonly type: "table";
      readonly cells: readonly CellTrace[];
      readonly hits: readonly string[];
      readonly rows: readonly { readonly id: string; readonly failed?: string }[];
      readonly omitted?: number;
    }
  | {
      readonly type: "score";
      readonly ranking: readonly {
        readonly id: string;
        readonly score: number;
        readonly contributions: Readonly<Record<string, { readonly raw: JsonValue; readonly share: number }>>;
        readonly adjustments: readonly string[];
      }[];
      readonly out: readonly { readonly id: string; readonly by: string; readonly condition: ConditionTrace }[];
    }
  | {
      readonly type: "mapping";
      readonly key: Readonly<Record<string, JsonValue>>;
      readonly entry?: string;
      /** The state of the order, which the entry would have moved backwards. */
      readonly stays?: string;
    }
  | {
      readonly type: "expression";
      readonly entries: Readonly<Record<string, JsonValue>>;
      /** The tables of a boxed model, in the order in which they were asked. */
      readonly tables?: readonly BoxedTableTrace[];
    };
