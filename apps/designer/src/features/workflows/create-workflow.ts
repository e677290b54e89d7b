import type { LayoutDocument, LocalizedText, WorkflowDefinition } from "@orderloom/rule-dsl";
import { readDraft, saveDraft, saveLayout } from "../../api/drafts.ts";
import { blankDocument } from "../../document/edited-document.ts";

async function create(id: string, definition: object, layout: LayoutDocument): Promise<void> {
  await saveDraft(id, definition, undefined);
  await saveLayout(id, layout, undefined);
}

export function createWorkflow(
  id: string,
  role: WorkflowDefinition["role"],
  name: LocalizedText,
  startName: LocalizedText,
): Promise<void> {
  const { definition, layout } = blankDocument(id, name, startName);
  return create(id, { ...definition, role }, layout);
}

/** A draft of its own, from the other's draft or the version in force, right or wrong as that is. */
export async function duplicateWorkflow(from: string, id: string, name: LocalizedText): Promise<void> {
  const { definition, layout } = await readDraft(from);
  const places = layout?.body ?? { kind: "layout", of: id, nodes: {} };
  const content = typeof definition === "object" ? definition : {};
  await create(id, { ...content, id, name }, { ...places, of: id });
}
