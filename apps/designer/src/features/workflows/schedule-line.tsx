import { useTranslation } from "react-i18next";
import type { ScheduleRow } from "@orderloom/api-contract";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useNow } from "../../shared/use-now.ts";

const EVERY_MS = 30_000;

/** When the clock starts it next, and what came of the last time. */
export function ScheduleLine({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(EVERY_MS);
  const moment = (at: number): string => format.moment(at, now);
  const { nextAt, paused, waiting, runs } = schedule;
  const [last] = runs;
  const coming =
    paused !== undefined
      ? t("workflows.schedule.paused", { reason: paused })
      : nextAt === undefined
        ? t("workflows.schedule.never")
        : t("workflows.schedule.next", { at: moment(nextAt) });
  return (
    <span className="schedule-line">
      <Icon name="clock" size={12} />
      <span>{coming}</span>
      {waiting !== undefined && <span>{t("workflows.schedule.waiting", { at: moment(waiting) })}</span>}
      {last !== undefined && (
        <span>
          {t(last.leftOut === 0 ? "workflows.schedule.last" : "workflows.schedule.lastLeftOut", {
            at: moment(last.startedAt),
            count: last.started,
            leftOut: last.leftOut,
          })}
        </span>
      )}
    </span>
  );
}
