import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { nextInstant } from "../../document/trial/trial-choices.ts";
import type { TrialStep } from "../../document/trial/trial-steps.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { wavePath } from "../../shared/thread/thread-shape.ts";
import { useWidth } from "../../shared/use-width.ts";
import type { TrialSession } from "./use-trial.ts";

const MARGIN = 24;
const Y = 24;
/** Where everything happens at once, the line still has a length. */
const LEAST_SPAN_MS = 60_000;

/** The virtual time that passed, from left to right: slack where a person was awaited, a mark for what is still due. */
export function TrialTimeline({ session }: { session: TrialSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { trial, run, steps, shown } = session;
  const next = nextInstant(run);
  const from = trial.now;
  const to = Math.max(from + LEAST_SPAN_MS, run.endedAt, next ?? 0);
  const now = shown === steps.length ? run.endedAt : (steps[shown - 1]?.at ?? from);
  const x = (at: number) =>
    MARGIN + ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * Math.max(0, width - 2 * MARGIN);
  const waits = steps.slice(0, shown).filter(isPatience);
  return (
    <section className="trial-timeline" aria-label={t("simulate.timeline")}>
      <p>
        <b>{t("simulate.timeline")}</b>
        <span className="quiet">
          {t("simulate.span", { from: format.clockShort(from), to: format.moment(to, from) })}
        </span>
        <span className="visually-hidden">
          {t("simulate.now", { at: format.clock(now) })}
          {waits.map((step) => t("simulate.waited", { length: format.duration((step.endedAt ?? now) - step.at) }))}
        </span>
      </p>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height="48" aria-hidden="true">
            <path className="trial-line" d={`M${String(MARGIN)} ${String(Y)}H${String(width - MARGIN)}`} />
            <path className="thread-ply" d={`M${String(x(from))} ${String(Y)}H${String(x(now))}`} />
            <path className="thread-twist" d={`M${String(x(from))} ${String(Y)}H${String(x(now))}`} />
            {waits.map((step) => (
              <g key={step.activation}>
                <path
                  className="trial-air"
                  d={`M${String(x(step.at))} ${String(Y)}H${String(x(step.endedAt ?? now))}`}
                />
                <path className="thread-slack" d={wavePath([[x(step.at), x(step.endedAt ?? now)]], Y)} />
              </g>
            ))}
            <path className="trial-now" d={`M${String(x(now))} 10V38`} />
            {next !== undefined && (
              <>
                <path className="trial-due" d={`M${String(x(next))} 12V36`} />
                <text className="trial-due-text" x={x(next)} y="10" textAnchor="end">
                  {t("simulate.due", { at: format.moment(next, from) })}
                </text>
              </>
            )}
          </svg>
        )}
      </div>
    </section>
  );
}

const isPatience = ({ entries }: TrialStep): boolean => entries.some(({ type }) => type === "task.opened");
