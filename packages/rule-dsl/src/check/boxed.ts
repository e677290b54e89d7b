/** Whether a DMN decision inside a definition can be worked out: its texts, references, types and inputs. */
import { problemsOfModel } from "../compile/boxed/compile-model.ts";
import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { ExpressionDecision } from "../schema/decision.ts";
import { checkValues } from "./expressions.ts";
import type { ReadingScope } from "./reading-scope.ts";
import { pointerTo } from "../schema/json-schema.ts";

export function checkBoxed(decision: ExpressionDecision, scope: ReadingScope): readonly Diagnostic[] {
  const { boxed } = decision;
  if (boxed === undefined) {
    const isEmpty = decision.entries.length === 0;
    return isEmpty ? [diagnostic("error", "too-short", "/entries", { field: "entries", limit: 1 })] : [];
  }
  if (decision.entries.length > 0 || decision.result !== undefined) {
    return [diagnostic("error", "boxed-and-entries", "/entries")];
  }
  const inputs = Object.entries(boxed.elements).flatMap(([key, element]) =>
    element.kind === "input" ? checkValues(element.from, `${pointerTo("/boxed/elements", key)}/from`, scope) : [],
  );
  const problems = problemsOfModel(boxed).map(({ path, code, data }) =>
    diagnostic("error", code, `/boxed${path}`, data),
  );
  const asked = Object.hasOwn(boxed.elements, boxed.value)
    ? []
    : [diagnostic("error", "unknown-requirement", "/boxed/value", { name: boxed.value })];
  return [...inputs, ...problems, ...asked];
}
