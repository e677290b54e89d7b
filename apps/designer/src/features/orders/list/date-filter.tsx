import { Button, Popover } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDate } from "../../../shared/format/date.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import type { FilterProps } from "./filter-props.ts";
import { datePresets, daysOf, type OrderSearch } from "./order-search.ts";

type DateFilterProps = Pick<FilterProps, "search" | "onSearch" | "today">;

function withoutDays(search: OrderSearch): OrderSearch {
  const { date: _date, from: _from, to: _to, ...rest } = search;
  return rest;
}

/** Which business days the list is about. */
export function DateFilter(props: DateFilterProps) {
  const [open, setOpen] = useState(false);
  const label = useDaysLabel(props.search);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      content={<DatePanel {...props} onDone={() => setOpen(false)} />}
    >
      <Button icon={<Icon name="calendar" size={14} />} aria-haspopup="dialog" aria-expanded={open}>
        {label}
      </Button>
    </Popover>
  );
}

/** Days are told without a zone: they are the organisation's already. */
const UTC = "UTC";

function useDaysLabel(search: OrderSearch): string {
  const { t, i18n } = useTranslation();
  if (search.date !== undefined) return t(`date.${search.date}`);
  const { from, to } = search;
  if (from === undefined && to === undefined) return t("date.all");
  const dayText = (day: string) => formatDate(Date.parse(day), UTC, i18n.language);
  if (from !== undefined && to !== undefined) return t("date.fromTo", { from: dayText(from), to: dayText(to) });
  return from === undefined ? t("date.until", { to: dayText(to ?? "") }) : t("date.since", { from: dayText(from) });
}

function DatePanel({ search, onSearch, today, onDone }: DateFilterProps & { onDone: () => void }) {
  const { t } = useTranslation();
  const rest = withoutDays(search);
  const days = daysOf(search, today);
  const choose = (next: OrderSearch) => {
    onSearch(next);
    onDone();
  };
  const isAll = search.date === undefined && search.from === undefined && search.to === undefined;
  return (
    <div className="date-panel">
      <div className="date-presets" role="group" aria-label={t("date.label")}>
        <Button size="small" aria-pressed={isAll} onClick={() => choose(rest)}>
          {t("date.all")}
        </Button>
        {datePresets.map((date) => (
          <Button key={date} size="small" aria-pressed={search.date === date} onClick={() => choose({ ...rest, date })}>
            {t(`date.${date}`)}
          </Button>
        ))}
      </div>
      <div className="date-range">
        <DayField
          label={t("date.from")}
          value={days.from}
          max={today}
          onChange={(from) =>
            onSearch({ ...rest, ...(days.to === undefined ? {} : { to: days.to }), ...(from === "" ? {} : { from }) })
          }
        />
        <DayField
          label={t("date.to")}
          value={days.to}
          max={today}
          onChange={(to) =>
            onSearch({ ...rest, ...(days.from === undefined ? {} : { from: days.from }), ...(to === "" ? {} : { to }) })
          }
        />
      </div>
    </div>
  );
}

function DayField(props: { label: string; value: string | undefined; max: string; onChange: (day: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        className="day-field"
        type="date"
        value={props.value ?? ""}
        max={props.max}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}
