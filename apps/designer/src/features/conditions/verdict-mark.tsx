import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/icons/icon.tsx";
import { useBuilder } from "./builder.ts";

/** Whether a group holds on the sample order: icon and word. */
export function VerdictMark({ at }: { at: string }) {
  const { t } = useTranslation();
  const { onSample } = useBuilder();
  if (onSample === undefined) return <span className="verdict" />;
  const verdict = onSample.verdicts.get(at);
  if (verdict === undefined) return <span className="verdict verdict-open">{t("conditions.verdict.open")}</span>;
  return (
    <span className={verdict ? "verdict verdict-held" : "verdict"}>
      <Icon name={verdict ? "check" : "cross"} size={12} />
      {verdict ? t("conditions.verdict.held") : t("conditions.verdict.failed")}
    </span>
  );
}

/** What the sample order has for one line, and whether that is enough. */
export function SeenMark({ at }: { at: string }) {
  const { t } = useTranslation();
  const { onSample } = useBuilder();
  if (onSample === undefined) return <span className="seen" />;
  const doubt = onSample.unknown.get(at);
  if (doubt === "broken") return <span className="seen" />;
  if (doubt !== undefined) return <span className="seen seen-open">{t(`conditions.doubt.${doubt}`)}</span>;
  const held = onSample.verdicts.get(at);
  const text = onSample.lines.get(at)?.text;
  return (
    <span className={held === true ? "seen seen-held" : "seen"}>
      <Icon name={held === true ? "check" : "cross"} size={12} />
      <span className="visually-hidden">
        {held === true ? t("conditions.verdict.held") : t("conditions.verdict.failed")}
      </span>
      <span>{text ?? (held === true ? t("conditions.verdict.held") : t("conditions.verdict.failed"))}</span>
    </span>
  );
}
