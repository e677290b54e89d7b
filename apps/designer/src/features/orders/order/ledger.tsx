import { useTranslation } from "react-i18next";
import type { LedgerLine } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import type { IconName } from "../../../shared/icons/paths.ts";
import type { Tone } from "../../../shared/thread/thread-row.tsx";
import { Chip } from "../../../shared/ui/status-chip.tsx";
import { Section } from "./section.tsx";

const looks: Readonly<Record<LedgerLine["state"], { readonly tone: Tone; readonly icon: IconName }>> = {
  requested: { tone: "waiting", icon: "clock" },
  completed: { tone: "done", icon: "check" },
  answered: { tone: "held", icon: "message" },
  failed: { tone: "incident", icon: "alert" },
  "timed-out": { tone: "waiting", icon: "clock" },
  unknown: { tone: "held", icon: "question" },
  compensating: { tone: "waiting", icon: "retry" },
  compensated: { tone: "waiting", icon: "retry" },
  skipped: { tone: "waiting", icon: "ban" },
};

/** What was told to whom, when, and what came back. */
export function Ledger({ lines }: { lines: readonly LedgerLine[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t("ledger.title")} hint={t("ledger.hint")} count={t("ledger.count", { count: lines.length })}>
      {lines.length === 0 ? (
        <p className="section-empty">{t("ledger.none")}</p>
      ) : (
        <div className="table-scroller" tabIndex={0} role="group" aria-label={t("ledger.title")}>
          <table className="data-table">
            <thead>
              <tr>
                <th>{t("ledger.at")}</th>
                <th>{t("ledger.action")}</th>
                <th>{t("ledger.said")}</th>
                <th>{t("ledger.answer")}</th>
                <th className="number">{t("ledger.took")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <LedgerRow key={`${line.effectKey}/${line.attempt}/${line.at}/${line.state}`} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function LedgerRow({ line }: { line: LedgerLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tone, icon } = looks[line.state];
  const action = format.text(line.actionName);
  return (
    <tr>
      <td title={format.instant(line.at)}>{format.clock(line.at)}</td>
      <td>
        <span className="ledger-action" title={`${line.connector} ${line.action} · ${line.effectKey}`}>
          <span className="ledger-connector">{format.text(line.connectorName)}</span> {action}
          {line.compensates !== undefined && <span className="quiet"> {t("ledger.undoes")}</span>}
          {line.attempt > 1 && <span className="quiet"> {t("ledger.attempt", { attempt: line.attempt })}</span>}
        </span>
      </td>
      <td className="ledger-said">{line.said}</td>
      <td>
        <Chip tone={tone} icon={icon}>
          {line.answer === undefined ? t(`call.${line.state}`) : format.text(line.answer)}
        </Chip>
      </td>
      <td className="number quiet">{line.tookMs !== undefined && format.took(line.tookMs)}</td>
    </tr>
  );
}
