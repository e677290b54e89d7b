import { useEffect } from "react";
import { recallList, rememberList } from "../list-memory.ts";
import type { ListItem } from "./use-list-window.ts";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isDialogOpen = (): boolean => document.querySelector("[role=dialog][aria-modal=true]") !== null;

/** The next row from `from` in the direction of `step`; the first row when none was chosen yet. */
export function nextRow(items: readonly ListItem[], from: number, step: 1 | -1): number {
  if (from < 0) return items.findIndex(({ kind }) => kind === "row");
  for (let index = from + step; index >= 0 && index < items.length; index += step) {
    if (items[index]?.kind === "row") return index;
  }
  return from;
}

/** J and K (or the arrows, once a row has the focus) walk the rows; Enter opens the one that has the focus. */
export function useListKeys(
  scroller: React.RefObject<HTMLDivElement | null>,
  items: readonly ListItem[],
  scrollTo: (index: number) => void,
): void {
  useEffect(() => {
    const focusRow = (index: number) => {
      const item = items[index];
      if (item?.kind !== "row") return;
      scrollTo(index);
      rememberList({ lastOpened: item.row.id });
      // The row may have to be drawn first.
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          scroller.current
            ?.querySelector<HTMLElement>(`[data-order="${CSS.escape(item.row.id)}"]`)
            ?.focus({ preventScroll: true }),
        ),
      );
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isDialogOpen()) return;
      const step = stepOf(event, scroller.current);
      if (step === undefined) return;
      event.preventDefault();
      const chosen = document.activeElement?.getAttribute("data-order") ?? recallList().lastOpened;
      const from = items.findIndex((item) => item.kind === "row" && item.row.id === chosen);
      focusRow(nextRow(items, from, step));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, scrollTo, scroller]);
}

function stepOf(event: KeyboardEvent, list: HTMLElement | null): 1 | -1 | undefined {
  const key = event.key.toLowerCase();
  if (key === "j") return 1;
  if (key === "k") return -1;
  if (list?.contains(document.activeElement) !== true) return undefined;
  if (key === "arrowdown") return 1;
  return key === "arrowup" ? -1 : undefined;
}
