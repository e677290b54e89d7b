import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { nextInstant } from "../../document/trial/trial-choices.ts";
import { untilInstant } from "../../document/trial/trial.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { TrialSession } from "./use-trial.ts";

const TEN_MINUTES_MS = 600_000;

/** The virtual clock: it stands still while people are awaited, and jumps when told to. */
export function TrialClock({ session }: { session: TrialSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, steps, shown, trial } = session;
  const next = nextInstant(run);
  const isOver = run.state.phase === "ended";
  const now = shown === steps.length ? run.endedAt : (steps[shown - 1]?.at ?? run.endedAt);
  const go = (instant: number) => session.change(untilInstant(trial, run, instant));
  return (
    <section className="simulate-part" aria-label={t("simulate.clock")}>
      <header className="simulate-head">
        <span className="simulate-label">
          <Icon name="clock" size={14} />
          {t("simulate.clock")}
        </span>
        <span className="quiet">{t("simulate.stubbed")}</span>
      </header>
      <div className="simulate-clock">
        <time dateTime={new Date(now).toISOString()}>
          <b>{format.clock(now)}</b>
          <span className="quiet">{format.day(now)}</span>
        </time>
        <span className="simulate-buttons">
          <Button size="small" disabled={isOver} onClick={() => go(run.endedAt + TEN_MINUTES_MS)}>
            {t("simulate.tenMinutes")}
          </Button>
          <Button size="small" disabled={next === undefined} onClick={() => next !== undefined && go(next)}>
            {t("simulate.toNextTimer")}
          </Button>
        </span>
      </div>
    </section>
  );
}
