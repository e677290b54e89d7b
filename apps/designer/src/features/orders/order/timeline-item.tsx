import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineEntry, WhyLine } from "@orderloom/api-contract";
import { useFormat } from "../../../shared/format/use-format.ts";
import { Icon } from "../../../shared/icons/icon.tsx";
import { Bead } from "../../../shared/thread/bead.tsx";
import { VerticalThread } from "../../../shared/thread/vertical-thread.tsx";
import { entryIcon } from "./entry-icon.ts";

interface TimelineItemProps {
  readonly entry: TimelineEntry;
  readonly previous: TimelineEntry | undefined;
  readonly isLast: boolean;
  /** Nothing is awaited any more. */
  readonly isOver: boolean;
  readonly now: number;
}

/** One bead: when, what happened, the sentence, why and why not, and the wait that follows. */
export function TimelineItem({ entry, previous, isLast, isOver, now }: TimelineItemProps) {
  const format = useFormat();
  const newDay = previous !== undefined && format.day(previous.at) !== format.day(entry.at);
  return (
    <li className={`entry entry-${entry.tone}`}>
      <time className="entry-time" dateTime={new Date(entry.at).toISOString()} title={format.instant(entry.at)}>
        {newDay && <span className="entry-day">{format.date(entry.at)}</span>}
        {format.clock(entry.at)}
      </time>
      <span className="entry-bead">
        <Bead category={entry.category} icon={entryIcon(entry.type, entry.category)} />
        <ThreadBelow entry={entry} isLast={isLast} isOver={isOver} />
      </span>
      <div className="entry-text">
        <p className="entry-title">{format.text(entry.title)}</p>
        {entry.sentence !== undefined && <p className="entry-sentence">{format.text(entry.sentence)}</p>}
        <Reasons entry={entry} />
        <Wait entry={entry} now={now} />
      </div>
    </li>
  );
}

/** Slack while a person was awaited; dotted when nothing has followed yet. */
function ThreadBelow({ entry, isLast, isOver }: { entry: TimelineEntry; isLast: boolean; isOver: boolean }) {
  if (isLast && isOver) return null;
  const kind = entry.waits?.for === "people" ? "slack" : isLast ? "ahead" : "taut";
  return (
    <span className="entry-thread">
      <VerticalThread kind={kind} />
    </span>
  );
}

/** How long was waited, for whom, and until when it may last. */
function Wait({ entry, now }: { entry: TimelineEntry; now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { waits } = entry;
  if (waits === undefined) return null;
  const isOpen = waits.ms === undefined && waits.until === undefined;
  const length = waits.ms ?? (waits.until ?? now) - entry.at;
  const words = { length: format.duration(length) };
  const told = isOpen ? t(`wait.${waits.for}Still`, words) : t(`wait.${waits.for}`, words);
  const late = waits.dueAt !== undefined && (waits.until ?? now) > waits.dueAt;
  return (
    <p className={waits.for === "people" ? "entry-wait entry-wait-people" : "entry-wait"}>
      <Icon name={waits.for === "people" ? "pause" : "clock"} size={14} />
      <b>{told}</b>
      {waits.dueAt !== undefined && (
        <span className={late ? "entry-late" : undefined}>
          {late
            ? t("wait.late", { at: format.moment(waits.dueAt, entry.at) })
            : t("wait.due", { at: format.moment(waits.dueAt, entry.at) })}
        </span>
      )}
    </p>
  );
}

function Reasons({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"why" | "whyNot" | undefined>();
  const kinds = (["why", "whyNot"] as const).filter((kind) => entry[kind].length > 0);
  if (kinds.length === 0) return null;
  return (
    <>
      <div className="reason-switch">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-expanded={open === kind}
            onClick={() => setOpen(open === kind ? undefined : kind)}
          >
            {t(`timeline.${kind}`)}
            <Icon name={open === kind ? "chevron-up" : "chevron-down"} size={12} />
          </button>
        ))}
      </div>
      {open !== undefined && (
        <div className="reasons">
          {open === "whyNot" && <p>{t("timeline.whyNotHint")}</p>}
          <ul>
            {entry[open].map((line, index) => (
              <Reason key={index} line={line} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Reason({ line }: { line: WhyLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={line.held ? "reason reason-held" : "reason reason-failed"}>
      <Icon name={line.held ? "check" : "cross"} size={14} />
      <span className="visually-hidden">{line.held ? t("timeline.held") : t("timeline.failed")}</span>
      <span>{format.text(line.text)}</span>
      {line.distance !== undefined && <span className="reason-distance">{format.text(line.distance)}</span>}
    </li>
  );
}
