import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";
import { createWorkflow, duplicateWorkflow } from "./create-workflow.ts";
import { idFromName, isSlug } from "./workflow-id.ts";

interface NewWorkflowProps {
  /** The one to copy; absent for a blank canvas. */
  readonly from?: { readonly id: string; readonly name: string };
  readonly taken: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** Asks for a name; the id follows from it until somebody writes another. */
export function NewWorkflow({ from, taken, onClose, onCreated }: NewWorkflowProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(from === undefined ? "" : t("workflows.copyName", { name: from.name }));
  const [ownId, setOwnId] = useState<string>();
  const nameId = useId();
  const idId = useId();
  const hintId = useId();
  const id = ownId ?? idFromName(name, taken);
  const problem = !isSlug(id) ? t("workflows.badId") : taken.has(id) ? t("workflows.takenId", { id }) : undefined;
  const words: LocalizedText = { [i18n.language]: name.trim() };
  return (
    <ActionDialog
      action={{
        title: from === undefined ? t("workflows.newTitle") : t("workflows.duplicateTitle", { name: from.name }),
        sentence: from === undefined ? t("workflows.newSentence") : t("workflows.duplicateSentence"),
        doIt: from === undefined ? t("workflows.create") : t("workflows.duplicateDo"),
        disabled: name.trim() === "" || problem !== undefined,
        reason: "none",
        content: (
          <>
            <div className="field">
              <label htmlFor={nameId}>{t("workflows.name")}</label>
              <Input
                id={nameId}
                value={name}
                maxLength={80}
                autoFocus
                placeholder={t("workflows.nameExample")}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
            <div className="field">
              <label htmlFor={idId}>{t("workflows.id")}</label>
              <Input
                id={idId}
                className="mono"
                value={id}
                maxLength={80}
                status={problem === undefined ? "" : "error"}
                aria-describedby={hintId}
                onChange={(event) => setOwnId(event.target.value)}
              />
              <span id={hintId} className={problem === undefined ? "quiet" : "error-line"}>
                {problem ?? t("workflows.idHint")}
              </span>
            </div>
          </>
        ),
        run: () =>
          from === undefined
            ? createWorkflow(id, words, { [i18n.language]: t("workflows.startName") })
            : duplicateWorkflow(from.id, id, words),
        onDone: () => onCreated(id),
      }}
      onClose={onClose}
    />
  );
}
