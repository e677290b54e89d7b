import type { Condition } from "@orderloom/rule-dsl";
import { duplicateAt, negateAt, nudge, removeAt, wrapAt } from "../../document/conditions/edit-condition.ts";
import type { Builder } from "./builder.ts";

/**
 * Alt with an arrow moves a part, Ctrl D copies it, Alt G groups it, Alt N negates it, Alt Delete takes it away. Taken on
 * the way down, before a picker opens on its arrow; only by the innermost part around the focus.
 */
export function onPartKey(event: React.KeyboardEvent, at: string, { root, readOnly, change }: Builder): void {
  const { target, altKey, key, code } = event;
  if (readOnly || !(target instanceof Element) || target.closest("[data-at]") !== event.currentTarget) return;
  const done = (next: Condition, focus?: string): void => {
    event.preventDefault();
    event.stopPropagation();
    change(next, focus);
  };
  if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
    const moved = nudge(root, at, key === "ArrowUp" ? -1 : 1);
    done(moved.condition, moved.at);
  } else if ((event.ctrlKey || event.metaKey) && key === "d") done(duplicateAt(root, at), at);
  else if (altKey && code === "KeyG") done(wrapAt(root, at, "all"), at);
  else if (altKey && code === "KeyN") done(negateAt(root, at), at);
  else if (altKey && (key === "Delete" || key === "Backspace") && !isText(target)) done(removeAt(root, at));
}

/** In a text these keys take away words; a picker is none. */
const isText = (target: Element): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && target.closest(".ant-select") === null);
