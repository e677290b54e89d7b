import { Type } from "typebox";
import type { TSchema } from "typebox";
import { ConnectorDefinition } from "./connector.ts";
import {
  type DecisionDefinition,
  type DecisionType,
  ExpressionDecision,
  MappingDecision,
  RulesDecision,
  ScoreDecision,
  TableDecision,
} from "./decision.ts";
import { FormDefinition } from "./form.ts";
import { MetricDefinition } from "./metric.ts";
import { QuotaDefinition } from "./quota.ts";
import { TemplateDefinition } from "./template.ts";
import { WorkflowDefinition } from "./workflow.ts";

/** Every kind that is drafted, published and referred to by id. */
export type Definition =
  | WorkflowDefinition
  | DecisionDefinition
  | FormDefinition
  | MetricDefinition
  | QuotaDefinition
  | ConnectorDefinition
  | TemplateDefinition;
export type DefinitionKind = Definition["kind"];
export const definitionKinds: readonly DefinitionKind[] = [
  "workflow",
  "decision",
  "form",
  "metric",
  "quota",
  "connector",
  "template",
];
export const DefinitionKindSchema = Type.Unsafe<DefinitionKind>({ type: "string", enum: [...definitionKinds] });

const decisionSchemas: Readonly<Record<DecisionType, TSchema>> = {
  rules: RulesDecision,
  table: TableDecision,
  score: ScoreDecision,
  mapping: MappingDecision,
  expression: ExpressionDecision,
};
const kindSchemas: Readonly<Record<Exclude<DefinitionKind, "decision">, TSchema>> = {
  workflow: WorkflowDefinition,
  form: FormDefinition,
  metric: MetricDefinition,
  quota: QuotaDefinition,
  connector: ConnectorDefinition,
  template: TemplateDefinition,
};

/** The JSON Schema of a kind; for decisions, of the type as well. Undefined when there is no such kind or type. */
export function schemaOf(kind: string, type?: string): TSchema | undefined {
  if (kind === "decision")
    return type !== undefined && Object.hasOwn(decisionSchemas, type)
      ? decisionSchemas[type as DecisionType]
      : undefined;
  return Object.hasOwn(kindSchemas, kind) ? kindSchemas[kind as keyof typeof kindSchemas] : undefined;
}
