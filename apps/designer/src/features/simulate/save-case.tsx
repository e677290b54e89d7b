import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CasesDocument } from "@orderloom/rule-dsl";
import { freeCaseId, withCase } from "../../document/trial/trial-case.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";
import type { TrialSession } from "./use-trial.ts";

interface SaveCaseProps {
  readonly workflow: string;
  readonly session: TrialSession;
  readonly cases: CasesDocument | undefined;
  readonly onSave: (cases: CasesDocument) => Promise<void>;
  readonly onClose: () => void;
}

/** What was tried becomes a case: from now on the workflow has to do the same again, or publishing stops. */
export function SaveCase({ workflow, session, cases, onSave, onClose }: SaveCaseProps) {
  const { t, i18n } = useTranslation();
  const nameId = useId();
  const [name, setName] = useState("");
  const { trial, run } = session;
  const language = i18n.language.startsWith("zh") ? "zh-CN" : "en";
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: t("simulate.saveCase"),
        sentence: t("simulate.saveCaseSentence", { count: run.path.length }),
        doIt: t("simulate.saveCase"),
        reason: "none",
        content: (
          <div className="field">
            <label htmlFor={nameId}>{t("simulate.caseName")}</label>
            <Input
              id={nameId}
              value={name}
              maxLength={120}
              placeholder={t("simulate.caseNameExample")}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        ),
        run: () => {
          const id = freeCaseId(cases);
          const said = name.trim() === "" ? id : name.trim();
          return onSave(withCase(cases, workflow, { id, name: { [language]: said }, trial, run }));
        },
      }}
    />
  );
}
