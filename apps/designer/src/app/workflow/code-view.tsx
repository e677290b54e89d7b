import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { type Diagnostic, schemaOf, type WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Editor } from "../../document/editor.ts";
import { CodeTab } from "../../features/code/code-tab.tsx";
import { ReadingContext } from "../../shared/reading/reading.ts";
import type { WorkflowReading } from "./use-workflow-reading.ts";

interface CodeViewProps {
  readonly editor: Editor;
  readonly reading: WorkflowReading;
  readonly diagnostics: readonly Diagnostic[];
  readonly readOnly: boolean;
}

const schema = schemaOf("workflow");

/** The whole workflow as text, in place of its drawing; what is taken over is one step to undo. */
export function CodeView({ editor, reading, diagnostics, readOnly }: CodeViewProps) {
  const { t } = useTranslation();
  const definition = useStore(editor, (state) => state.document.definition);
  const onApply = useCallback(
    (value: unknown) =>
      // The schema has accepted it.
      editor.getState().run({ type: "replace-definition", definition: value as WorkflowDefinition }),
    [editor],
  );
  return (
    <ReadingContext value={reading.reading}>
      <CodeTab
        address={`workflow/${definition.id}`}
        label={t("code.label", { id: definition.id })}
        value={definition}
        schema={schema}
        problems={diagnostics}
        readOnly={readOnly}
        onApply={onApply}
      />
    </ReadingContext>
  );
}
