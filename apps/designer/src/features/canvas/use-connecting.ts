import type { Connection, FinalConnectionState, OnConnectStartParams } from "@xyflow/react";
import { useMemo } from "react";
import { acceptingNodes } from "../../document/connecting.ts";
import type { Editor } from "../../document/editor.ts";
import type { Source } from "../../document/edited-document.ts";
import type { CanvasUiStore } from "./canvas-ui.ts";
import type { CanvasActions } from "./use-canvas-actions.ts";

interface ConnectingParts {
  readonly editor: Editor;
  readonly ui: CanvasUiStore;
  readonly actions: CanvasActions;
  readonly openMenu: (from: Source, port: string, at?: { readonly x: number; readonly y: number }) => void;
  readonly pane: React.RefObject<HTMLElement | null>;
}

const sourceOf = (key: string): Source => (key.startsWith("on:") ? { handler: key.slice(3) } : { node: key });

/** Pulling a line out of a port: what takes it is lit, a card takes it anywhere, the empty canvas asks what shall follow. */
export function useConnecting({ editor, ui, actions, openMenu, pane }: ConnectingParts) {
  return useMemo(
    () => ({
      onConnectStart: (_event: MouseEvent | TouchEvent, { nodeId, handleId }: OnConnectStartParams): void => {
        if (nodeId === null || handleId === null) return;
        const from = sourceOf(nodeId);
        const accepts = acceptingNodes(editor.getState().document, from, handleId);
        ui.setState({ connecting: { from, port: handleId, accepts }, menu: undefined });
      },
      isValidConnection: ({ target }: Connection): boolean => ui.getState().connecting?.accepts.has(target) === true,
      onConnect: ({ source, sourceHandle, target }: Connection): void => {
        if (sourceHandle !== null) actions.connect(sourceOf(source), sourceHandle, target);
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, { isValid }: FinalConnectionState): void => {
        const { connecting } = ui.getState();
        ui.setState({ connecting: undefined });
        if (connecting === undefined || isValid === true) return;
        const { from, port } = connecting;
        const at = pointOf(event);
        const under = document.elementFromPoint(at.x, at.y);
        const box = under?.closest<HTMLElement>("[data-box]");
        const key = box?.dataset["box"];
        if (key !== undefined) actions.connect(from, port, key);
        else if (pane.current?.contains(under) === true) openMenu(from, port, at);
      },
    }),
    [actions, editor, openMenu, pane, ui],
  );
}

function pointOf(event: MouseEvent | TouchEvent): { readonly x: number; readonly y: number } {
  if ("clientX" in event) return { x: event.clientX, y: event.clientY };
  const touch = event.changedTouches[0];
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}
