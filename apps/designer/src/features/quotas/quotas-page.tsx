import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuotaRow } from "@orderloom/api-contract";
import { listedQuery } from "../../api/check-sources.ts";
import { quotasQuery } from "../../api/quotas.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { LastTakes } from "./last-takes.tsx";
import { LimitBar } from "./limit-bar.tsx";
import { NewQuota } from "./new-quota.tsx";
import "./quotas-page.css";

/** Every quota: how much of it is out, how much is left, who took last. */
export function QuotasPage({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const quotas = useQuery(quotasQuery);
  const listed = useQuery(listedQuery).data?.items.filter(({ kind }) => kind === "quota") ?? [];
  const [isNew, setIsNew] = useState(false);
  const items = quotas.data?.items ?? [];
  const live = new Set(items.map(({ id }) => id));
  const drafts = listed.filter(({ id }) => !live.has(id));
  const add = (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setIsNew(true)}>
      {t("quotas.new")}
    </Button>
  );
  const isEmpty = quotas.data !== undefined && items.length === 0 && drafts.length === 0;
  return (
    <>
      <PageHead actions={!isEmpty && add}>
        <h1>{t("quotas.title")}</h1>
      </PageHead>
      {quotas.isPending && <Waiting rows={4} words={t("quotas.fetching")} />}
      {quotas.data === undefined && quotas.error !== null && (
        <Failure error={quotas.error} onRetry={() => void quotas.refetch()} />
      )}
      {isEmpty && (
        <Notice kind="empty" title={t("quotas.none")} action={<div className="notice-actions">{add}</div>}>
          <p>{t("quotas.noneHint")}</p>
        </Notice>
      )}
      <div className="quotas">
        {items.map((quota) => (
          <Quota key={quota.id} quota={quota} />
        ))}
        {drafts.map(({ id, name }) => (
          <DraftedQuota key={id} id={id} name={name} />
        ))}
      </div>
      {isNew && (
        <NewQuota
          taken={new Set([...live, ...listed.map(({ id }) => id)])}
          onClose={() => setIsNew(false)}
          onCreated={(id) => {
            void client.invalidateQueries({ queryKey: listedQuery.queryKey });
            onOpen(id);
          }}
        />
      )}
    </>
  );
}

function Quota({ quota }: { readonly quota: QuotaRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const { id, period, state, limits, waiting } = quota;
  const name = format.text(quota.name);
  return (
    <section className="quota" aria-label={name}>
      <header className="quota-head">
        <h2>
          <Link to="/definitions/$kind/$id" params={{ kind: "quota", id }}>
            {name}
          </Link>
        </h2>
        <code>{id}</code>
        <span className={state === "open" ? "quota-state" : "quota-state quiet"}>{t(`quotas.state.${state}`)}</span>
      </header>
      {period !== undefined && (
        <p className="quiet">
          {t("quotas.period", {
            from: format.instant(Date.parse(period.from)).slice(0, 16),
            until: format.instant(Date.parse(period.until)).slice(0, 16),
          })}
        </p>
      )}
      <ul className="quota-limits">
        {limits.map((limit) => (
          <LimitBar key={limit.id} limit={limit} />
        ))}
      </ul>
      {waiting > 0 && <p className="quota-low">{t("quotas.waiting", { count: waiting })}</p>}
      <Button
        type="text"
        icon={<Icon name={isOpen ? "chevron-up" : "chevron-down"} />}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t("quotas.lastTakes")}
      </Button>
      {isOpen && <LastTakes id={id} />}
    </section>
  );
}

/** One that was never published counts nothing yet. */
function DraftedQuota({ id, name }: { readonly id: string; readonly name: QuotaRow["name"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="quota" aria-label={format.text(name)}>
      <header className="quota-head">
        <h2>
          <Link to="/definitions/$kind/$id" params={{ kind: "quota", id }}>
            {format.text(name)}
          </Link>
        </h2>
        <code>{id}</code>
        <span className="quota-state quiet">{t("quotas.draft")}</span>
      </header>
    </section>
  );
}
