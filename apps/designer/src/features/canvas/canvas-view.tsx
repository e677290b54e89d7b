import {
  Background,
  BackgroundVariant,
  type Connection,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from "@xyflow/react";
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "@xyflow/react/dist/base.css";
import type { TrafficAnswer } from "@orderloom/api-contract";
import type { Editor } from "../../document/editor.ts";
import { edgeOfKey, type Position, type Source } from "../../document/edited-document.ts";
import type { TrialOverlay } from "../../document/trial/trial-overlay.ts";
import { Beam } from "./beam.tsx";
import { type BoxProblems, CanvasContext, type CanvasParts, createCanvasUi } from "./canvas-ui.ts";
import { Card } from "./card.tsx";
import { type CanvasSources, useCardTexts } from "./card-lines.ts";
import { ConnectionLine } from "./connection-line.tsx";
import type { CanvasNode } from "./flow-items.ts";
import { GoTo } from "./go-to.tsx";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { LineEdge } from "./line-edge.tsx";
import { copied, isField, mapColor, openMenuAt } from "./canvas-events.ts";
import { MenuLayer } from "./menu-layer.tsx";
import { type PaletteKind, paletteKinds } from "./kinds.ts";
import { useNodeWords } from "./node-words.ts";
import { NoteCard } from "./note.tsx";
import { DRAG_TYPE } from "./palette.tsx";
import { SentenceBesides } from "./sentences.tsx";
import { CanvasToolbar, ZoomBox } from "./toolbar.tsx";
import { tidied } from "./tidy.ts";
import { useCanvasActions } from "./use-canvas-actions.ts";
import { useCanvasKeys, usePageKeys } from "./use-canvas-keys.ts";
import { useConnecting } from "./use-connecting.ts";
import { useDrawing } from "./use-drawing.ts";
import { useSelectionChanges } from "./use-selection.ts";
import { useViewport } from "./use-viewport.ts";
import "./canvas.css";
import "./card.css";

/** What others may ask of a canvas. */
export interface CanvasHandle {
  /** Brings a node or handler into view and chooses it. */
  readonly show: (key: string) => void;
  /** A node of the palette that was clicked. */
  readonly add: (kind: PaletteKind) => void;
}

export interface CanvasViewProps {
  readonly editor: Editor;
  readonly sources: CanvasSources;
  readonly problems: ReadonlyMap<string, BoxProblems>;
  readonly traffic: TrafficAnswer | undefined;
  readonly overlay?: TrialOverlay | undefined;
  readonly readOnly: boolean;
  /** Who new tasks go to. */
  readonly group: string;
  readonly handle?: React.Ref<CanvasHandle>;
  /** What is chosen is to be opened: Enter, a double click. */
  readonly onOpen: () => void;
  /** A subworkflow is to be looked into. */
  readonly onDrill: (workflow: string) => void;
}

/** The drawing board of one workflow. It renders the document and owns nothing of it. */
export function CanvasView(props: CanvasViewProps) {
  return (
    <ReactFlowProvider>
      <Board {...props} />
    </ReactFlowProvider>
  );
}

const nodeTypes = { card: Card, beam: Beam, note: NoteCard };
const edgeTypes = { line: LineEdge };
const SNAP: [number, number] = [8, 8];
const MAP_SIZE = { width: 160, height: 112 };

function Board(props: CanvasViewProps) {
  const { editor, sources, problems, traffic, overlay, readOnly, group, handle, onOpen, onDrill } = props;
  const { t, i18n } = useTranslation();
  const [ui] = useState(createCanvasUi);
  const [isBoxing, setBoxing] = useState(false);
  const [opened, setOpened] = useState<"go-to" | "help">();
  const [news, setNews] = useState("");
  const pane = useRef<HTMLDivElement>(null);
  const pointer = useRef({ x: 0, y: 0 });
  const flow = useReactFlow<CanvasNode>();
  const texts = useCardTexts(sources);
  const words = useNodeWords(group);
  const { drawing, nodes, edges, onDragged, onDropped } = useDrawing(editor, sources, texts, i18n.language);
  const latest = useRef(drawing);
  useEffect(() => {
    latest.current = drawing;
  }, [drawing]);
  const [drawn] = useState(() => () => latest.current);
  const actions = useCanvasActions({ editor, drawing: drawn, words });
  const selectionChanged = useSelectionChanges(editor);
  const view = useViewport({ pane, ui, drawing: drawn });
  useEffect(() => ui.setState({ problems, traffic, overlay }), [overlay, problems, traffic, ui]);
  useImperativeHandle(
    handle,
    () => ({
      show: (key) => view.show(key, editor),
      add: (kind) =>
        view.focusBox(
          kind === "handler" ? actions.addHandler(view.centre()) : actions.addAfterSelection(kind, view.centre()),
        ),
    }),
    [actions, editor, view],
  );
  const openMenu = useCallback(
    (from: Source, port: string, at?: Position) => {
      const frame = pane.current?.getBoundingClientRect();
      if (frame !== undefined) openMenuAt({ ui, drawn, frame, flow }, { from, port }, at);
    },
    [drawn, flow, ui],
  );
  const connecting = useConnecting({ editor, ui, actions, openMenu, pane });
  const spoken = useMemo(() => {
    const hint = t("canvas.keysHint");
    return {
      "node.a11yDescription.default": hint,
      "node.a11yDescription.keyboardDisabled": hint,
      "edge.a11yDescription.default": hint,
      "minimap.ariaLabel": t("canvas.map"),
    };
  }, [t]);
  const onGoTo = useCallback(() => setOpened("go-to"), []);
  const keyParts = useMemo(
    () => ({
      editor,
      ui,
      drawing: drawn,
      actions,
      readOnly,
      focusBox: view.focusBox,
      openMenu,
      onOpen,
      onGoTo,
      onHelp: () => setOpened("help"),
      onAddNote: () => actions.addNote(view.centre()),
    }),
    [actions, drawn, editor, onGoTo, onOpen, openMenu, readOnly, ui, view],
  );
  const onKeyDown = useCanvasKeys(keyParts);
  usePageKeys(editor, readOnly, onGoTo);
  const parts = useMemo(
    (): CanvasParts => ({
      ui,
      texts,
      readOnly,
      document: () => editor.getState().document,
      onNoteText: (id, text) => {
        const note = editor.getState().document.layout.notes?.find((one) => one.id === id);
        if (note !== undefined)
          editor.getState().run({ type: "set-note", note: { ...note, text } }, { merge: `note:${id}` });
      },
    }),
    [editor, readOnly, texts, ui],
  );
  const tidy = async () => {
    const { document } = editor.getState();
    const places = await tidied(document, drawn());
    // Somebody may have drawn on meanwhile.
    if (editor.getState().document === document)
      editor.getState().run({ type: "move", nodes: places }, { label: { name: "tidy" } });
    view.fit();
  };
  const changed = (changes: NodeChange<CanvasNode>[]) => {
    onDragged(changes);
    selectionChanged.nodes(changes);
  };
  const onMenuChoice = view.menuChoice({ editor, actions });
  const pasteAt = () => flow.screenToFlowPosition(pointer.current);
  return (
    <CanvasContext value={parts}>
      <div
        ref={pane}
        className={readOnly ? "canvas canvas-read-only" : "canvas"}
        role="application"
        aria-label={t("canvas.label")}
        aria-describedby="canvas-keys-hint"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => view.focused(event.target)}
        onPointerMove={(event) => {
          pointer.current = { x: event.clientX, y: event.clientY };
        }}
        onCopy={(event) => copied(event, actions.copy)}
        onCut={(event) => copied(event, readOnly ? actions.copy : actions.cut)}
        onPaste={(event) => {
          if (readOnly || isField(event.target)) return;
          const result = actions.paste(event.clipboardData.getData("text/plain"), pasteAt());
          setNews(t(`canvas.clip.${result}`));
          event.preventDefault();
        }}
        onDragOver={(event) => view.dragOver(event)}
        onDrop={(event) => {
          const kind = paletteKinds.find((one) => one === event.dataTransfer.getData(DRAG_TYPE));
          const over = ui.getState().over;
          ui.setState({ over: undefined });
          if (kind === undefined || readOnly) return;
          event.preventDefault();
          const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
          const place = { x: at.x - 96, y: at.y - 20 };
          if (kind === "handler") view.focusBox(actions.addHandler(place));
          else view.focusBox(over === undefined ? actions.add(kind, place) : actions.insert(kind, edgeOfKey(over)));
        }}
      >
        <ReactFlow<CanvasNode, (typeof edges)[number]>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={changed}
          onEdgesChange={selectionChanged.edges}
          onNodeDragStop={onDropped}
          onSelectionDragStop={onDropped}
          onNodeClick={(_event, node) => {
            view.picked(node.id);
            // Where nothing can be drawn, a tap asks what it is.
            if (readOnly && overlay === undefined) onOpen();
          }}
          onNodeDoubleClick={(_event, { data }) => {
            const node = "box" in data && "node" in data.box.content ? data.box.content.node : undefined;
            if (node?.type === "subworkflow") onDrill(node.workflow);
            else onOpen();
          }}
          onPaneClick={() => ui.setState({ menu: undefined })}
          onMoveStart={() => ui.setState({ menu: undefined })}
          onInit={view.firstLook}
          {...connecting}
          isValidConnection={(connection) => connecting.isValidConnection(connection as Connection)}
          connectionLineComponent={ConnectionLine}
          connectionRadius={28}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          ariaLabelConfig={spoken}
          deleteKeyCode={null}
          selectionMode={SelectionMode.Partial}
          selectionOnDrag={isBoxing}
          panOnDrag={isBoxing ? [1, 2] : true}
          panOnScroll
          zoomOnDoubleClick={false}
          multiSelectionKeyCode={["Shift", "Meta", "Control"]}
          snapToGrid
          snapGrid={SNAP}
          minZoom={0.2}
          maxZoom={2}
          nodeDragThreshold={3}
          elevateNodesOnSelect={false}
          onlyRenderVisibleElements
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} color="var(--surface-canvas-dot)" />
          <MiniMap
            className="canvas-map"
            pannable
            zoomable
            ariaLabel={t("canvas.map")}
            nodeColor={mapColor}
            nodeStrokeWidth={0}
            nodeBorderRadius={3}
            maskColor="transparent"
            style={MAP_SIZE}
          />
          <SentenceBesides drawing={drawing} />
        </ReactFlow>
        <CanvasToolbar
          editor={editor}
          readOnly={readOnly}
          isBoxing={isBoxing}
          onBoxing={setBoxing}
          actions={actions}
          onNote={() => actions.addNote(view.centre())}
          onTidy={() => void tidy()}
          onGoTo={onGoTo}
          onHelp={() => setOpened("help")}
        />
        <ZoomBox onFit={view.fit} />
        <MenuLayer editor={editor} texts={texts} onChoose={onMenuChoice} onClose={view.closeMenu} ui={ui} />
        {opened === "go-to" && (
          <GoTo
            editor={editor}
            texts={texts}
            readOnly={readOnly}
            actions={actions}
            onShow={(key) => view.show(key, editor)}
            onTidy={() => void tidy()}
            onFit={view.fit}
            onClose={() => setOpened(undefined)}
          />
        )}
        {opened === "help" && <KeyboardHelp onClose={() => setOpened(undefined)} />}
        <p id="canvas-keys-hint" className="visually-hidden">
          {t("canvas.keysHint")}
        </p>
        <p className="visually-hidden" role="status">
          {news}
        </p>
      </div>
    </CanvasContext>
  );
}
