import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { Editor } from "../../document/editor.ts";
import type { Position } from "../../document/edited-document.ts";
import type { AppendChoice } from "./append-menu.tsx";
import type { AppendMenu, CanvasUiStore } from "./canvas-ui.ts";
import type { Box, Drawing } from "./drawing/drawing.ts";
import type { CanvasNode } from "./flow-items.ts";
import { DRAG_TYPE } from "./palette.tsx";
import type { CanvasActions } from "./use-canvas-actions.ts";
import { partsOfKey } from "./use-canvas-keys.ts";

interface ViewportParts {
  readonly pane: React.RefObject<HTMLElement | null>;
  readonly ui: CanvasUiStore;
  readonly drawing: () => Drawing;
}

const MARGIN = 40;
const SMALLEST = 0.2;
/** A first look shows words that can be read. */
const READABLE = 0.75;

/** What is seen of the drawing, and where the keyboard is in it. */
export function useViewport({ pane, ui, drawing }: ViewportParts) {
  const flow = useReactFlow<CanvasNode>();
  return useMemo(() => {
    const size = () => ({ width: pane.current?.clientWidth ?? 0, height: pane.current?.clientHeight ?? 0 });
    const elementOf = (key: string) =>
      pane.current?.querySelector<HTMLElement>(`[data-box="${CSS.escape(key)}"]`) ?? undefined;

    const look = (smallest: number): void => {
      const { width, height } = size();
      const boxes = [...drawing().boxes.values()];
      if (boxes.length === 0 || width === 0) return;
      void flow.setViewport(wholeView(boxes, { width, height, smallest }));
    };

    const isSeen = (box: Box): boolean => {
      const { x, y, zoom } = flow.getViewport();
      const { width, height } = size();
      const left = box.x * zoom + x;
      const top = box.y * zoom + y;
      return left > 0 && top > 0 && left + box.width * zoom < width && top + box.height * zoom < height;
    };

    const intoView = (key: string): void => {
      const box = drawing().boxes.get(key);
      if (box === undefined || isSeen(box)) return;
      const { zoom } = flow.getViewport();
      void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(zoom, READABLE) });
    };

    /** A box that has just been made or scrolled to is there a frame or two later. */
    const focusSoon = (key: string, frames = 6): void => {
      const element = elementOf(key);
      if (element !== undefined) element.focus({ preventScroll: true });
      if ((element === undefined || document.activeElement !== element) && frames > 0)
        requestAnimationFrame(() => focusSoon(key, frames - 1));
    };

    const focusBox = (key: string): void => {
      ui.setState({ current: key, port: firstPort(drawing().boxes.get(key)) });
      requestAnimationFrame(() => {
        intoView(key);
        ui.setState({ port: firstPort(drawing().boxes.get(key)) });
        focusSoon(key);
      });
    };

    return {
      fit: () => look(SMALLEST),
      firstLook: () => look(READABLE),
      focusBox,
      show: (key: string, editor: Editor): void => {
        editor.getState().select(partsOfKey(key));
        focusBox(key);
      },
      centre: (): Position => {
        const { width, height } = size();
        const frame = pane.current?.getBoundingClientRect();
        const at = flow.screenToFlowPosition({
          x: (frame?.left ?? 0) + width / 2,
          y: (frame?.top ?? 0) + height / 3,
        });
        return { x: at.x - 96, y: at.y };
      },
      /** The keyboard follows what was clicked. */
      picked: (key: string): void => {
        if (drawing().boxes.has(key)) ui.setState({ current: key, port: firstPort(drawing().boxes.get(key)) });
      },
      focused: (target: EventTarget): void => {
        if (!(target instanceof HTMLElement)) return;
        const key = target.dataset["box"];
        if (key !== undefined && key !== ui.getState().current)
          ui.setState({ current: key, port: firstPort(drawing().boxes.get(key)) });
      },
      closeMenu: (): void => {
        const { menu, current } = ui.getState();
        if (menu === undefined) return;
        ui.setState({ menu: undefined });
        if (current !== undefined) focusSoon(current);
      },
      dragOver: (event: React.DragEvent): void => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        const line = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-line]");
        const over = line?.getAttribute("data-line") ?? undefined;
        if (ui.getState().over !== over) ui.setState({ over });
      },
      menuChoice:
        ({ actions }: { readonly editor: Editor; readonly actions: CanvasActions }) =>
        ({ from, port }: AppendMenu, choice: AppendChoice): void => {
          ui.setState({ menu: undefined });
          if (choice.kind === "existing") {
            actions.connect(from, port, choice.id);
            focusBox(choice.id);
          } else focusBox(actions.append(choice.node, from, port));
        },
    };
  }, [drawing, flow, pane, ui]);
}

/** The first way out that leads nowhere yet, else the first. */
const firstPort = (box: Box | undefined): string | undefined =>
  (box?.ports.find(({ to, isError }) => to === undefined && !isError) ?? box?.ports[0])?.id;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly smallest: number;
}

/** Everything at its natural size where it fits; else smaller, and where even that is not enough, the beginning. */
function wholeView(boxes: readonly Box[], { width, height, smallest }: Frame) {
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const wanted = Math.min(1, (width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top));
  const zoom = Math.max(smallest, wanted);
  const isWide = (right - left) * zoom > width - MARGIN;
  const isHigh = (bottom - top) * zoom > height - MARGIN;
  const start = boxes.find(({ content }) => "node" in content && content.node.type === "start") ?? boxes[0];
  const x =
    isWide && start !== undefined
      ? width / 2 - (start.x + start.width / 2) * zoom
      : (width - (left + right) * zoom) / 2;
  // The flow runs downward, so it begins at the top whatever room is left below.
  const y = MARGIN - (isHigh ? (start?.y ?? top) : top) * zoom;
  return { x, y, zoom };
}
