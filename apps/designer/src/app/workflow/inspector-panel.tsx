import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Drawer } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { TrafficAnswer } from "@orderloom/api-contract";
import type { DefinitionKind, Diagnostic, JsonObject, WorkflowDefinition, WorkflowNode } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import { connectorsQuery, listedQuery } from "../../api/check-sources.ts";
import { passedOrdersQuery } from "../../api/passed-orders.ts";
import type { Command, PartIds } from "../../document/command.ts";
import { onlyNodes } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { handlerSchema, nodeSchema, standaloneSchema } from "../../document/inspector/form-schema.ts";
import { CodeTab } from "../../features/code/code-tab.tsx";
import { ConditionBuilder } from "../../features/conditions/condition-builder.tsx";
import { type CodeSlot, Inspector, type Target } from "../../features/inspector/inspector.tsx";
import type { ConditionSlot, InspectorSources } from "../../features/inspector/inspector-context.ts";
import { nodeLook } from "../../shared/node-look.ts";
import { type Reading, ReadingContext, useReading } from "../../shared/reading/reading.ts";
import { SamplePicker } from "../../shared/reading/sample-picker.tsx";
import { Bead } from "../../shared/thread/bead.tsx";
import { useIsNarrow, useIsPhone } from "../../shared/media.ts";
import type { WorkflowReading } from "./use-workflow-reading.ts";
import "./inspector-panel.css";

interface InspectorPanelProps {
  readonly editor: Editor;
  readonly reading: WorkflowReading;
  readonly diagnostics: readonly Diagnostic[];
  readonly traffic: TrafficAnswer | undefined;
  readonly readOnly: boolean;
  /** On narrow screens the panel lies over the canvas: open when it is asked for, and when one thing is chosen. */
  readonly asked: boolean;
  readonly onClose: () => void;
  readonly onShow: (key: string) => void;
}

const nothing: readonly Diagnostic[] = [];

/** What is chosen on the canvas, or the workflow itself: beside the canvas, or over it where there is no room. */
export function InspectorPanel(props: InspectorPanelProps) {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const selection = useStore(props.editor, (state) => state.selection);
  const chosen = [...selection.nodes, ...selection.handlers];
  const key = chosen.length === 1 ? chosen[0] : undefined;
  const [closedAt, setClosedAt] = useState<string>();
  const isPhone = useIsPhone();
  const content = (
    <div className="inspector-keys" onKeyDown={(event) => undoByKey(event, props.editor)}>
      <PanelContent {...props} />
    </div>
  );
  if (!isNarrow) {
    return (
      <aside className="inspector-panel" aria-label={t("inspector.panel")}>
        {content}
      </aside>
    );
  }
  return (
    <Drawer
      open={props.asked || (key !== undefined && key !== closedAt)}
      size={360}
      rootClassName="inspector-drawer"
      title={t("inspector.panel")}
      closable={{ "aria-label": t("action.close") }}
      mask={false}
      // Over the canvas alone: what is above it stays in reach. A phone has room for one thing.
      {...(!isPhone && { getContainer: false as const, rootStyle: { position: "absolute" } })}
      onClose={() => {
        setClosedAt(key);
        props.onClose();
      }}
    >
      {content}
    </Drawer>
  );
}

/** Ctrl Z outside of a text takes back the last step, as on the canvas; inside one it is the text's own. */
function undoByKey(event: React.KeyboardEvent, editor: Editor): void {
  if (isWriting(event.target) || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  event.preventDefault();
  event.stopPropagation();
  const { undo, redo } = editor.getState();
  if (event.shiftKey) redo();
  else undo();
}

/** In a text of its own; a picker's search and a choice among a few are none. */
function isWriting(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(".code-tab") !== null || target instanceof HTMLTextAreaElement) return true;
  const isChoice = target.closest(".ant-select, .ant-segmented") !== null;
  return target instanceof HTMLInputElement && !isChoice;
}

