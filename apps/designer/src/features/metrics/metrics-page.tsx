import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DefinitionRow } from "@orderloom/api-contract";
import { metricDefinitionsQuery, metricsQuery } from "../../api/metrics.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { MetricView } from "./metric-view.tsx";
import { NewMetric } from "./new-metric.tsx";
import "./metrics.css";

/** What is measured, as it stands: each key's value, growth and state, and the last hour. */
export function MetricsPage({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const metrics = useQuery(metricsQuery);
  const definitions = useQuery(metricDefinitionsQuery);
  const [isNew, setNew] = useState(false);
  const live = new Set((metrics.data ?? []).map(({ id }) => id));
  const drafted = (definitions.data ?? []).filter(({ id }) => !live.has(id));
  const isThere = metrics.data !== undefined && definitions.data !== undefined;
  const failed = metrics.error ?? definitions.error;
  const begin = (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => setNew(true)}>
      {t("metrics.new")}
    </Button>
  );
  const isEmpty = isThere && live.size + drafted.length === 0;
  return (
    <>
      <PageHead actions={!isEmpty && begin}>
        <h1>{t("metrics.title")}</h1>
      </PageHead>
      {!isThere && failed === null && <Waiting rows={4} words={t("metrics.fetching")} />}
      {!isThere && failed !== null && (
        <Failure
          error={failed}
          onRetry={() => {
            void metrics.refetch();
            void definitions.refetch();
          }}
        />
      )}
      {isEmpty && (
        <Notice kind="empty" title={t("metrics.none")} action={<div className="notice-actions">{begin}</div>}>
          <p>{t("metrics.noneHint")}</p>
        </Notice>
      )}
      {isThere && !isEmpty && (
        <div className="metrics">
          {metrics.data.map((metric) => (
            <MetricView key={metric.id} metric={metric} onOpen={() => onOpen(metric.id)} />
          ))}
          {drafted.map((row) => (
            <DraftedMetric key={row.id} row={row} onOpen={() => onOpen(row.id)} />
          ))}
        </div>
      )}
      {isNew && (
        <NewMetric
          onClose={() => setNew(false)}
          onCreated={(id) => {
            void client.invalidateQueries({ queryKey: metricDefinitionsQuery.queryKey });
            onOpen(id);
          }}
        />
      )}
    </>
  );
}

function DraftedMetric({ row, onOpen }: { readonly row: DefinitionRow; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="metric" aria-label={format.text(row.name)}>
      <header className="metric-head">
        <h2>
          <button type="button" className="link-button" onClick={onOpen}>
            {format.text(row.name)}
          </button>
        </h2>
        <Chip tone="waiting">{t("metrics.draft")}</Chip>
      </header>
      <p className="quiet">{t("metrics.draftHint")}</p>
    </section>
  );
}
