import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { createQuota } from "../../api/quotas.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";
import { isQuotaId, quotaId, quotaTemplate } from "./quota-template.ts";

interface NewQuotaProps {
  readonly taken: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** Asks for a name; the draft that opens then has limits to change. */
export function NewQuota({ taken, onClose, onCreated }: NewQuotaProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState("");
  const [ownId, setOwnId] = useState<string>();
  const nameId = useId();
  const idId = useId();
  const hintId = useId();
  const id = ownId ?? quotaId(name, taken);
  const problem = !isQuotaId(id) ? t("quotas.badId") : taken.has(id) ? t("quotas.takenId", { id }) : undefined;
  return (
    <ActionDialog
      action={{
        title: t("quotas.newTitle"),
        sentence: t("quotas.newSentence"),
        doIt: t("quotas.create"),
        disabled: name.trim() === "" || problem !== undefined,
        reason: "none",
        content: (
          <>
            <div className="field">
              <label htmlFor={nameId}>{t("quotas.name")}</label>
              <Input
                id={nameId}
                value={name}
                maxLength={80}
                autoFocus
                placeholder={t("quotas.nameExample")}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
            <div className="field">
              <label htmlFor={idId}>{t("quotas.id")}</label>
              <Input
                id={idId}
                className="mono"
                value={id}
                maxLength={60}
                status={problem === undefined ? "" : "error"}
                aria-describedby={hintId}
                onChange={(event) => setOwnId(event.target.value)}
              />
              <span id={hintId} className={problem === undefined ? "quiet" : "error-line"}>
                {problem ?? t("quotas.idHint")}
              </span>
            </div>
          </>
        ),
        run: () => createQuota(quotaTemplate(id, { [i18n.language]: name.trim() })),
        onDone: () => onCreated(id),
      }}
      onClose={onClose}
    />
  );
}
