import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { QuotaTake } from "@orderloom/api-contract";
import { quotaQuery } from "../../api/quotas.ts";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useNow } from "../../shared/use-now.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";

/** Who took last, each with its order, and who has most where each has their own. */
export function LastTakes({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const quota = useQuery(quotaQuery(id));
  if (quota.isPending) return <Waiting rows={3} words={t("quotas.fetching")} />;
  if (quota.data === undefined) return <Failure error={quota.error} onRetry={() => void quota.refetch()} />;
  const { takes, limits } = quota.data;
  if (takes.length === 0) return <p className="quiet">{t("quotas.nobody")}</p>;
  return (
    <>
      <ol className="quota-takes" aria-label={t("quotas.lastTakes")}>
        {takes.map((take) => (
          <TakeRow key={take.id} take={take} />
        ))}
      </ol>
      {limits
        .filter(({ top, amount }) => amount > 1 && top.length > 0)
        .map(({ id: limit, top, amount }) => (
          <p key={limit} className="quota-top">
            <code>{limit}</code>{" "}
            {top.map(({ key, taken }) => `${key.join(" ")} ${formatCount(taken)}/${formatCount(amount)}`).join(" · ")}
          </p>
        ))}
    </>
  );
}

function TakeRow({ take }: { readonly take: QuotaTake }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const { orderId, instanceId, amount, state, at, changedAt } = take;
  return (
    <li className={state === "given-back" ? "quota-take quota-take-back" : "quota-take"}>
      {orderId === undefined ? (
        <code>{instanceId}</code>
      ) : (
        <Link to="/orders/$orderId" params={{ orderId }}>
          {orderId}
        </Link>
      )}
      <span>{t("quotas.pieces", { amount: formatCount(amount) })}</span>
      <span className="quiet">
        {state === "given-back"
          ? t("quotas.givenBack", { at: format.moment(changedAt, now) })
          : t("quotas.tookAt", { at: format.moment(at, now) })}
      </span>
    </li>
  );
}
