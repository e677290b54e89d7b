import { useTranslation } from "react-i18next";
import type { TaskGroup } from "@orderloom/api-contract";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { useNow } from "../../shared/use-now.ts";
import { useGroupWords } from "./group-column.tsx";
import { Waist } from "./waist.tsx";

/** On a phone: which group, how many, since when, and how long there is left. */
export function PhoneGroupHead({ group, onBack }: { group: TaskGroup; onBack: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { title, detail } = useGroupWords(group);
  const left = group.nextDueAt === undefined ? undefined : group.nextDueAt - now;
  return (
    <header className="phone-group">
      <div className="phone-group-bar">
        <button type="button" className="phone-back" aria-label={t("inbox.backToGroups")} onClick={onBack}>
          <Icon name="chevron-left" size={20} />
        </button>
        <h2>{title}</h2>
        {left !== undefined && (
          <Chip tone="held" icon="clock">
            {left > 0 ? t("inbox.left", { length: format.dwell(left) }) : t("inbox.deadline.overdue")}
          </Chip>
        )}
      </div>
      <p className="phone-group-count">
        <b>{formatCount(group.count)}</b>
        {group.oldestAt !== undefined &&
          t("inbox.ordersOldest", { length: format.duration(Math.max(0, now - group.oldestAt)) })}
      </p>
      <Waist count={group.count} isHeld />
      {detail !== "" && <p>{detail}</p>}
    </header>
  );
}
