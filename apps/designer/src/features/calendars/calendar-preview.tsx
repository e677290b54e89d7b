import { InputNumber } from "antd";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BusinessCalendar, workingTime } from "@orderloom/rule-dsl";
import { useFormat } from "../../shared/format/use-format.ts";
import { useNow } from "../../shared/use-now.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** When so many working hours from now are over, in the organisation's zone as every instant on screen. */
export function CalendarPreview({ calendar }: { readonly calendar: BusinessCalendar }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(MINUTE_MS);
  const id = useId();
  const [hours, setHours] = useState(4);
  const counted = useMemo(() => workingTime(calendar, format.timeZone), [calendar, format.timeZone]);
  const at = counted(now, hours * HOUR_MS);
  return (
    <p className="calendar-preview">
      <label htmlFor={id}>{t("calendars.preview")}</label>
      <InputNumber
        id={id}
        min={1}
        max={1000}
        precision={0}
        value={hours}
        onChange={(next) => next !== null && setHours(next)}
      />
      <output htmlFor={id}>
        {at === undefined ? t("calendars.never") : t("calendars.until", { at: format.instant(at) })}
      </output>
    </p>
  );
}
