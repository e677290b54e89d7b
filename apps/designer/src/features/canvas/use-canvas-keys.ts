import { useCallback, useEffect } from "react";
import { countParts, noParts, onlyNodes, type PartIds } from "../../document/command.ts";
import { edgesInto, flowOrder } from "../../document/arrange.ts";
import type { Editor } from "../../document/editor.ts";
import { type Source, sourceKey } from "../../document/edited-document.ts";
import type { CanvasUiStore } from "./canvas-ui.ts";
import type { Drawing } from "./drawing/drawing.ts";
import type { CanvasActions } from "./use-canvas-actions.ts";

interface KeyParts {
  readonly editor: Editor;
  readonly ui: CanvasUiStore;
  readonly drawing: () => Drawing;
  readonly actions: CanvasActions;
  readonly readOnly: boolean;
  /** Brings a box into view and the keyboard to it. */
  readonly focusBox: (key: string) => void;
  readonly openMenu: (from: Source, port: string) => void;
  readonly onOpen: () => void;
  readonly onGoTo: () => void;
  readonly onHelp: () => void;
  readonly onAddNote: () => void;
}

const sourceOf = (key: string): Source => (key.startsWith("on:") ? { handler: key.slice(3) } : { node: key });
export const partsOfKey = (key: string): PartIds =>
  key.startsWith("on:") ? { ...noParts, handlers: [key.slice(3)] } : onlyNodes(key);

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  target.closest("input, textarea, select, [contenteditable=true], .append-menu") !== null;

/** Drawing by the keyboard alone; the list of keys is in `keyboard-help.tsx`. */
export function useCanvasKeys(parts: KeyParts): (event: React.KeyboardEvent) => void {
  return useCallback(
    (event) => {
      if (isTyping(event.target)) return;
      const done = event.ctrlKey || event.metaKey ? withControl(event, parts) : plain(event, parts);
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    },
    [parts],
  );
}

/** Undo, redo and finding work wherever the keyboard is on the page, but in a field or a dialog. */
export function usePageKeys(editor: Editor, readOnly: boolean, onGoTo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const isElsewhere =
        !(target instanceof HTMLElement) || isTyping(target) || target.closest("[role=dialog]") !== null;
      if (event.defaultPrevented || isElsewhere || !(event.ctrlKey || event.metaKey)) return;
      const { undo, redo } = editor.getState();
      const key = event.key.toLowerCase();
      if (key === "k") onGoTo();
      else if (key === "z" && !readOnly) (event.shiftKey ? redo : undo)();
      else if (key === "y" && !readOnly) redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [editor, onGoTo, readOnly]);
}

function withControl(event: React.KeyboardEvent, { editor, actions, readOnly, onGoTo }: KeyParts): boolean {
  const key = event.key.toLowerCase();
  if (key === "k") {
    onGoTo();
    return true;
  }
  if (key === "a") {
    actions.selectAll();
    return true;
  }
  if (readOnly) return false;
  if (key === "z") {
    if (event.shiftKey) editor.getState().redo();
    else editor.getState().undo();
    return true;
  }
  if (key === "y") {
    editor.getState().redo();
    return true;
  }
  if (key === "d") {
    actions.duplicate();
    return true;
  }
  return false;
}

const NUDGE = 8;

function plain(event: React.KeyboardEvent, parts: KeyParts): boolean {
  const { editor, ui, actions, readOnly, onOpen, onHelp, onAddNote } = parts;
  const { current } = ui.getState();
  switch (event.key) {
    case "Tab":
      return tab(event.shiftKey, parts);
    case "ArrowUp":
    case "ArrowDown":
    case "ArrowLeft":
    case "ArrowRight":
      return event.altKey && !readOnly ? nudge(event.key, parts) : walk(event.key, parts);
    case "Enter":
    case "F2":
      if (current === undefined) return false;
      editor.getState().select(partsOfKey(current));
      onOpen();
      return true;
    case " ":
      if (current === undefined) return false;
      toggle(current, event.shiftKey, editor);
      return true;
    case "Escape":
      editor.getState().select(noParts);
      return true;
    case "?":
      onHelp();
      return true;
    case "Delete":
    case "Backspace":
      if (readOnly) return false;
      remove(parts);
      return true;
    case "a":
    case "+":
    case "Insert":
      return readOnly ? false : append(parts);
    case "n":
      if (readOnly) return false;
      onAddNote();
      return true;
    case "l":
      if (!readOnly) actions.arrange("left");
      return !readOnly;
    default:
      return false;
  }
}

