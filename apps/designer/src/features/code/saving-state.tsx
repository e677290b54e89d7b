import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import type { DefinitionDraft } from "./use-definition-draft.ts";

/** Whether what is written is on the runtime, and the choice where two have written. */
export function SavingState({ draft }: { draft: DefinitionDraft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const { saving, stored } = draft;
  switch (saving.kind) {
    case "saved":
      return (
        <span className="saving-state" role="status">
          <Icon name="check" size={14} />
          {stored.etag === undefined
            ? t("code.saving.live", { version: stored.basedOn ?? 1 })
            : t("code.saving.saved", { at: format.clockShort(stored.updatedAt) })}
        </span>
      );
    case "pending":
      return (
        <span className="saving-state" role="status">
          {t("code.saving.pending")}
        </span>
      );
    case "offline":
      return (
        <span className="saving-state saving-trouble" role="status">
          <Icon name="alert" size={14} />
          {t("code.saving.offline")}
        </span>
      );
    case "refused":
      return (
        <span className="saving-state saving-trouble" role="alert">
          <Icon name="alert" size={14} />
          {errorText(saving.error)}
        </span>
      );
    case "conflict":
      return (
        <span className="saving-state saving-trouble" role="alert">
          <Icon name="alert" size={14} />
          {t("code.saving.conflict", {
            by: saving.theirs.updatedBy,
            at: format.clockShort(saving.theirs.updatedAt),
          })}
          <Button size="small" onClick={() => draft.resolve("theirs")}>
            {t("code.saving.theirs")}
          </Button>
          <Button size="small" onClick={() => draft.resolve("mine")}>
            {t("code.saving.mine")}
          </Button>
        </span>
      );
  }
}
