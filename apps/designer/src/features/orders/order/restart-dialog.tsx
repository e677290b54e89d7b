import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail, RestartPreview } from "@orderloom/api-contract";
import { restartInstance, restartPreviewQuery } from "../../../api/handling.ts";
import { useFormat } from "../../../shared/format/use-format.ts";
import { ActionDialog } from "../../../shared/ui/action-dialog.tsx";

interface RestartDialogProps {
  readonly detail: OrderDetail;
  readonly instanceId: string;
  readonly onClose: () => void;
}

/** Begins again at a node: says first what is taken back, what stands, and what is withdrawn. */
export function RestartDialog({ detail, instanceId, onClose }: RestartDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [node, setNode] = useState("");
  const [compensate, setCompensate] = useState(true);
  const preview = useQuery(restartPreviewQuery(instanceId, node)).data;
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: t("restart.title", { order: detail.row.shortNumber }),
        sentence: t("restart.sentence"),
        doIt: t("restart.do"),
        danger: true,
        reason: "required",
        disabled: preview === undefined,
        content: (
          <>
            <Select
              className="line-choice"
              aria-label={t("restart.node")}
              value={preview?.node ?? node}
              onChange={setNode}
              options={(preview?.points ?? []).map(({ id, name }) => ({ value: id, label: format.text(name) }))}
            />
            <label className="restart-switch">
              <Switch size="small" checked={compensate} onChange={setCompensate} aria-label={t("restart.compensate")} />
              {t("restart.compensate")}
            </label>
            {preview !== undefined && <Consequences preview={preview} compensate={compensate} />}
          </>
        ),
        run: (reason) => restartInstance(instanceId, { node: preview?.node ?? node, compensate, reason }),
        onDone: () => {
          void client.invalidateQueries({ queryKey: ["order", detail.order.id] });
          void client.invalidateQueries({ queryKey: ["orders"] });
        },
      }}
    />
  );
}

function Consequences({ preview, compensate }: { readonly preview: RestartPreview; readonly compensate: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const named = (items: readonly { readonly name: RestartPreview["points"][number]["name"] }[]): string =>
    items.map(({ name }) => format.text(name)).join(t("restart.comma"));
  const standing = compensate ? preview.standing : [...preview.undone, ...preview.standing];
  return (
    <ul className="restart-consequences">
      {preview.withdrawn.length > 0 && <li>{t("restart.withdrawn", { names: named(preview.withdrawn) })}</li>}
      {compensate && preview.undone.length > 0 && <li>{t("restart.undone", { names: named(preview.undone) })}</li>}
      {standing.length > 0 && <li>{t("restart.standing", { names: named(standing) })}</li>}
    </ul>
  );
}
