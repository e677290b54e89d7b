import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type BusinessCalendar, type Problem, weekdays } from "@orderloom/rule-dsl";
import {
  datesText,
  extraDaysText,
  hoursText,
  readDates,
  readExtraDays,
  readHours,
} from "../../document/calendar-texts.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { WordsField } from "../../shared/reading/words-field.tsx";
import { CalendarPreview } from "./calendar-preview.tsx";
import { TypedField } from "./typed-field.tsx";

interface CalendarCardProps {
  readonly calendar: BusinessCalendar;
  /** JSON Pointer of the calendar in the table. */
  readonly place: string;
  readonly problems: readonly Problem[];
  readonly onChange: (calendar: BusinessCalendar) => void;
  readonly onRemove: () => void;
}

/** One calendar: what it is called, its week, the days that differ, and when so many hours from now are over. */
export function CalendarCard({ calendar, place, problems, onChange, onRemove }: CalendarCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name, hours, holidays = [], extraDays = [] } = calendar;
  const below = (part: string) => problems.filter(({ pointer }) => `${pointer}/`.startsWith(`${place}/${part}/`));
  const hasProblems = problems.some(({ pointer }) => pointer.startsWith(`${place}/`));
  const weekProblems = problems.filter(({ pointer }) => pointer === `${place}/hours`);
  return (
    <section className="calendar" aria-label={format.text(name)}>
      <header className="calendar-head">
        <h2>{format.text(name)}</h2>
        <code>{id}</code>
        <Button
          size="small"
          aria-label={t("calendars.remove", { name: format.text(name) })}
          icon={<Icon name="cross" size={14} />}
          onClick={onRemove}
        />
      </header>
      <div className="calendar-parts">
        <div className="calendar-part">
          <h3>{t("calendars.name")}</h3>
          <WordsField
            label={t("calendars.name")}
            value={name}
            onChange={(next) => next !== undefined && onChange({ ...calendar, name: next })}
          />
          <h3>{t("calendars.zone")}</h3>
          <ZoneField calendar={calendar} onChange={onChange} />
        </div>
        <div className="calendar-part">
          <h3>{t("calendars.week")}</h3>
          {weekdays.map((weekday) => (
            <TypedField
              key={weekday}
              label={t(`calendars.day.${weekday}`)}
              placeholder={t("calendars.off")}
              value={hoursText(hours[weekday] ?? [])}
              how={t("calendars.hoursHow")}
              problems={below(`hours/${weekday}`)}
              onChange={(text) => onChange(withHours(calendar, weekday, readHours(text)))}
            />
          ))}
          {weekProblems.length > 0 && <p className="calendar-problem">{t("calendars.noHours")}</p>}
        </div>
        <div className="calendar-part">
          <TypedField
            isLong
            label={t("calendars.holidays", { count: holidays.length })}
            value={datesText(holidays)}
            how={t("calendars.datesHow")}
            problems={below("holidays")}
            onChange={(text) => onChange({ ...calendar, holidays: readDates(text) })}
          />
        </div>
        <div className="calendar-part">
          <TypedField
            isLong
            label={t("calendars.extraDays", { count: extraDays.length })}
            value={extraDaysText(extraDays)}
            how={t("calendars.extraHow")}
            problems={below("extraDays")}
            onChange={(text) => onChange({ ...calendar, extraDays: readExtraDays(text, usualHours(calendar)) })}
          />
        </div>
      </div>
      {!hasProblems && <CalendarPreview calendar={calendar} />}
    </section>
  );
}

type Weekday = (typeof weekdays)[number];

function withHours(calendar: BusinessCalendar, weekday: Weekday, ranges: string[][]): BusinessCalendar {
  const { [weekday]: _old, ...others } = calendar.hours;
  return { ...calendar, hours: ranges.length === 0 ? others : { ...others, [weekday]: ranges } };
}

/** Those of the first weekday that is worked. */
function usualHours({ hours }: BusinessCalendar): readonly (readonly string[])[] {
  const worked = weekdays.find((weekday) => (hours[weekday] ?? []).length > 0);
  return worked === undefined ? [["09:00", "18:00"]] : (hours[worked] ?? []);
}

function ZoneField({ calendar, onChange }: Pick<CalendarCardProps, "calendar" | "onChange">) {
  const { t } = useTranslation();
  const { timeZone: organisation } = useFormat();
  const { timeZone, ...rest } = calendar;
  return (
    <Select
      aria-label={t("calendars.zone")}
      allowClear
      showSearch
      value={timeZone ?? null}
      placeholder={t("calendars.ownZone", { zone: organisation })}
      options={Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone }))}
      onChange={(zone: string | undefined) => onChange(zone === undefined ? rest : { ...rest, timeZone: zone })}
    />
  );
}
