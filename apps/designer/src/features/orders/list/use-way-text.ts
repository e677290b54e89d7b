import { useTranslation } from "react-i18next";
import type { OrderRow } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import type { StageInfo } from "./table-head.tsx";

/** The thread in words: what it passed, where it waited for a person, where it stands. */
export function useWayText(row: OrderRow, stages: readonly StageInfo[], now: number): string {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = (id: string) => {
    const stage = stages.find((known) => known.id === id);
    return stage === undefined ? id : format.text(stage.name);
  };
  const passed = row.stages.map(({ stage, slackMs }) =>
    slackMs === undefined || slackMs === 0
      ? nameOf(stage)
      : t("way.waited", { stage: nameOf(stage), length: format.dwell(slackMs) }),
  );
  if (passed.length === 0) return t("way.notBegun");
  const way = passed.join(t("way.then"));
  if (row.status === "held") return t("way.held", { way, length: format.dwell(now - row.since) });
  return row.status === "incident" ? t("way.broken", { way }) : way;
}
