import { createContext, use } from "react";
import type { Condition, Diagnostic, Fix, NamedConditions } from "@orderloom/rule-dsl";
import type { OnSample } from "./sample-verdicts.ts";

/** What the parts of one builder share: the condition they are parts of, and how it is changed. */
export interface Builder {
  readonly root: Condition;
  readonly readOnly: boolean;
  readonly onSample: OnSample | undefined;
  readonly problems: readonly Diagnostic[];
  /** The place that is being dragged. */
  readonly dragged: string | undefined;
  readonly drag: (at: string | undefined) => void;
  readonly change: (next: Condition, focus?: string) => void;
  /** Changes the condition and the named ones in one step. Absent where none can be made. */
  readonly changeNamed?: ((next: Condition, conditions: NamedConditions) => void) | undefined;
  readonly onFix?: ((fix: Fix) => void) | undefined;
  readonly onCode?: (() => void) | undefined;
  /** Draws a condition inside a part of this one. */
  readonly tree: React.ComponentType<TreeProps>;
}

export interface TreeProps {
  readonly value: Condition;
  /** What `check` found in it, with paths from the condition on. */
  readonly problems?: readonly Diagnostic[];
  readonly readOnly?: boolean;
  readonly onChange: (next: Condition) => void;
  readonly onChangeNamed?: ((next: Condition, conditions: NamedConditions) => void) | undefined;
  /** Applies what `check` proposes, to the whole definition. */
  readonly onFix?: ((fix: Fix) => void) | undefined;
  /** Leads to the same condition as text. */
  readonly onCode?: (() => void) | undefined;
}

export const BuilderContext = createContext<Builder | undefined>(undefined);

export function useBuilder(): Builder {
  const builder = use(BuilderContext);
  if (builder === undefined) throw new Error("A part of a condition is drawn inside a builder");
  return builder;
}
