import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskEvidence } from "@orderloom/api-contract";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { useNow } from "../../shared/use-now.ts";

/** The decision that led here in one sentence, the values it is about, and each condition behind it. */
export function WhyHere({ evidence: { reason, shown, approvals, task } }: { evidence: TaskEvidence }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="evidence-part" aria-labelledby="evidence-why">
      <h3 id="evidence-why">{t("inbox.whyHere")}</h3>
      {reason !== undefined && (
        <p className="evidence-sentence">
          {t("inbox.nodeSays", { node: format.text(reason.name), sentence: format.text(reason.sentence) })}
        </p>
      )}
      {reason !== undefined && reason.why.length > 0 && <Conditions why={reason.why} />}
      {shown.length > 0 && (
        <dl className="evidence-shown">
          {shown.map(({ name, text }) => (
            <div key={format.text(name)}>
              <dt>{format.text(name)}</dt>
              <dd>{format.text(text)}</dd>
            </div>
          ))}
        </dl>
      )}
      {task.approvalsNeeded > 1 && (
        <p className="evidence-several">
          <Icon name="people" size={14} />
          {t("inbox.needs", { needed: task.approvalsNeeded, given: task.approvalsGiven })}
        </p>
      )}
      {approvals.map(({ by, outcome, at, reason: why }) => (
        <p key={`${by}/${at}`} className="quiet">
          {t("tasks.said", { by, outcome: format.text(outcome), at: format.clock(at) })}
          {why !== undefined && ` ${t("tasks.reason", { reason: why })}`}
        </p>
      ))}
      {task.excluded && <p className="evidence-several">{t("tasks.excluded")}</p>}
    </section>
  );
}

function Conditions({ why }: { why: NonNullable<TaskEvidence["reason"]>["why"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t("inbox.conditions", { count: why.length })}
      </button>
      {isOpen && (
        <ul className="evidence-conditions">
          {why.map(({ held, text, distance }) => (
            <li key={format.text(text)} className={held ? "reason-held" : "reason-failed"}>
              <Icon name={held ? "check" : "cross"} size={12} />
              <span>{format.text(text)}</span>
              {distance !== undefined && <span className="quiet">{format.text(distance)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Who is told next and when, and where the order goes if nobody decides. */
export function WhatIfNobody({ evidence: { task, deadline, state } }: { evidence: TaskEvidence }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const next = [
    ...(deadline.untilOver === undefined ? [] : [t("inbox.untilOver", { wait: format.text(deadline.untilOver) })]),
    ...(deadline.dueAt === undefined
      ? []
      : [t(deadline.dueAt < now ? "inbox.overdueSince" : "inbox.dueAt", { at: format.moment(deadline.dueAt, now) })]),
    ...deadline.escalations.map(({ at, to }) =>
      t("inbox.escalates", { at: format.moment(at, now), group: format.text(to) }),
    ),
    ...(deadline.escalatedTo.length === 0
      ? []
      : [t("inbox.escalated", { groups: deadline.escalatedTo.map((to) => format.text(to)).join(t("inbox.and")) })]),
    ...(deadline.timeout === undefined ? [] : [timeoutLine(deadline.timeout)]),
  ];
  function timeoutLine({ at, leadsTo }: NonNullable<typeof deadline.timeout>): string {
    const when = format.moment(at, now);
    return leadsTo === undefined
      ? t("inbox.timesOut", { at: when })
      : t("inbox.timesOutTo", { at: when, step: format.text(leadsTo) });
  }
  if (state !== "open" && state !== "claimed") return null;
  if (next.length === 0 && task.deadline === undefined)
    return <p className="evidence-nobody">{t("inbox.waitsForever")}</p>;
  const lines = [
    ...(task.deadline === undefined
      ? []
      : [t(task.deadline < now ? "inbox.orderLate" : "inbox.orderLeaves", { at: format.moment(task.deadline, now) })]),
    ...(next.length === 0 ? [t("inbox.waitsForever")] : next),
  ];
  return (
    <section className="evidence-part evidence-nobody" aria-labelledby="evidence-nobody">
      <h3 id="evidence-nobody">{t("inbox.ifNobody")}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
