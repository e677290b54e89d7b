import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useAppInfo } from "../../api/app-info.ts";
import { useBoardState } from "../../api/board.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { Chip } from "../../shared/ui/status-chip.tsx";
import { DecidedList } from "./decided-list.tsx";
import type { InboxPageProps } from "./inbox-search.ts";
import { Inbox } from "./inbox.tsx";
import { NoGroups } from "./no-groups.tsx";
import "./inbox.css";
import "./groups.css";
import "./tasks.css";
import "./decide.css";
import "./evidence.css";
import "./decided.css";

/** What waits for a person: by cause, by date, mine, and what I decided. */
export function InboxPage({ search, onSearch }: InboxPageProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const app = useAppInfo();
  const { state } = useBoardState();
  if (app === undefined) return null;
  const { groups, name } = app.me;
  const isDone = search.view === "done";
  return (
    <div className="inbox">
      <PageHead
        actions={
          groups.length > 0 && (
            <Button onClick={() => onSearch(isDone ? {} : { view: "done" })}>
              <Icon name={isDone ? "inbox" : "check"} />
              {isDone ? t("inbox.toOpen") : t("inbox.done")}
            </Button>
          )
        }
      >
        <h1>{isDone ? t("inbox.doneTitle") : t("inbox.title")}</h1>
        {groups.map((group) => {
          const known = app.groups.find(({ id }) => id === group);
          return (
            <span key={group} className="inbox-group-chip">
              {known === undefined ? group : format.text(known.name)}
            </span>
          );
        })}
        {groups.length > 0 && <span className="quiet inbox-me">{name}</span>}
        {state === "broken" && (
          <Chip tone="incident" icon="alert">
            {t("live.broken")}
          </Chip>
        )}
      </PageHead>
      {groups.length === 0 && <NoGroups app={app} />}
      {groups.length > 0 && isDone && <DecidedList />}
      {groups.length > 0 && !isDone && (
        <Inbox key={app.me.id} me={{ name, groups }} search={search} onSearch={onSearch} />
      )}
    </div>
  );
}
