import { useTranslation } from "react-i18next";
import type { OrderRow } from "@orderloom/api-contract";
import { useFormat } from "../../shared/format/use-format.ts";
import type { Tone } from "../../shared/thread/thread-row.tsx";
import { useNow } from "../../shared/use-now.ts";
import { Chip } from "../../shared/ui/status-chip.tsx";

type Promised = Pick<OrderRow, "deadline" | "status">;

const SOON_MS = 15 * 60_000;
const EVERY_MS = 10_000;

const isOver = ({ status }: Promised): boolean => status === "done" || status === "cancelled";

function toneOf(leftMs: number): Tone {
  if (leftMs < 0) return "incident";
  return leftMs < SOON_MS ? "held" : "waiting";
}

function useLeftText(): (leftMs: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (leftMs) => t(leftMs < 0 ? "order.late" : "order.left", { length: format.dwell(Math.abs(leftMs)) });
}

interface DeadlineChipProps {
  readonly row: Promised;
  /** Only how long is left: a phone has no room for more. */
  readonly isShort: boolean;
}

/** By when the order was promised to leave, and how long that still is; once it is over only what was promised. */
export function DeadlineChip({ row, isShort }: DeadlineChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const leftText = useLeftText();
  const now = useNow(EVERY_MS);
  const { deadline } = row;
  if (deadline === undefined) return null;
  if (isShort) return <DeadlineMark row={row} now={now} />;
  const promised = t("order.promised", { at: format.moment(deadline, now) });
  if (isOver(row)) return <Chip tone="done">{promised}</Chip>;
  return (
    <Chip tone={toneOf(deadline - now)} icon="clock">
      {t("order.promisedLeft", { promised, left: leftText(deadline - now) })}
    </Chip>
  );
}

/** How long is left of what was promised, for orders under way. `now` in UTC milliseconds. */
export function DeadlineMark({ row, now }: { readonly row: Promised; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const leftText = useLeftText();
  const { deadline } = row;
  if (deadline === undefined || isOver(row)) return null;
  return (
    <span className="deadline-mark" title={t("order.promised", { at: format.moment(deadline, now) })}>
      <Chip tone={toneOf(deadline - now)}>{leftText(deadline - now)}</Chip>
    </span>
  );
}
