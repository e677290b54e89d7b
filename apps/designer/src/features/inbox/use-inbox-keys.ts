import { useEffect, useRef } from "react";

/** What the keyboard can do in the inbox. */
export interface InboxKeys {
  readonly move: (step: 1 | -1) => void;
  readonly select: () => void;
  readonly selectAll: () => void;
  readonly undo: () => void;
  readonly decide: (which: 0 | 1) => void;
  readonly claim: () => void;
  readonly writeReason: () => void;
  readonly open: () => void;
  readonly leave: () => void;
  readonly help: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTicked(target)));
const isTicked = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);
/** Arrows belong to what has the focus, such as a choice, unless it is the list or nothing. */
const isInList = (): boolean =>
  document.activeElement === document.body || document.activeElement?.closest(".task-scroller") !== null;
/** Enter on a button or a link is theirs. */
const isPressed = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("button, a, summary, [role=combobox]") !== null;
const isDialogOpen = (): boolean => document.querySelector("[role=dialog][aria-modal=true]") !== null;

function actionOf(event: KeyboardEvent, keys: InboxKeys): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "a" ? keys.selectAll : undefined;
  switch (event.key.toLowerCase()) {
    case "j":
      return () => keys.move(1);
    case "arrowdown":
      return isInList() ? () => keys.move(1) : undefined;
    case "k":
      return () => keys.move(-1);
    case "arrowup":
      return isInList() ? () => keys.move(-1) : undefined;
    case "x":
      return keys.select;
    case "z":
      return keys.undo;
    case "a":
      return () => keys.decide(0);
    case "r":
      return () => keys.decide(1);
    case "c":
      return keys.claim;
    case "m":
      return keys.writeReason;
    case "enter":
      return isPressed(event.target) ? undefined : keys.open;
    case "escape":
      return keys.leave;
    case "?":
      return keys.help;
    default:
      return undefined;
  }
}

/** Keys work wherever the focus is, but while something is written or a dialog is open. */
export function useInboxKeys(keys: InboxKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || isDialogOpen()) return;
      if (isTyping(event.target)) {
        if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const action = actionOf(event, latest.current);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Brings a row into view and gives it the focus once it is drawn. */
export function focusTask(id: string): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: "nearest" });
    row?.focus({ preventScroll: true });
  });
}
