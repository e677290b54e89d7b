import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { EditedSetting } from "../../api/use-edited-setting.ts";
import { Icon } from "../icons/icon.tsx";
import { useIsPhone } from "../media.ts";
import { ErrorLine } from "./failure.tsx";

type Edited<Part extends keyof EditedSetting<unknown>> = Pick<EditedSetting<unknown>, Part>;

interface SettingButtonsProps {
  readonly edited: Edited<"isChanged" | "isSaving" | "save" | "discard">;
  /** Verb and object; a phone has room for the verb. */
  readonly saveWords: string;
  /** Something in it is still missing. */
  readonly isUnfinished?: boolean;
}

/** Keeps or lets go of what was edited. */
export function SettingButtons({ edited, saveWords, isUnfinished = false }: SettingButtonsProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  return (
    <>
      <Button disabled={!edited.isChanged} onClick={edited.discard}>
        {t(isPhone ? "action.discardShort" : "action.discard")}
      </Button>
      <Button
        type="primary"
        disabled={!edited.isChanged || isUnfinished}
        loading={edited.isSaving}
        onClick={edited.save}
      >
        {isPhone ? t("action.saveShort") : saveWords}
      </Button>
    </>
  );
}

/** Why a setting is not saved; where somebody was faster, theirs can be looked at. */
export function SaveTrouble({ edited }: { readonly edited: Edited<"error" | "isOvertaken" | "discard"> }) {
  const { t } = useTranslation();
  if (edited.error !== undefined) return <ErrorLine error={edited.error} />;
  if (!edited.isOvertaken) return null;
  return (
    <p className="error-line" role="alert">
      <Icon name="alert" size={14} />
      {t("failure.overtaken")}
      <Button type="link" size="small" onClick={edited.discard}>
        {t("failure.showTheirs")}
      </Button>
    </p>
  );
}
