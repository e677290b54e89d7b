import { useTranslation } from "react-i18next";
import type { QuotaLimitRow } from "@orderloom/api-contract";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";

/** Below this share of the amount it is said how few are left. */
const LOW = 0.1;

/** How much of a limit is out: a bar where there is one for all, a sentence where each key has its own. */
export function LimitBar({ limit }: { readonly limit: QuotaLimitRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { amount, taken, left, keys } = limit;
  const name = limit.name === undefined ? limit.id : format.text(limit.name);
  if (left === undefined)
    return (
      <li className="quota-limit">
        <span className="quota-limit-name">
          <code>{limit.id}</code> {t("quotas.each", { amount: formatCount(amount) })}
        </span>
        <span className="quiet">{t("quotas.keys", { count: keys, taken: formatCount(taken) })}</span>
      </li>
    );
  const isLow = left <= amount * LOW;
  return (
    <li className="quota-limit">
      <span className="quota-limit-name">
        <code>{limit.id}</code> {t("quotas.taken", { taken: formatCount(taken), amount: formatCount(amount) })}
      </span>
      <span
        className="quota-bar"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={amount}
        aria-valuenow={Math.min(taken, amount)}
      >
        <span
          className={isLow ? "quota-bar-taken quota-bar-low" : "quota-bar-taken"}
          style={{ inlineSize: `${String(Math.min(100, (taken / amount) * 100))}%` }}
        />
      </span>
      <span className={isLow ? "quota-low" : "quiet"}>
        {left === 0 ? t("quotas.noneLeft") : t(isLow ? "quotas.onlyLeft" : "quotas.left", { left: formatCount(left) })}
      </span>
    </li>
  );
}
