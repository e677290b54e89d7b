import { Input } from "antd";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { createMetric } from "../../api/metrics.ts";
import { ActionDialog } from "../../shared/ui/action-dialog.tsx";

interface NewMetricProps {
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** Asks for a name; what it begins with is the hourly growth by channel, to be changed as text. */
export function NewMetric({ onClose, onCreated }: NewMetricProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState("");
  const created = useRef<string>(undefined);
  const nameId = useId();
  return (
    <ActionDialog
      action={{
        title: t("metrics.newTitle"),
        sentence: t("metrics.newSentence"),
        doIt: t("metrics.create"),
        disabled: name.trim() === "",
        reason: "none",
        content: (
          <div className="field">
            <label htmlFor={nameId}>{t("metrics.name")}</label>
            <Input
              id={nameId}
              value={name}
              maxLength={80}
              autoFocus
              placeholder={t("metrics.nameExample")}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        ),
        run: async () => {
          created.current = await createMetric({ [i18n.language]: name.trim() });
        },
        onDone: () => {
          if (created.current !== undefined) onCreated(created.current);
        },
      }}
      onClose={onClose}
    />
  );
}
