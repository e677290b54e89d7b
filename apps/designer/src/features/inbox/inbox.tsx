import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { taskGroupsQuery, tasksQuery } from "../../api/tasks.ts";
import { useIsPhone } from "../../shared/media.ts";
import { Failure } from "../../shared/ui/failure.tsx";
import { LiveRegion } from "../../shared/ui/live-region.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Waiting } from "../../shared/ui/waiting.tsx";
import { GroupColumn } from "./group-column.tsx";
import { GroupTasks } from "./group-tasks.tsx";
import { type InboxPageProps, isNarrowed, listFilterOf, type Me, scopeOf } from "./inbox-search.ts";
import { useLiveTasks } from "./use-live-tasks.ts";

/** Groups, the tasks of the chosen one, and the evidence of the one that is looked at; on a phone one after the other. */
export function Inbox({ me, search, onSearch }: InboxPageProps & { me: Me }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const by = search.view === "deadline" ? "deadline" : "cause";
  const groups = useQuery({ ...taskGroupsQuery(by, scopeOf(search, me.groups)), placeholderData: keepPreviousData });
  const items = groups.data?.items ?? [];
  const chosen = items.find(({ key }) => key === search.key) ?? (isPhone ? undefined : items[0]);
  const key = chosen?.key ?? "";
  const filter = listFilterOf(search, me.groups, key);
  const live = useLiveTasks();
  const sort = search.sort ?? "waiting";
  const tasks = useInfiniteQuery({ ...tasksQuery(filter, sort), enabled: chosen !== undefined });
  if (groups.data === undefined) {
    if (groups.error !== null) return <Failure error={groups.error} onRetry={() => void groups.refetch()} />;
    return <Waiting rows={12} words={t("inbox.fetching")} />;
  }
  const column = (
    <GroupColumn
      view={search.view ?? "cause"}
      onView={(view) => onSearch(view === "cause" ? {} : { view })}
      groups={groups.data}
      chosen={chosen?.key}
      onChoose={(next) => {
        const { key: _key, task: _task, from: _from, to: _to, region: _region, ...rest } = search;
        onSearch({ ...rest, key: next }, isPhone ? "push" : undefined);
      }}
    />
  );
  const rows = tasks.data?.pages.flatMap((page) => page.items);
  return (
    <div className="inbox-columns">
      {(!isPhone || chosen === undefined) && column}
      {items.length === 0 && <Nothing view={search.view ?? "cause"} />}
      {chosen !== undefined && rows === undefined && (
        <div className="inbox-list">
          {tasks.error === null ? (
            <Waiting rows={14} words={t("inbox.fetching")} />
          ) : (
            <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />
          )}
        </div>
      )}
      {chosen !== undefined && rows !== undefined && (
        <GroupTasks
          key={`${key}/${sort}/${JSON.stringify(filter)}`}
          me={me}
          group={chosen}
          rows={rows}
          total={isNarrowed(search) && !tasks.hasNextPage ? rows.length : chosen.count}
          filter={filter}
          hasMore={tasks.hasNextPage}
          onMore={() => {
            if (tasks.hasNextPage && !tasks.isFetchingNextPage) void tasks.fetchNextPage();
          }}
          live={live}
          search={search}
          onSearch={onSearch}
        />
      )}
      <LiveRegion text={t("inbox.spoken", { count: groups.data.total })} />
    </div>
  );
}

function Nothing({ view }: { view: string }) {
  const { t } = useTranslation();
  return (
    <Notice kind="empty" title={view === "mine" ? t("inbox.noneMine") : t("inbox.none")}>
      <p>{view === "mine" ? t("inbox.noneMineHint") : t("inbox.noneHint")}</p>
    </Notice>
  );
}
