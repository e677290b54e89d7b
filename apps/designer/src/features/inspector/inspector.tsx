import { Tabs } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { NodeTraffic, PassedOrder } from "@orderloom/api-contract";
import {
  applyFix,
  type Diagnostic,
  type DefinitionKind,
  type EventHandler,
  type Fix,
  type JsonObject,
  type NamedConditions,
  type WorkflowDefinition,
  type WorkflowNode,
} from "@orderloom/rule-dsl";
import type { Command } from "../../document/command.ts";
import { type FormSchema, handlerSchema, nodeSchema } from "../../document/inspector/form-schema.ts";
import { problemsAt, problemsBelow } from "./field-props.ts";
import { FieldProblems } from "./form-field.tsx";
import {
  type ConditionSlot,
  type Inspected,
  InspectedContext,
  type InspectorSources,
  useInspected,
} from "./inspector-context.ts";
import { NodeHead } from "./node-head.tsx";
import { portsOfNode, PortsTab } from "./ports-tab.tsx";
import { SchemaForm } from "./schema-form.tsx";
import { StageField } from "./stage-field.tsx";
import { TrafficView } from "./traffic-view.tsx";
import { WorkflowSettings } from "./workflow-settings.tsx";
import "./inspector.css";

/** What is inspected: a node or a handler by its id, else the workflow itself. */
export type Target = { readonly node: string } | { readonly handler: string } | "workflow";

/** A part of the definition as text. */
export interface CodeSlot {
  readonly address: string;
  readonly value: JsonObject;
  readonly schema: FormSchema;
  readonly problems: readonly Diagnostic[];
  readonly readOnly: boolean;
  readonly onApply: (value: JsonObject) => void;
}

export interface InspectorProps {
  readonly definition: WorkflowDefinition;
  readonly target: Target;
  readonly problems: readonly Diagnostic[];
  readonly sources: InspectorSources;
  readonly readOnly: boolean;
  readonly traffic: NodeTraffic | undefined;
  readonly orders: readonly PassedOrder[];
  readonly run: (command: Command) => void;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (kind: DefinitionKind, id: string) => void;
  readonly onCopy?: (() => void) | undefined;
  readonly renderMark: (node: WorkflowNode | "handler" | "workflow") => React.ReactNode;
  /** A node goes by another id now. */
  readonly onRenamed: (to: string) => void;
  readonly renderCondition: (slot: ConditionSlot) => React.ReactNode;
  readonly sample: React.ReactNode;
  readonly renderCode: (slot: CodeSlot) => React.ReactNode;
  /** The cases that go through the node, and how many. */
  readonly cases?: { readonly count: number; readonly content: React.ReactNode } | undefined;
}

/** Everything about one part of a workflow, changed in place; each change is one step to undo. */
export function Inspector(props: InspectorProps) {
  const { definition, target } = props;
  const subject = useMemo(() => subjectOf(definition, target), [definition, target]);
  if (subject === undefined) return null;
  return <Inspecting key={subject.place} {...props} subject={subject} />;
}

type Subject =
  | { readonly kind: "node"; readonly id: string; readonly node: WorkflowNode; readonly place: string }
  | { readonly kind: "handler"; readonly id: string; readonly handler: EventHandler; readonly place: string }
  | { readonly kind: "workflow"; readonly id: string; readonly place: string };

function subjectOf(definition: WorkflowDefinition, target: Target): Subject | undefined {
  if (target === "workflow") return { kind: "workflow", id: definition.id, place: "" };
  if ("node" in target) {
    const node = definition.nodes[target.node];
    return node && { kind: "node", id: target.node, node, place: `/nodes/${target.node}` };
  }
  const index = (definition.on ?? []).findIndex(({ id }) => id === target.handler);
  const handler = definition.on?.[index];
  return handler && { kind: "handler", id: target.handler, handler, place: `/on/${String(index)}` };
}

// A definition is JSON; its type says more than JSON's does.
const asJson = (value: unknown): JsonObject => value as JsonObject;

function objectOf(subject: Subject, definition: WorkflowDefinition): JsonObject {
  switch (subject.kind) {
    case "node":
      return asJson(subject.node);
    case "handler":
      return asJson(subject.handler);
    case "workflow": {
      const { nodes: _nodes, on: _on, conditions: _conditions, variables: _variables, ...head } = definition;
      return asJson(head);
    }
  }
}

/** The command that puts an object where the subject is. A draft may be unfinished: `check` says what it lacks. */
function commandFor(subject: Subject, next: JsonObject): Command {
  switch (subject.kind) {
    case "node":
      return { type: "set-node", id: subject.id, node: next as unknown as WorkflowNode };
    case "handler":
      return { type: "set-handler", id: subject.id, handler: next as unknown as EventHandler };
    case "workflow": {
      const { kind: _kind, schemaVersion: _version, id: _id, ...head } = next;
      const fields = Object.entries(head).map(([name, value]) => [name, value === null ? undefined : value]);
      return { type: "set-head", head: Object.fromEntries(fields) as Partial<WorkflowDefinition> };
    }
  }
}

