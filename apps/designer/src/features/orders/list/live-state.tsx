import { useTranslation } from "react-i18next";
import { useAppInfo } from "../../../api/app-info.ts";
import { useBoardState } from "../../../api/board.ts";
import { formatCount } from "../../../shared/format/number.ts";

/** Whether what is on screen is the present, and how far behind it. */
export function LiveState() {
  const { t } = useTranslation();
  const { state, behindMs } = useBoardState();
  const demo = useAppInfo()?.demo;
  const words =
    state === "live"
      ? behindMs === undefined
        ? t("live.on")
        : t("live.behind", { ms: formatCount(behindMs) })
      : t(`live.${state}`);
  return (
    <span className={`live-state live-${state}`}>
      <span className="live-dot" />
      {words}
      {demo?.state === "loading" && (
        <span className="live-demo">{t("live.demo", { loaded: formatCount(demo.loaded ?? 0) })}</span>
      )}
    </span>
  );
}