/** Along the flow, and out of the canvas at its ends. */
function tab(isBack: boolean, { editor, ui, focusBox }: KeyParts): boolean {
  const order = flowOrder(editor.getState().document);
  const { current } = ui.getState();
  const at = current === undefined ? -1 : order.indexOf(current);
  const next = order[isBack ? at - 1 : at + 1];
  if (next === undefined || (isBack && at <= 0)) return false;
  focusBox(next);
  return true;
}

/** Down and up along the lines, left and right between the ways out. */
function walk(arrow: string, { editor, ui, drawing, focusBox }: KeyParts): boolean {
  const { current, port } = ui.getState();
  const box = current === undefined ? undefined : drawing().boxes.get(current);
  if (current === undefined || box === undefined) {
    const [first] = flowOrder(editor.getState().document);
    if (first !== undefined) focusBox(first);
    return first !== undefined;
  }
  const index = Math.max(
    0,
    box.ports.findIndex(({ id }) => id === port),
  );
  if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
    const next = box.ports[index + (arrow === "ArrowRight" ? 1 : -1)];
    if (next !== undefined) ui.setState({ port: next.id });
    return true;
  }
  if (arrow === "ArrowDown") {
    const to = box.ports[index]?.to;
    if (to !== undefined && drawing().boxes.has(to)) focusBox(to);
    return true;
  }
  const [into] = edgesInto(editor.getState().document, current);
  if (into !== undefined) {
    focusBox(sourceKey(into.from));
    ui.setState({ port: into.port });
  }
  return true;
}

function nudge(arrow: string, { editor, ui, actions }: KeyParts): boolean {
  const { current } = ui.getState();
  const { selection, select } = editor.getState();
  if (countParts(selection) === 0 && current !== undefined) select(partsOfKey(current));
  const dx = arrow === "ArrowLeft" ? -NUDGE : arrow === "ArrowRight" ? NUDGE : 0;
  const dy = arrow === "ArrowUp" ? -NUDGE : arrow === "ArrowDown" ? NUDGE : 0;
  actions.nudge(dx, dy);
  return true;
}

function toggle(current: string, isMore: boolean, editor: Editor): void {
  const { selection, select } = editor.getState();
  const own = partsOfKey(current);
  const list = "nodes" as const;
  if (!isMore || own.nodes.length === 0) {
    select(own);
    return;
  }
  const isChosen = selection[list].includes(current);
  const nodes = isChosen ? selection.nodes.filter((id) => id !== current) : [...selection.nodes, current];
  select({ ...selection, nodes });
}

/** What is chosen, else the box that the keyboard is at; the keyboard goes to the one before it. */
function remove({ editor, ui, actions, focusBox }: KeyParts): void {
  const { selection, document } = editor.getState();
  const { current, port } = ui.getState();
  const parts = countParts(selection) > 0 ? selection : current === undefined ? noParts : partsOfKey(current);
  const before = current === undefined ? undefined : edgesInto(document, current)[0];
  actions.remove(parts);
  const isGone =
    current !== undefined &&
    !current.startsWith("on:") &&
    !Object.hasOwn(editor.getState().document.definition.nodes, current);
  if (!isGone) {
    ui.setState({ port });
    return;
  }
  ui.setState({ current: undefined, port: undefined });
  if (before !== undefined) focusBox(sourceKey(before.from));
}

function append({ ui, drawing, openMenu }: KeyParts): boolean {
  const { current, port } = ui.getState();
  const box = current === undefined ? undefined : drawing().boxes.get(current);
  if (current === undefined || box === undefined) return false;
  const out = box.ports.find(({ id }) => id === port) ?? box.ports.find(({ to }) => to === undefined) ?? box.ports[0];
  if (out === undefined) return false;
  openMenu(sourceOf(current), out.id);
  return true;
}