function Inspecting({ subject, ...props }: InspectorProps & { subject: Subject }) {
  const { t } = useTranslation();
  const { definition, problems, sources, readOnly, run, onSelect, onOpen, renderCondition } = props;
  const object = objectOf(subject, definition);
  const put = (next: JsonObject): void => run(commandFor(subject, next));
  const onFix = (fix: Fix): void => {
    // A fix is for the definition that was checked: what comes of it is one again.
    const mended = applyFix(asJson(definition), fix) as WorkflowDefinition | undefined;
    if (mended !== undefined) run({ type: "replace-definition", definition: mended });
  };
  const inspected: Inspected = {
    definition,
    sources,
    readOnly,
    problems,
    object,
    place: subject.place,
    put,
    putWith: (next: JsonObject, conditions: NamedConditions) =>
      run({
        type: "batch",
        commands: [commandFor(subject, next), { type: "set-head", head: { conditions } }],
      }),
    run,
    onFix,
    onSelect,
    onOpen,
    renderCondition: (slot) => renderCondition({ ...slot, onFix }),
    sample: props.sample,
    form: SchemaForm,
  };
  const rename = (to: string): void => {
    run({ type: "rename-node-id", id: subject.id, to });
    props.onRenamed(to);
  };
  const ports = subject.kind === "node" ? portsOfNode(subject.node, sources) : [];
  const portCount = subject.kind === "handler" ? 1 : ports.length;
  const isSwitch = subject.kind === "node" && subject.node.type === "switch";
  const what = subject.kind === "node" ? subject.node : subject.kind;
  const tabs = [
    {
      key: "settings",
      label: isSwitch ? t("inspector.tab.conditions") : t("inspector.tab.settings"),
      children: <Settings subject={subject} />,
    },
    ...(portCount === 0
      ? []
      : [
          {
            key: "ports",
            label: t("inspector.tab.ports", { count: portCount }),
            children: (
              <PortsTab from={subject.kind === "node" ? { node: subject.id } : { handler: subject.id }} ports={ports} />
            ),
          },
        ]),
    ...(props.cases === undefined
      ? []
      : [
          {
            key: "cases",
            label: t("inspector.tab.cases", { count: props.cases.count }),
            children: props.cases.content,
          },
        ]),
    ...(subject.kind === "workflow"
      ? []
      : [{ key: "code", label: t("inspector.tab.code"), children: <CodeOf subject={subject} {...props} /> }]),
  ];
  return (
    <InspectedContext value={inspected}>
      <div className={readOnly ? "inspector inspector-read-only" : "inspector"}>
        <NodeHead
          id={subject.id}
          mark={props.renderMark(what)}
          fallback={typeof what === "string" ? subject.id : t(`inspector.type.${what.type}`)}
          taken={Object.keys(definition.nodes)}
          onRename={subject.kind === "node" ? rename : undefined}
          onCopy={subject.kind === "node" ? props.onCopy : undefined}
          onRemove={subject.kind === "workflow" ? undefined : () => run(removal(subject))}
        />
        <Tabs className="inspector-tabs" size="small" items={tabs} destroyOnHidden />
        {subject.kind === "node" && <TrafficView ports={ports} traffic={props.traffic} orders={props.orders} />}
      </div>
    </InspectedContext>
  );
}

function removal(subject: Exclude<Subject, { kind: "workflow" }>): Command {
  const parts = { nodes: [], handlers: [], edges: [], notes: [] };
  return subject.kind === "node"
    ? { type: "remove", parts: { ...parts, nodes: [subject.id] } }
    : { type: "remove", parts: { ...parts, handlers: [subject.id] } };
}

const shownElsewhere = ["type", "name", "stage", "ports"];
const handlerElsewhere = ["id", "name", "ports"];

function Settings({ subject }: { subject: Subject }) {
  const { object, put, place, problems } = useInspected();
  if (subject.kind === "workflow") return <WorkflowSettings />;
  return (
    <div className="inspector-form">
      <FieldProblems problems={problemsAt(problems, place)} />
      <SchemaForm
        schema={subject.kind === "node" ? nodeSchema(subject.node.type) : handlerSchema}
        value={object}
        place={place}
        without={subject.kind === "node" ? shownElsewhere : handlerElsewhere}
        onChange={put}
      />
      {subject.kind === "node" && <StageField />}
    </div>
  );
}

function CodeOf({ subject, definition, problems, readOnly, run, renderCode }: InspectorProps & { subject: Subject }) {
  const { place } = subject;
  return renderCode({
    address: `workflow/${definition.id}${place}`,
    value: objectOf(subject, definition),
    schema: subject.kind === "node" ? nodeSchema(subject.node.type) : handlerSchema,
    problems: problemsBelow(problems, place).map((problem) => ({ ...problem, path: problem.path.slice(place.length) })),
    readOnly,
    onApply: (value) => run(commandFor(subject, value)),
  });
}
