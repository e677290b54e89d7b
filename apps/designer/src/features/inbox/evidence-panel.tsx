import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TaskEvidence } from "@orderloom/api-contract";
import { evidenceQuery } from "../../api/tasks.ts";
import { formatMoney } from "../../shared/format/money.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { ClaimButton } from "../../shared/tasks/claim-button.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { useLevelName } from "../../shared/use-level-name.ts";
import { useNow } from "../../shared/use-now.ts";
import { Likeness, Past, Ways } from "./evidence-context.tsx";
import { WhatIfNobody, WhyHere } from "./evidence-reason.tsx";

/** All that one decision rests on. The task before stays, dimmed, until the next one is there. */
export function EvidencePanel({ taskId, groupSize }: { taskId: string; groupSize: number }) {
  const { t } = useTranslation();
  const evidence = useQuery({ ...evidenceQuery(taskId), placeholderData: keepPreviousData });
  if (evidence.data === undefined) {
    if (evidence.error !== null) return <Failure error={evidence.error} onRetry={() => void evidence.refetch()} />;
    return <Waiting rows={8} words={t("inbox.fetchingEvidence")} />;
  }
  const isOld = evidence.data.task.id !== taskId;
  return (
    <div className={isOld ? "evidence evidence-old" : "evidence"} aria-busy={isOld}>
      <Head evidence={evidence.data} />
      <WhyHere evidence={evidence.data} />
      <WhatIfNobody evidence={evidence.data} />
      <ThisOrder evidence={evidence.data} />
      <Likeness evidence={evidence.data} groupSize={groupSize} />
      <Past evidence={evidence.data} />
      <Ways evidence={evidence.data} />
    </div>
  );
}

function Head({ evidence }: { evidence: TaskEvidence }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const now = useNow();
  const { task, state, ended } = evidence;
  const length = format.dwell(Math.max(0, (ended?.at ?? now) - task.openedAt));
  return (
    <header className="evidence-head">
      <div className="evidence-title">
        <h2 className="mono id">{task.shortNumber ?? task.id}</h2>
        {state === "open" || state === "claimed" ? (
          <Chip tone="held" icon="pause">
            {t("inbox.heldFor", { length })}
          </Chip>
        ) : (
          <Chip tone={state === "decided" ? "done" : "waiting"} icon={state === "decided" ? "check" : "ban"}>
            {ended?.outcome === undefined ? t(`task.${state}`) : format.text(ended.outcome)}
          </Chip>
        )}
        <span className="evidence-links">
          {task.orderId !== undefined && (
            <Link to="/orders/$orderId" params={{ orderId: task.orderId }}>
              {t("inbox.toOrder")}
            </Link>
          )}
        </span>
      </div>
      {ended !== undefined && (
        <p className="evidence-ended">
          {t("inbox.endedBy", { by: ended.by.join(t("inbox.and")), at: format.moment(ended.at, now) })}
        </p>
      )}
      {(state === "open" || state === "claimed") && (
        <div className="evidence-who">
          <span className="quiet">
            {t("inbox.whoDecides", { groups: evidence.groups.map((group) => format.text(group)).join(t("inbox.and")) })}
          </span>
          {evidence.mayDecide && (
            <ClaimButton
              task={{ id: task.id, claimedBy: task.claimedBy }}
              onSettled={() => void client.invalidateQueries({ queryKey: ["tasks"] })}
            />
          )}
        </div>
      )}
    </header>
  );
}

function ThisOrder({ evidence: { order } }: { evidence: TaskEvidence }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const format = useFormat();
  const levelName = useLevelName();
  if (order === undefined) return null;
  return (
    <section className="evidence-part" aria-labelledby="evidence-order">
      <h3 id="evidence-order">{t("inbox.thisOrder")}</h3>
      <dl className="evidence-facts">
        <dt>{t("fact.customer")}</dt>
        <dd>
          {order.level === undefined
            ? order.customer
            : t("inbox.customer", { name: order.customer, level: levelName(order.level) })}
        </dd>
        <dt>{t("fact.amount")}</dt>
        <dd>{formatMoney(order.total)}</dd>
        <dt>{t("fact.shipTo")}</dt>
        <dd>{order.shipTo}</dd>
        <dt>{t("inbox.placed")}</dt>
        <dd>{format.moment(Date.parse(order.placedAt), now)}</dd>
        <dt>{t("fact.goods")}</dt>
        <dd className="evidence-goods">
          {order.lines.map(({ sku, name, quantity }, index) => (
            <span key={`${sku}/${index}`} title={name}>
              <code>{sku}</code>
              {` × ${quantity}`}
            </span>
          ))}
        </dd>
      </dl>
    </section>
  );
}
