import { useTranslation } from "react-i18next";
import type { MetricRow } from "@orderloom/api-contract";
import type { JsonValue } from "@orderloom/rule-dsl";
import { useAppInfo } from "../../api/app-info.ts";
import { useFormat } from "../../shared/format/use-format.ts";

interface MetricWords {
  /** `Orders received · count over 1 h`. */
  readonly counts: string;
  readonly lines: string | undefined;
  key(key: JsonValue): string;
  number(value: number): string;
  percent(growth: number): string;
}

/** A metric in words, as it is read on the page. */
export function useMetricWords({ event, aggregate, windowMs, against, lines }: MetricRow): MetricWords {
  const { t } = useTranslation();
  const format = useFormat();
  const channels = useAppInfo()?.channels ?? [];
  const numbers = new Intl.NumberFormat(format.language, { maximumFractionDigits: 2 });
  const percents = new Intl.NumberFormat(format.language, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const number = (value: number) => numbers.format(value);
  const percent = (growth: number) => `${percents.format(growth)} %`;
  const measured = (line: number) => (against === undefined ? number(line) : percent(line));
  const part = (value: JsonValue): string => {
    if (typeof value !== "string") return JSON.stringify(value);
    const channel = channels.find(({ id }) => id === value);
    return channel === undefined ? value : format.text(channel.name);
  };
  const counted = t("metrics.counts", {
    event,
    aggregate: t(`metrics.aggregate.${aggregate}`, { defaultValue: aggregate }),
    window: format.duration(windowMs),
  });
  const compared =
    against === undefined
      ? undefined
      : t(`metrics.against.${against.baseline}`, { defaultValue: against.baseline, days: against.days ?? 7 });
  const least = against?.atLeast === undefined ? undefined : t("metrics.atLeast", { count: against.atLeast });
  return {
    counts: [counted, compared, least].filter((words) => words !== undefined).join(t("metrics.and")),
    lines:
      lines &&
      t("metrics.lines", {
        hold: measured(lines.hold.above),
        release: measured(lines.release.below),
        for: format.duration(lines.release.forMs),
      }),
    key: (key) => {
      if (key === null) return t("metrics.everything");
      return Array.isArray(key) ? (key as readonly JsonValue[]).map(part).join(" · ") : part(key);
    },
    number,
    percent,
  };
}
