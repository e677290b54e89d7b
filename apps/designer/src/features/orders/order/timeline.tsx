import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderDetail, TimelineEntry } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import { VerticalThread } from "../../../shared/thread/vertical-thread.tsx";
import { useNow } from "../../../shared/use-now.ts";
import { TimelineItem } from "./timeline-item.tsx";

/** A short history needs no short view. */
const SHORT_ENOUGH = 8;

/** What happened to the order, in order, on one thread. */
export function Timeline({ detail, entries }: { detail: OrderDetail; entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [view, setView] = useState<"major" | "all">("major");
  const major = entries.filter((entry) => entry.major);
  const canShorten = entries.length > SHORT_ENOUGH && major.length > 0 && major.length < entries.length;
  const shown = canShorten && view === "major" ? major : entries;
  const first = entries[0];
  const isOver = detail.row.status === "done" || detail.row.status === "cancelled";
  return (
    <section className="timeline" aria-label={t("timeline.title")}>
      <header className="section-head">
        <h2>{t("timeline.title")}</h2>
        {first !== undefined && (
          <span className="section-hint">
            {t("timeline.zone", {
              date: format.date(first.at, true),
              zone: zoneName(format.timeZone, format.language),
            })}
          </span>
        )}
        {canShorten && (
          <Segmented<"major" | "all">
            className="timeline-view"
            aria-label={t("timeline.view")}
            value={view}
            onChange={setView}
            options={[
              { value: "major", label: t("timeline.major") },
              { value: "all", label: t("timeline.all", { count: entries.length }) },
            ]}
          />
        )}
      </header>
      <ol className="timeline-list">
        {shown.map((entry, index) => (
          <TimelineItem
            key={entry.id}
            entry={entry}
            previous={shown[index - 1]}
            isLast={index === shown.length - 1}
            isOver={isOver}
            now={now}
          />
        ))}
        {!isOver && <NowItem detail={detail} />}
      </ol>
    </section>
  );
}

/** The open ring below the last bead: what is awaited. */
function NowItem({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const next = format.text(detail.row.next.text);
  return (
    <li className="entry entry-now">
      <span className="entry-time">{t("timeline.now")}</span>
      <span className="entry-bead">
        <svg width="24" height="24" aria-hidden="true">
          <circle className="now-ring" cx="12" cy="12" r="6" />
        </svg>
        <span className="entry-thread">
          <VerticalThread kind="ahead" />
        </span>
      </span>
      <div className="entry-text">
        <p className="entry-title">{next === "" ? t(`status.${detail.row.status}`) : next}</p>
      </div>
    </li>
  );
}

function zoneName(timeZone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "longGeneric" }).formatToParts();
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
