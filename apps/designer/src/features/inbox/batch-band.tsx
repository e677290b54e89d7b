import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../shared/format/number.ts";
import type { Batch } from "./use-batch.ts";

interface BatchBandProps {
  readonly batch: Batch;
  readonly onStop: () => void;
  readonly onAgain: () => void;
  readonly onDismiss: () => void;
}

/** How far a batch has come, with a way to stop; then what it came to. */
export function BatchBand({ batch, onStop, onAgain, onDismiss }: BatchBandProps) {
  const { t } = useTranslation();
  const { done, total, state, counts } = batch;
  const figures = {
    done: formatCount(done),
    total: formatCount(total),
    decided: formatCount(counts.decided + counts.duplicate),
    refused: formatCount(counts.refused),
    setAside: formatCount(counts.setAside),
  };
  return (
    <div className="batch-band" role="status">
      {state === "running" && (
        <Progress
          percent={total === 0 ? 0 : Math.round((done / total) * 100)}
          showInfo={false}
          size="small"
          aria-label={t("inbox.batch.progress")}
        />
      )}
      <p>
        {t(`inbox.batch.${state}`, figures)}
        {counts.refused > 0 && state !== "running" && t("inbox.batch.refused", figures)}
        {counts.setAside > 0 && state !== "running" && t("inbox.batch.setAside", figures)}
      </p>
      {state === "running" && <Button onClick={onStop}>{t("inbox.batch.stop")}</Button>}
      {(state === "broken" || state === "stopped") && <Button onClick={onAgain}>{t("inbox.batch.goOn")}</Button>}
      {state !== "running" && <Button onClick={onDismiss}>{t("action.close")}</Button>}
    </div>
  );
}
