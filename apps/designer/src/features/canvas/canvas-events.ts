import type { ReactFlowInstance } from "@xyflow/react";
import { type EdgeRef, type Position, sourceKey } from "../../document/edited-document.ts";
import { nodeLook } from "../../shared/node-look.ts";
import type { CanvasUiStore } from "./canvas-ui.ts";
import type { Drawing } from "./drawing/drawing.ts";
import type { CanvasNode } from "./flow-items.ts";

export const isField = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea") !== null;

/** Puts what is chosen on the system's clipboard, unless somebody copies out of a field. */
export function copied(event: React.ClipboardEvent, take: () => string | undefined): void {
  if (isField(event.target)) return;
  const text = take();
  if (text === undefined) return;
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
}

export function mapColor({ data }: CanvasNode): string {
  if (!("box" in data)) return "var(--surface-border-strong)";
  const { content } = data.box;
  const category = "node" in content ? nodeLook[content.node.type].category : "boundary";
  return `var(--category-${category}-color)`;
}

interface OpenerParts {
  readonly ui: CanvasUiStore;
  readonly drawn: () => Drawing;
  readonly frame: DOMRect;
  readonly flow: ReactFlowInstance<CanvasNode>;
}

const MENU = { width: 240, height: 320, gap: 8 };

/** Opens the menu of what may follow a way out: beside it, or where a line was let go (screen px). */
export function openMenuAt({ ui, drawn, frame, flow }: OpenerParts, edge: EdgeRef, at: Position | undefined): void {
  const box = drawn().boxes.get(sourceKey(edge.from));
  const out = box?.ports.find(({ id }) => id === edge.port);
  if (box === undefined || out === undefined) return;
  const screen = at ?? flow.flowToScreenPosition({ x: box.x + out.x, y: box.y + out.y + MENU.gap });
  const x = Math.max(MENU.gap, Math.min(screen.x - frame.left, frame.width - MENU.width - MENU.gap));
  const y = Math.max(MENU.gap, Math.min(screen.y - frame.top, frame.height - MENU.height - MENU.gap));
  ui.setState({ menu: { ...edge, at: { x, y } } });
}
