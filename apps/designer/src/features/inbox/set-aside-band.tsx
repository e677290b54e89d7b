import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/icons/icon.tsx";

/** What a batch leaves, and the way to it. */
export function SetAsideBand({ setAside, held, onLook }: { setAside: number; held: number; onLook?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="set-aside">
      <Icon name="people" />
      <span>
        {setAside > 0 && t("inbox.setAside", { count: setAside })}
        {setAside > 0 && held > 0 && t("fact.comma")}
        {held > 0 && t("inbox.heldByOthers", { count: held })}
      </span>
      {onLook !== undefined && setAside > 0 && (
        <button type="button" className="link-button" onClick={onLook}>
          {t("inbox.oneByOne")}
        </button>
      )}
    </div>
  );
}
