import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail, Timeline } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import { explanationText } from "./export-text.ts";

/** Saves the explanation of an order as a Markdown file. */
export function useExport(): (detail: OrderDetail, timeline: Timeline) => void {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (detail, timeline) => {
      const text = explanationText(detail, timeline, format, {
        title: t("export.title"),
        exported: t("export.exported", { at: format.instant(Date.now()), zone: format.timeZone }),
        why: t("timeline.why"),
        whyNot: t("timeline.whyNot"),
        ledger: t("ledger.title"),
        tasks: t("tasks.title"),
        amendments: t("amendments.title"),
      });
      save(`${detail.order.id}.md`, text);
    },
    [format, t],
  );
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
