import { useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NextStep } from "@orderloom/api-contract";
import { useAppInfo } from "../../../api/app-info.ts";
import { assignIncident } from "../../../api/handling.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { ActionDialog } from "../../../shared/ui/action-dialog.tsx";

/** Hands an incident to a group: the lists then say whose it is; anybody may still see to it. */
export function HandOver({ orderId, step }: { readonly orderId: string; readonly step: NextStep }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const groups = useAppInfo()?.groups ?? [];
  const [open, setOpen] = useState(false);
  const [group, setGroup] = useState<string | undefined>(step.owner?.group);
  const { instanceId, activation } = step;
  // Activation 0 is the instance itself, which broke: there is nothing to hand over.
  if (instanceId === undefined || activation === undefined || activation === 0 || groups.length === 0) return null;
  return (
    <>
      <Button type="text" onClick={() => setOpen(true)}>
        {t("handOver.open")}
      </Button>
      {open && (
        <ActionDialog
          onClose={() => setOpen(false)}
          action={{
            title: t("handOver.title"),
            sentence: format.text(step.text),
            doIt: t("handOver.do"),
            reason: "optional",
            disabled: group === undefined,
            content: (
              <Select
                className="line-choice"
                aria-label={t("handOver.to")}
                placeholder={t("handOver.to")}
                value={group ?? null}
                onChange={setGroup}
                options={groups.map(({ id, name }) => ({ value: id, label: format.text(name) }))}
              />
            ),
            run: (reason) =>
              assignIncident(instanceId, {
                activation,
                owner: { group: group ?? "" },
                ...(reason === "" ? {} : { reason }),
              }),
            onDone: () => {
              void client.invalidateQueries({ queryKey: ["order", orderId] });
              void client.invalidateQueries({ queryKey: ["orders"] });
            },
          }}
        />
      )}
    </>
  );
}
