import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { TaskGroup, TaskGroups } from "@orderloom/api-contract";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useNow } from "../../shared/use-now.ts";
import type { InboxView } from "./inbox-search.ts";
import { Waist } from "./waist.tsx";

const EVERY_SECOND = 1000;

interface GroupColumnProps {
  readonly view: InboxView;
  readonly onView: (view: InboxView) => void;
  readonly groups: TaskGroups | undefined;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

/** What waits, gathered by cause or by how near its date is. */
export function GroupColumn({ view, onView, groups, chosen, onChoose }: GroupColumnProps) {
  const { t } = useTranslation();
  return (
    <nav className="inbox-groups" aria-label={t("inbox.groups")}>
      <header className="inbox-groups-head">
        <Segmented<InboxView>
          aria-label={t("inbox.groups")}
          value={view === "done" ? "cause" : view}
          options={[
            { value: "cause", label: t("inbox.byCause") },
            { value: "deadline", label: t("inbox.byDeadline") },
            { value: "mine", label: t("inbox.mine") },
          ]}
          onChange={onView}
        />
        {groups !== undefined && (
          <span className="inbox-total">
            {t("inbox.total", { count: groups.total, shown: formatCount(groups.total) })}
          </span>
        )}
      </header>
      <ul>
        {(groups?.items ?? []).map((group) => (
          <li key={group.key}>
            <GroupCard group={group} isChosen={group.key === chosen} onChoose={() => onChoose(group.key)} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface GroupCardProps {
  readonly group: TaskGroup;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function GroupCard({ group, isChosen, onChoose }: GroupCardProps) {
  const { t } = useTranslation();
  const { title, detail } = useGroupWords(group);
  return (
    <button
      type="button"
      className={isChosen ? "group-card group-card-chosen" : "group-card"}
      aria-current={isChosen ? "true" : undefined}
      onClick={onChoose}
    >
      <span className="group-card-top">
        <b>{title}</b>
        <span className="group-card-count">{formatCount(group.count)}</span>
      </span>
      <span className="group-card-detail">{detail}</span>
      <Waist count={group.count} isHeld={isChosen} />
      <span className="group-card-foot">
        <Oldest group={group} />
        <NextDue group={group} />
      </span>
      {group.several > 0 && (
        <span className="group-card-detail">{t("inbox.someSeveral", { count: group.several })}</span>
      )}
    </button>
  );
}

function Oldest({ group }: { group: TaskGroup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(EVERY_SECOND);
  if (group.oldestAt === undefined) return <span />;
  return <span>{t("inbox.oldest", { length: format.dwell(Math.max(0, now - group.oldestAt)) })}</span>;
}

/** Below half an hour it is told in the colour of what waits. */
const SOON_MS = 30 * 60_000;

function NextDue({ group }: { group: TaskGroup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(EVERY_SECOND);
  if (group.nextDueAt === undefined) return <span>{t("inbox.noDate")}</span>;
  const isSoon = group.nextDueAt - now < SOON_MS;
  return (
    <span className={isSoon ? "due due-soon" : "due"}>
      {t(group.nextDueAt < now ? "inbox.overdueSince" : "inbox.dueAt", { at: format.moment(group.nextDueAt, now) })}
    </span>
  );
}

/** How a group is called: a cause by its task and its author's words, a deadline by ours. */
export function useGroupWords(group: TaskGroup | undefined): { readonly title: string; readonly detail: string } {
  const { t } = useTranslation();
  const format = useFormat();
  if (group === undefined) return { title: "", detail: "" };
  if (group.name !== undefined)
    return {
      title: format.text(group.name),
      detail: group.detail === undefined ? "" : format.text(group.detail),
    };
  switch (group.key) {
    case "overdue":
      return { title: t("inbox.deadline.overdue"), detail: t("inbox.deadlineHint.overdue") };
    case "hour":
      return { title: t("inbox.deadline.hour"), detail: "" };
    case "day":
      return { title: t("inbox.deadline.day"), detail: "" };
    case "later":
      return { title: t("inbox.deadline.later"), detail: "" };
    default:
      return { title: t("inbox.deadline.never"), detail: t("inbox.deadlineHint.never") };
  }
}
