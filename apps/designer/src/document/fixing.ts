import { applyFix, type Fix, type JsonValue } from "@orderloom/rule-dsl";
import type { Command } from "./command.ts";
import type { EditedDocument } from "./edited-document.ts";
import { isDrawable } from "./read-document.ts";

/** What a finding's fix comes to as an edit; undefined when the document has moved on and it fits no more. */
export function fixing({ definition }: EditedDocument, fix: Fix): Command | undefined {
  // A definition is JSON.
  const changed = applyFix(definition as unknown as JsonValue, fix);
  return isDrawable(changed) && changed.id === definition.id
    ? { type: "replace-definition", definition: changed }
    : undefined;
}
