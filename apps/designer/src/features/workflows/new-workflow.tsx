import { Input, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LocalizedText, WorkflowDefinition } from "@orderloom/rule-dsl";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";
import { createWorkflow, duplicateWorkflow } from "./create-workflow.ts";
import { idFromName, isSlug } from "./workflow-id.ts";

type WorkflowRole = WorkflowDefinition["role"];
const roles = ["main", "side", "part", "own"] as const;

interface NewWorkflowProps {
  /** The one to copy; absent for a blank canvas. */
  readonly from?: { readonly id: string; readonly name: string };
  readonly taken: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** Asks for a name and what starts it; the id follows from it until somebody writes another. */
export function NewWorkflow({ from, taken, onClose, onCreated }: NewWorkflowProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(from === undefined ? "" : t("workflows.copyName", { name: from.name }));
  const [ownId, setOwnId] = useState<string>();
  const [role, setRole] = useState<WorkflowRole>("main");
  const nameId = useId();
  const idId = useId();
  const roleId = useId();
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
            {from === undefined && (
              <div className="field">
                <label htmlFor={roleId}>{t("workflows.usedAs")}</label>
                <Select<WorkflowRole>
                  id={roleId}
                  value={role}
                  options={roles.map((one) => ({ value: one, label: t(`inspector.choice.${one}`) }))}
                  onChange={setRole}
                />
              </div>
            )}
          </>
        ),
        run: () =>
          from === undefined
            ? createWorkflow(id, role, words, {
                [i18n.language]: t(role === "own" ? "workflows.ownStartName" : "workflows.startName"),
              })
            : duplicateWorkflow(from.id, id, words),
        onDone: () => onCreated(id),
      }}
      onClose={onClose}
    />
  );
}
