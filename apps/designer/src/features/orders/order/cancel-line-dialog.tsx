import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail } from "@orderloom/api-contract";
import { cancelLine } from "../../../api/orders.ts";
import { ActionDialog } from "../../../shared/ui/action-dialog.tsx";

/** Cancels one line; a gift that the line earned goes with it (S1). */
export function CancelLineDialog({ detail, onClose }: { detail: OrderDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { order } = detail;
  const open = order.lines.filter(({ state }) => state === "open");
  const [lineId, setLineId] = useState(open[0]?.id ?? "");
  const gifts = open.filter(({ boundTo }) => boundTo === lineId).map(({ sku, quantity }) => `${sku} × ${quantity}`);
  return (
    <ActionDialog
      onClose={onClose}
      action={{
        title: t("order.cancelLineTitle", { order: detail.row.shortNumber }),
        sentence:
          gifts.length === 0 ? t("order.cancelLineSentence") : t("order.cancelLineGifts", { gifts: gifts.join("、") }),
        doIt: t("order.cancelLineDo"),
        danger: true,
        reason: "required",
        content: (
          <Select
            className="line-choice"
            aria-label={t("order.line")}
            value={lineId}
            onChange={setLineId}
            options={open.map(({ id, sku, name, quantity }) => ({
              value: id,
              label: [`${sku} × ${quantity}`, name].filter((part) => part !== undefined).join(" · "),
            }))}
          />
        ),
        run: (reason) => cancelLine(order.id, lineId, reason),
      }}
    />
  );
}
