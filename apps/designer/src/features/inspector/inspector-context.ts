import { createContext, use } from "react";
import type { DefinitionList } from "@orderloom/api-contract";
import type {
  ActionManifest,
  Condition,
  ConnectorDefinition,
  DefinitionKind,
  Diagnostic,
  Fix,
  JsonObject,
  LocalizedText,
  NamedConditions,
  WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { Command } from "../../document/command.ts";
import type { SchemaFormProps } from "./field-props.ts";

/** What the pickers offer. */
export interface InspectorSources {
  readonly connectors: readonly ConnectorDefinition[];
  readonly definitions: DefinitionList["items"];
  readonly groups: readonly { readonly id: string; readonly name: LocalizedText }[];
}

/** A condition of the definition, for whoever draws it. */
export interface ConditionSlot {
  readonly value: Condition;
  /** With paths from the condition on. */
  readonly problems: readonly Diagnostic[];
  readonly readOnly: boolean;
  /** Names beside the standard ones, such as `event` of a handler. */
  readonly names?: readonly string[];
  readonly onChange: (next: Condition) => void;
  readonly onChangeNamed?: (next: Condition, conditions: NamedConditions) => void;
  readonly onFix?: (fix: Fix) => void;
}

/** What all fields of one inspected thing share. */
export interface Inspected {
  readonly definition: WorkflowDefinition;
  readonly sources: InspectorSources;
  readonly readOnly: boolean;
  readonly problems: readonly Diagnostic[];
  /** The node, the handler or the workflow's head, as JSON. */
  readonly object: JsonObject;
  /** Where it stands in the definition. */
  readonly place: string;
  readonly put: (next: JsonObject) => void;
  /** Puts the object and other fields of the workflow in one step. */
  readonly putWith: (next: JsonObject, conditions: NamedConditions) => void;
  readonly run: (command: Command) => void;
  readonly onFix: (fix: Fix) => void;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (kind: DefinitionKind, id: string) => void;
  readonly renderCondition: (slot: ConditionSlot) => React.ReactNode;
  /** Which order conditions are tried on. */
  readonly sample: React.ReactNode;
  /** Draws the fields of an object inside one of its fields. */
  readonly form: React.ComponentType<SchemaFormProps>;
}

export const InspectedContext = createContext<Inspected | undefined>(undefined);

export function useInspected(): Inspected {
  const inspected = use(InspectedContext);
  if (inspected === undefined) throw new Error("A field is drawn inside an inspector");
  return inspected;
}

export function manifestOf(
  { connectors }: InspectorSources,
  connector: string,
  action: string,
): ActionManifest | undefined {
  const actions = connectors.find(({ id }) => id === connector)?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}
