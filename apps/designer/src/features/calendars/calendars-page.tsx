import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { calendarProblems, CalendarTable, validate } from "@orderloom/rule-dsl";
import { calendarsQuery, saveCalendars } from "../../api/calendars.ts";
import { addCalendar, changeCalendar, removeCalendar } from "../../document/calendar-texts.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ErrorLine, Failure } from "../../shared/ui/failure.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { CalendarCard } from "./calendar-card.tsx";
import "./calendars.css";

/** When people work: what due dates of tasks are counted by. */
export function CalendarsPage() {
  const { t } = useTranslation();
  const calendars = useQuery(calendarsQuery);
  if (calendars.data !== undefined)
    return <Loaded key={calendars.data.etag} stored={calendars.data.body} etag={calendars.data.etag} />;
  return (
    <>
      <PageHead>
        <Title />
      </PageHead>
      {calendars.error === null ? (
        <Waiting rows={4} words={t("calendars.loading")} />
      ) : (
        <Failure error={calendars.error} onRetry={() => void calendars.refetch()} />
      )}
    </>
  );
}

function Title() {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/workflows" className="crumb">
        {t("workflows.title")}
      </Link>
      <Icon name="chevron-right" size={12} className="crumb-step" />
      <h1>{t("calendars.title")}</h1>
    </>
  );
}

const newName = { "zh-CN": "新日历", en: "New calendar" };

function Loaded({ stored, etag }: { readonly stored: CalendarTable; readonly etag: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [table, setTable] = useState(stored);
  const isChanged = table !== stored;
  const problems = useMemo(() => [...validate(CalendarTable, table), ...calendarProblems(table)], [table]);
  const saving = useMutation({
    mutationFn: () => saveCalendars(table, etag),
    onSuccess: () => client.invalidateQueries({ queryKey: calendarsQuery.queryKey }),
  });
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
  return (
    <>
      <PageHead
        actions={
          <>
            <Button disabled={!isChanged} onClick={() => setTable(stored)}>
              {t("calendars.discard")}
            </Button>
            <Button
              type="primary"
              disabled={!isChanged || problems.length > 0}
              loading={saving.isPending}
              onClick={() => saving.mutate()}
            >
              {t("calendars.save")}
            </Button>
          </>
        }
      >
        <Title />
      </PageHead>
      <div className="calendars">
        <p className="quiet">{t("calendars.hint")}</p>
        {saving.error !== null && <ErrorLine error={saving.error} />}
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
            onChange={(changed) => setTable(changeCalendar(table, changed))}
            onRemove={() => setTable(removeCalendar(table, calendar.id))}
          />
        ))}
        <Button icon={<Icon name="plus" />} onClick={() => setTable(addCalendar(table, newName))}>
          {t("calendars.add")}
        </Button>
      </div>
    </>
  );
}
