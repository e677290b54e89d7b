import { useTranslation } from "react-i18next";
import type { TaskEvidence } from "@orderloom/api-contract";
import { formatCount, formatShare } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useNow } from "../../shared/use-now.ts";

interface Part {
  readonly evidence: TaskEvidence;
}

/** What the tasks of this cause share that other orders do not: bar, and a tick where it usually is. */
export function Likeness({ evidence: { likeness }, groupSize }: Part & { groupSize: number }) {
  const { t } = useTranslation();
  if (likeness.length === 0) return null;
  return (
    <section className="evidence-part" aria-labelledby="evidence-likeness">
      <header className="evidence-part-head">
        <h3 id="evidence-likeness">{t("inbox.likeness", { shown: formatCount(groupSize), count: groupSize })}</h3>
        <span className="quiet">{t("inbox.likenessHint")}</span>
      </header>
      <ul>
        {likeness.map(({ kind, value, share, usual }) => (
          <li key={`${kind}/${value}`} className="trait">
            <span>{t(kind === "sku" ? "inbox.withSku" : "inbox.toProvince", { value })}</span>
            <span className="trait-bar" aria-hidden="true">
              <span className="trait-share" style={{ width: `${share * 100}%` }} />
              <span className="trait-usual" style={{ left: `${usual * 100}%` }} />
            </span>
            <span className="trait-number">{formatShare(share)}</span>
            <span className="trait-number quiet">{t("inbox.usually", { share: formatShare(usual) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How tasks like this one ended, and how their orders stand now. */
export function Past({ evidence: { past, task } }: Part) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <section className="evidence-part" aria-labelledby="evidence-past">
      <header className="evidence-part-head">
        <h3 id="evidence-past">{t("inbox.past")}</h3>
        <span className="quiet">{t("inbox.pastHint", { task: format.text(task.name) })}</span>
      </header>
      {past.length === 0 && <p className="quiet">{t("inbox.noPast")}</p>}
      <ul>
        {past.map(({ from, to, count, state, outcome, by, cancelled, inTrouble }) => (
          <li key={`${from}/${to}/${by.join()}/${state}`} className="past-line">
            <span>{format.moment(to, now)}</span>
            <span className="past-count">{t("inbox.orders", { count, shown: formatCount(count) })}</span>
            <span>
              <b>{outcome === undefined ? t(`task.${state}`) : format.text(outcome)}</b>{" "}
              <span className="quiet">{by.join(t("inbox.and"))}</span>
            </span>
            <span className="past-later quiet">
              {inTrouble > 0
                ? t("inbox.nowInTrouble", { count: inTrouble })
                : cancelled > 0
                  ? t("inbox.nowCancelled", { count: cancelled })
                  : t("inbox.nowFine")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The steps that follow, outcome by outcome: walked up to here, dotted from here on. */
export function Ways({ evidence: { ways, task, state } }: Part) {
  const { t } = useTranslation();
  const format = useFormat();
  if ((state !== "open" && state !== "claimed") || ways.length === 0) return null;
  return (
    <section className="evidence-part" aria-labelledby="evidence-ways">
      <h3 id="evidence-ways">{t("inbox.whatFollows")}</h3>
      {ways.map(({ outcome, name, steps }) => (
        <div key={outcome} className="way-after">
          <span className="quiet">{t("inbox.after", { outcome: format.text(name) })}</span>
          <ol>
            <li className="way-here">{format.text(task.name)}</li>
            {steps.map((step, index) => (
              <li key={`${index}/${format.text(step)}`}>{format.text(step)}</li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
