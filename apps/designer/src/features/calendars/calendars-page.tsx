import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { calendarProblems, CalendarTable, validate } from "@orderloom/rule-dsl";
import { calendarsQuery, saveCalendars } from "../../api/calendars.ts";
import type { Marked } from "../../api/http.ts";
import { useEditedSetting } from "../../api/use-edited-setting.ts";
import { addCalendar, changeCalendar, removeCalendar } from "../../document/calendar-texts.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { SaveTrouble, SettingButtons } from "../../shared/ui/setting-save.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { WorkflowsCrumb } from "../../shared/ui/workflows-crumb.tsx";
import { CalendarCard } from "./calendar-card.tsx";
import "./calendars.css";

/** When people work: what due dates of tasks are counted by. */
export function CalendarsPage() {
  const { t } = useTranslation();
  const calendars = useQuery(calendarsQuery);
  if (calendars.data !== undefined) return <Loaded stored={calendars.data} />;
  return (
    <>
      <PageHead>
        <WorkflowsCrumb title={t("calendars.title")} />
      </PageHead>
      {calendars.error === null ? (
        <Waiting rows={4} words={t("calendars.loading")} />
      ) : (
        <Failure error={calendars.error} onRetry={() => void calendars.refetch()} />
      )}
    </>
  );
}

const newName = { "zh-CN": "新日历", en: "New calendar" };

function Loaded({ stored }: { readonly stored: Marked<CalendarTable> }) {
  const { t } = useTranslation();
  const edited = useEditedSetting(stored, { queryKey: calendarsQuery.queryKey, save: saveCalendars });
  const { value: table, change } = edited;
  const problems = useMemo(() => [...validate(CalendarTable, table), ...calendarProblems(table)], [table]);
  return (
    <>
      <PageHead
        actions={<SettingButtons edited={edited} saveWords={t("calendars.save")} isUnfinished={problems.length > 0} />}
      >
        <WorkflowsCrumb title={t("calendars.title")} />
      </PageHead>
      <div className="calendars">
        <p className="quiet">{t("calendars.hint")}</p>
        <SaveTrouble edited={edited} />
        {table.calendars.length === 0 && (
          <Notice kind="empty" title={t("calendars.none")}>
            {t("calendars.noneHint")}
          </Notice>
        )}
        {table.calendars.map((calendar, index) => (
          <CalendarCard
            key={calendar.id}
            calendar={calendar}
            place={`/calendars/${String(index)}`}
            problems={problems}
            onChange={(changed) => change(changeCalendar(table, changed))}
            onRemove={() => change(removeCalendar(table, calendar.id))}
          />
        ))}
        <Button icon={<Icon name="plus" />} onClick={() => change(addCalendar(table, newName))}>
          {t("calendars.add")}
        </Button>
      </div>
    </>
  );
}
