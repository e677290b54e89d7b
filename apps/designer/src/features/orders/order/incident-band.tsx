import { useTranslation } from "react-i18next";
import type { NextStep, OrderDetail } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import { HandOver } from "./hand-over.tsx";
import { Remedies } from "../next-action.tsx";

/** Incidents that wait for a person, each with the remedies it declares (S4). */
export function IncidentBand({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const incidents = openIncidents(detail);
  if (incidents.length === 0) return null;
  return (
    <section className="incident-band" aria-label={t("incident.title")}>
      {incidents.map((step, index) => (
        <div key={`${step.instanceId ?? ""}/${step.activation ?? index}`} className="incident">
          <Icon name="alert" size={20} />
          <p>
            <b>{t("incident.title")}</b>
            {format.text(step.text)}
            {step.owner !== undefined && <small>{t("remedy.owner", { name: format.text(step.owner.name) })}</small>}
          </p>
          <div className="incident-remedies">
            <Remedies orderId={detail.order.id} number={detail.row.shortNumber} step={step} />
            <HandOver orderId={detail.order.id} step={step} />
          </div>
        </div>
      ))}
    </section>
  );
}

function openIncidents({ instances, row }: OrderDetail): NextStep[] {
  const open = instances.flatMap((instance) =>
    instance.open.filter(({ kind }) => kind === "incident").map((step) => ({ instanceId: instance.id, ...step })),
  );
  return open.length === 0 && row.next.kind === "incident" ? [row.next] : open;
}
