import type {
  ActionManifest,
  ActionReference,
  CompileContext,
  CompiledDecision,
  DecisionDefinition,
} from "@orderloom/rule-dsl";

export interface ResolvedDecision {
  readonly definition: DecisionDefinition;
  readonly version: number;
  /** Spares compiling again a decision that several workflows share. */
  readonly compiled?: CompiledDecision;
}

/** What a definition refers to, as it is when the instance starts (S23, H6). */
export interface WorkflowResolver {
  /** The version of the workflow itself. */
  readonly version: number;
  decision(id: string, version?: number): ResolvedDecision | undefined;
  action(reference: ActionReference): ActionManifest | undefined;
  readonly context?: CompileContext;
}
