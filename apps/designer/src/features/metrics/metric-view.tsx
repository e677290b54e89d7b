import { useTranslation } from "react-i18next";
import type { MetricKeyRow, MetricRow } from "@orderloom/api-contract";
import { useFormat } from "../../shared/format/use-format.ts";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { Spark } from "./spark.tsx";
import { useMetricWords } from "./use-metric-words.ts";

/** One metric: what it counts in a sentence, its lines, and a row for each key. */
export function MetricView({ metric, onOpen }: { readonly metric: MetricRow; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMetricWords(metric);
  const name = format.text(metric.name);
  return (
    <section className="metric" aria-label={name}>
      <header className="metric-head">
        <h2>
          <button type="button" className="link-button" onClick={onOpen}>
            {name}
          </button>
        </h2>
        {metric.filling && <Chip tone="waiting">{t("metrics.filling")}</Chip>}
      </header>
      <p className="quiet">{words.counts}</p>
      {words.lines !== undefined && <p className="quiet">{words.lines}</p>}
      {metric.keys.length === 0 ? (
        <p className="metric-nothing">{t("metrics.nothingYet")}</p>
      ) : (
        <table className="metric-keys" aria-label={name}>
          <thead>
            <tr>
              <th scope="col">{t("metrics.column.key")}</th>
              <th scope="col">{t("metrics.column.state")}</th>
              <th scope="col" className="number">
                {t("metrics.column.value")}
              </th>
              <th scope="col" className="number">
                {t("metrics.column.growth")}
              </th>
              <th scope="col">{t("metrics.column.hour")}</th>
            </tr>
          </thead>
          <tbody>
            {metric.keys.map((row) => (
              <KeyRow key={JSON.stringify(row.key)} row={row} metric={metric} />
            ))}
          </tbody>
        </table>
      )}
      {metric.keyCount > metric.keys.length && (
        <p className="quiet">{t("metrics.more", { shown: metric.keys.length, all: metric.keyCount })}</p>
      )}
    </section>
  );
}

function KeyRow({ row, metric }: { readonly row: MetricKeyRow; readonly metric: MetricRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMetricWords(metric);
  const key = words.key(row.key);
  const isHeld = row.state === "held";
  return (
    <tr>
      <th scope="row">{key}</th>
      <td>
        <Chip tone={isHeld ? "held" : "done"} icon={isHeld ? "pause" : "check"}>
          {t(`metrics.state.${row.state}`)}
        </Chip>
        {row.since !== undefined && (
          <span className="quiet metric-since">
            {t("metrics.since", { at: format.moment(row.since, metric.asOf) })}
          </span>
        )}
      </td>
      <td className="number">
        {words.number(row.value)}
        {row.baseline !== null && (
          <span className="quiet metric-since">{t("metrics.usually", { value: words.number(row.baseline) })}</span>
        )}
      </td>
      <td className="number">{row.growth === null ? "–" : words.percent(row.growth)}</td>
      <td>
        <Spark
          values={row.series}
          words={t("metrics.hourWords", { key, most: words.number(Math.max(...row.series)) })}
        />
      </td>
    </tr>
  );
}