function PanelContent({ editor, reading, diagnostics, traffic, readOnly, onShow }: InspectorPanelProps) {
  const navigate = useNavigate();
  const definition = useStore(editor, (state) => state.document.definition);
  const selection = useStore(editor, (state) => state.selection);
  const target = useMemo(() => targetOf(selection, definition), [selection, definition]);
  const inspectorSources = useInspectorSources();
  const node = typeof target === "object" && "node" in target ? target.node : undefined;
  const passed = useQuery({ ...passedOrdersQuery(definition.id, node ?? ""), enabled: node !== undefined });
  const run = useCallback((command: Command) => editor.getState().run(command), [editor]);
  const onOpen = useCallback(
    (kind: DefinitionKind, id: string) => {
      if (kind === "workflow") void navigate({ to: "/workflows/$id", params: { id } });
      else void navigate({ to: "/definitions/$kind/$id", params: { kind, id } });
    },
    [navigate],
  );
  return (
    <ReadingContext value={reading.reading}>
      <Inspector
        definition={definition}
        target={target}
        problems={diagnostics.length === 0 ? nothing : diagnostics}
        sources={inspectorSources}
        readOnly={readOnly}
        traffic={node === undefined ? undefined : traffic?.nodes[node]}
        orders={passed.data ?? []}
        run={run}
        onSelect={onShow}
        onOpen={onOpen}
        renderMark={(what) => <Mark what={what} />}
        renderCondition={(slot) => <Condition slot={slot} />}
        sample={<SamplePicker choice={reading.sample} />}
        renderCode={(slot) => <Code slot={slot} />}
        onRenamed={(to) => editor.getState().select(onlyNodes(to))}
      />
    </ReadingContext>
  );
}

/** One thing that is chosen; several, or none, is the workflow itself. */
function targetOf({ nodes, handlers }: PartIds, { nodes: all }: WorkflowDefinition): Target {
  const [node, ...moreNodes] = nodes;
  const [handler, ...moreHandlers] = handlers;
  if (node !== undefined && moreNodes.length === 0 && handler === undefined && Object.hasOwn(all, node))
    return { node };
  if (handler !== undefined && moreHandlers.length === 0 && node === undefined) return { handler };
  return "workflow";
}

function Mark({ what }: { what: WorkflowNode | "handler" | "workflow" }) {
  if (what === "workflow") return <Bead category="structure" icon="branch" />;
  return what === "handler" ? <Bead category="time" icon="message" /> : <Bead {...nodeLook[what.type]} />;
}

function Condition({ slot }: { slot: ConditionSlot }) {
  const reading = useReading();
  const { names } = slot;
  const here = useMemo(
    (): Reading => (names === undefined ? reading : { ...reading, roots: [...reading.roots, ...names] }),
    [reading, names],
  );
  return (
    <ReadingContext value={here}>
      <ConditionBuilder {...slot} />
    </ReadingContext>
  );
}

function Code({ slot }: { slot: CodeSlot }) {
  const { t } = useTranslation();
  const { value, readOnly, address, problems, onApply: put } = slot;
  const onApply = useCallback((next: unknown) => put(next as JsonObject), [put]); // its schema wants an object
  const type = value["type"];
  const schema = useMemo(
    // A node has the type it is inspected by; a handler has none.
    () => standaloneSchema(typeof type === "string" ? nodeSchema(type as WorkflowNode["type"]) : handlerSchema),
    [type],
  );
  return (
    <div className="inspector-code">
      <CodeTab
        address={address}
        label={t("code.label", { id: address })}
        value={value}
        schema={schema}
        problems={problems}
        readOnly={readOnly}
        onApply={onApply}
      />
    </div>
  );
}

function useInspectorSources(): InspectorSources {
  const app = useAppInfo();
  const connectors = useQuery(connectorsQuery).data;
  const listed = useQuery(listedQuery).data;
  return useMemo(
    () => ({
      connectors: connectors ?? [],
      definitions: listed?.items ?? [],
      groups: app?.groups ?? [],
    }),
    [connectors, listed, app?.groups],
  );
}
