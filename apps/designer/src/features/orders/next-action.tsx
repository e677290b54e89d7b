import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NextStep, OrderRow } from "@orderloom/api-contract";
import { takeRemedy } from "../../api/handling.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { RemedyDialog } from "./remedy-dialog.tsx";

/** In a row: the first remedy of an incident, with the others one step away, or the way to the task. */
export function NextAction({ row }: { row: OrderRow }) {
  const { t } = useTranslation();
  if (row.next.kind === "task") {
    return (
      <Link className="row-button" to="/orders/$orderId" params={{ orderId: row.id }} hash="tasks" preload={false}>
        {t("orders.toTask")}
      </Link>
    );
  }
  if (row.next.kind !== "incident") return null;
  const remedies = row.next.remedies ?? [];
  const more = remedies.length > 1;
  return (
    <span className="row-actions">
      <Remedies orderId={row.id} number={row.shortNumber} step={row.next} most={1} size="small" />
      {more && (
        <Link
          className="row-button row-button-more"
          to="/orders/$orderId"
          params={{ orderId: row.id }}
          preload={false}
          aria-label={t("orders.moreRemedies", { order: row.shortNumber })}
        >
          <Icon name="more" size={14} />
        </Link>
      )}
    </span>
  );
}

interface RemediesProps {
  readonly orderId: string;
  readonly number: string;
  readonly step: NextStep;
  readonly most?: number;
  readonly size?: "small" | "middle";
}

/** The remedies that an incident declares; each asks once more and takes a reason. */
export function Remedies({ orderId, number, step, most, size = "middle" }: RemediesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | undefined>();
  const { instanceId, activation } = step;
  const remedies = step.remedies ?? [];
  if (instanceId === undefined || activation === undefined || remedies.length === 0) return null;
  const remedy = remedies.find(({ id }) => id === chosen);
  return (
    <>
      {remedies.slice(0, most).map(({ id, name }) => (
        <Button key={id} size={size} className="remedy" onClick={() => setChosen(id)}>
          {format.text(name)}
        </Button>
      ))}
      {remedy !== undefined && (
        <RemedyDialog
          remedy={remedy}
          title={t("remedy.title", { remedy: format.text(remedy.name), order: number })}
          sentence={format.text(step.text)}
          run={(said) => takeRemedy(instanceId, { activation, remedy: remedy.id, ...said })}
          onDone={() => {
            void client.invalidateQueries({ queryKey: ["order", orderId] });
            void client.invalidateQueries({ queryKey: ["orders"] });
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
