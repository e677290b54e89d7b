import type { Edit, Fix } from "../../diagnostic.ts";
import type { JsonValue } from "../../schema/common.ts";

/**
 * The document after a fix, or undefined where it no longer fits: a place it speaks of is not there any more. Nothing of
 * the document itself is changed.
 */
export function applyFix(document: JsonValue, fix: Pick<Fix, "edits">): JsonValue | undefined {
  return fix.edits.reduce<JsonValue | undefined>(
    (left, edit) => (left === undefined ? undefined : changed(left, stepsOf(edit.path), edit)),
    document,
  );
}

const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

function changed(document: JsonValue, steps: readonly string[], edit: Edit): JsonValue | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return edit.op === "remove" ? undefined : edit.value;
  if (Array.isArray(document)) return changedList(document, step, rest, edit);
  if (typeof document !== "object" || document === null) return undefined;
  return changedMap(new Map<string, JsonValue>(Object.entries(document)), step, rest, edit);
}

function changedMap(
  entries: Map<string, JsonValue>,
  step: string,
  rest: readonly string[],
  edit: Edit,
): JsonValue | undefined {
  const inner = entries.get(step);
  if (inner === undefined && !(rest.length === 0 && edit.op === "add")) return undefined;
  if (rest.length === 0 && edit.op === "remove") entries.delete(step);
  else {
    const next = rest.length === 0 ? valueOf(edit) : changed(inner ?? null, rest, edit);
    if (next === undefined) return undefined;
    entries.set(step, next);
  }
  return Object.fromEntries(entries);
}

function changedList(
  items: readonly JsonValue[],
  step: string,
  rest: readonly string[],
  edit: Edit,
): JsonValue | undefined {
  const isEnd = step === "-" && rest.length === 0 && edit.op === "add";
  const index = isEnd ? items.length : /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
  if (rest.length === 0 && edit.op === "add")
    return index < 0 || index > items.length ? undefined : items.toSpliced(index, 0, edit.value);
  const inner = items[index];
  if (inner === undefined) return undefined;
  if (rest.length === 0 && edit.op === "remove") return items.toSpliced(index, 1);
  const next = rest.length === 0 ? valueOf(edit) : changed(inner, rest, edit);
  return next === undefined ? undefined : items.with(index, next);
}

const valueOf = (edit: Edit): JsonValue | undefined => (edit.op === "remove" ? undefined : edit.value);
